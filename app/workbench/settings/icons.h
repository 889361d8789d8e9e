// SPDX-License-Identifier: MIT
/// The workbench's own line icons, drawn in the application palette's text colour whenever they are painted, so that they fit light
/// and dark windows, follow a change, and need neither an icon theme nor an SVG library. Not thread-safe: for the window's thread.
#pragma once

#include <QIcon>

namespace spp::workbench
{

enum class LineIcon {
    Home,
    Open,
    Save,
    SaveAll,
    Undo,
    Redo,
    Find,
    Up,
    Down,
    Close,
    File,
    Plugin,
    Dialog,
    Run,
    Pause,
    Stop,
    Restart,
    Kill,
    Branch,
    Breakpoint,
    RunOnSave,
    Trace,
    Type,
    Message,
    NextPlugin,
    NextStop,
    NextCommand,
    TransactionEnd,
    ToCursor,
    PreviousPlugin,
    PreviousStop,
    PreviousCommand,
    TransactionStart,
    BackToCursor,
    BackToStart,
    RunAll,
    RunFailed,
    Accept,
    Record,
};

QIcon lineIcon(LineIcon icon);

} // namespace spp::workbench
