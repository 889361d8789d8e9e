// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/shell_view.h"

#include "app/workbench/models/words.h"
#include "core/trace/shell_command.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStringList>
#include <QToolButton>

namespace spp::workbench
{

namespace
{

QLabel* makeHint(const QString& text)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ShellView::ShellView(QWidget* parent) : QWidget(parent), m_text(new QPlainTextEdit), m_leftOut(makeHint({}))
{
    m_text->setReadOnly(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setFrameShape(QFrame::NoFrame);
    auto* copyButton = new QToolButton;
    copyButton->setText(tr("Copy"));
    copyButton->setAutoRaise(true);
    connect(copyButton, &QToolButton::clicked, this, &ShellView::copy);
    auto* debugButton = new QToolButton;
    debugButton->setText(tr("Debug in a Terminal"));
    debugButton->setToolTip(tr("Run it there under its debugger: gdb, pdb, perl -d, or a shell's -x"));
    debugButton->setAutoRaise(true);
    connect(debugButton, &QToolButton::clicked, this, &ShellView::debuggerWanted);
    auto* row = new QHBoxLayout;
    row->addWidget(makeHint(tr("Pasted into a shell, this runs the plugin again with the same environment. "
                               "What it does to files and other machines it does for real.")),
                   1);
    row->addWidget(debugButton, 0, Qt::AlignTop);
    row->addWidget(copyButton, 0, Qt::AlignTop);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(8, 4, 6, 4);
    head->addLayout(row);
    head->addWidget(m_leftOut);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
}

void ShellView::show(const plugin::Call& call)
{
    const trace::ShellCommand command = trace::formatShellCommand(call);
    if (const QString line = QString::fromStdString(command.line); line != m_text->toPlainText())
        m_text->setPlainText(line); // and keeps what is selected otherwise
    QStringList entries;
    for (const std::string& entry : command.leftOut)
        entries.append(QStringLiteral("“%1”").arg(shownLine(entry)));
    m_leftOut->setText(tr("Left out, because no shell can set them: %1").arg(entries.join(QStringLiteral(", "))));
    m_leftOut->setVisible(!entries.isEmpty());
}

void ShellView::copy() const
{
    QApplication::clipboard()->setText(m_text->toPlainText());
}

} // namespace spp::workbench
