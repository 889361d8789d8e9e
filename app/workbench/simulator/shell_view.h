// SPDX-License-Identifier: MIT
/// A plugin's run as a command line that can be copied and pasted into a shell. Not thread-safe: a widget.
#pragma once

#include "core/plugin/call.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace spp::workbench
{

class ShellView : public QWidget
{
    Q_OBJECT

public:
    explicit ShellView(QWidget* parent = nullptr);

    void show(const plugin::Call& call);
    void copy() const;

signals:
    void debuggerWanted();

private:
    QPlainTextEdit* m_text; ///< nothing in it needs to be escaped: the command is printable
    QLabel* m_leftOut;
};

} // namespace spp::workbench
