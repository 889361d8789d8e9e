// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/breakpoints_view.h"

#include "app/workbench/debugger/breakpoints_model.h"
#include "app/workbench/debugger/list_view.h"
#include "app/workbench/settings/colours.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace spp::workbench
{

namespace
{

const char* const forms = QT_TRANSLATE_NOOP("BreakpointsView", R"(<p>A breakpoint is one of</p>
<table>
<tr><td><tt>plugin plugins/rbl&nbsp;</tt></td><td>before that plugin runs; with <tt>after</tt>: before its output has an effect</td></tr>
<tr><td><tt>section rcpt</tt></td><td>before the first plugin of that section</td></tr>
<tr><td><tt>verdict refused</tt></td><td>where a section ends so</td></tr>
<tr><td><tt>letter E</tt></td><td>where a plugin printed such a line</td></tr>
<tr><td><tt>changes RELAYCLIENT</tt></td><td>where that variable changes</td></tr>
<tr><td><tt>command MAIL</tt></td><td>before that command is heard</td></tr>
<tr><td><tt>line 12</tt></td><td>the client's line in the dialog's file</td></tr>
<tr><td><tt>reply 5xx</tt></td><td>before such a reply is sent</td></tr>
</table>
<p>and behind it any of <tt>if SMTPRCPTCOUNT &gt; 3</tt>, <tt>hits 5</tt>, <tt>every 3</tt>, <tt>log "text"</tt>.</p>)");

} // namespace

BreakpointsView::BreakpointsView(BreakpointsModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_list(new ListView(model)),
      m_line(new QLineEdit),
      m_trouble(new QLabel),
      m_add(new QPushButton(tr("Add")))
{
    m_line->setPlaceholderText(tr("plugin plugins/rbl if SMTPRCPTCOUNT > 3"));
    m_line->setToolTip(tr(forms));
    m_trouble->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    auto* remove = new QPushButton(tr("Remove"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_add);
    buttons->addWidget(remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 0, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_list, 1);
    column->addWidget(m_line);
    column->addWidget(m_trouble);
    column->addLayout(buttons);

    connect(m_line, &QLineEdit::textChanged, this, &BreakpointsView::check);
    connect(m_line, &QLineEdit::returnPressed, this, &BreakpointsView::add);
    connect(m_add, &QPushButton::clicked, this, &BreakpointsView::add);
    connect(&m_model, &BreakpointsModel::refused, this, &BreakpointsView::say);
    connect(remove, &QPushButton::clicked, this, [this] {
        if (m_list->currentIndex().isValid())
            m_model.remove(m_list->currentIndex().row());
    });
    check();
}

QString BreakpointsView::trouble() const
{
    return m_trouble->text();
}

void BreakpointsView::check()
{
    const QString text = m_line->text().trimmed();
    const auto typed = debug::parseBreakpoint(text.toStdString());
    m_add->setEnabled(typed.has_value());
    say(typed || text.isEmpty() ? QString() : QString::fromStdString(typed.error().message));
}

void BreakpointsView::add()
{
    if (m_model.add(m_line->text().trimmed()))
        m_line->clear();
}

void BreakpointsView::say(const QString& trouble)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, foreground(Meaning::Error, colours));
    m_trouble->setPalette(colours);
    m_trouble->setText(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
}

} // namespace spp::workbench
