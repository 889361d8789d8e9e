// SPDX-License-Identifier: MIT
/// The message that a pretended client sends: the dialog's own, a file, or one that was composed. A value.
#pragma once

#include "core/base/error.h"
#include "core/scenario/dialog.h"

#include <QString>

namespace spp::workbench
{

struct ClientMessage
{
    enum class Source { Dialog, File, Composed };

    Source source = Source::Dialog;
    QString file; ///< its path
    QString text; ///< what was composed: header, empty line, body

    bool operator==(const ClientMessage&) const = default;

    /// In place of each message of the dialog. The sentence of an error names the file.
    Result<void> applyTo(scenario::Dialog& dialog) const;
};

/// What composing begins with.
QString sampleMessage();

/// "3 lines, 214 bytes as it is sent"; the closing dot does not count.
QString describeSize(const QString& message);

} // namespace spp::workbench
