// SPDX-License-Identifier: MIT
#include "app/workbench/editor/find_bar.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/settings/colours.h"
#include "app/workbench/settings/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace spp::workbench
{

namespace
{

QToolButton* makeButton(LineIcon icon, const QString& toolTip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(lineIcon(icon));
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

FindBar::FindBar(CodeEditor* editor, QWidget* parent)
    : QWidget(parent),
      m_editor(editor),
      m_needle(new QLineEdit(this)),
      m_matchCase(new QToolButton(this)),
      m_state(new QLabel(this))
{
    m_needle->setPlaceholderText(tr("Find"));
    m_needle->setClearButtonEnabled(true);
    m_needle->setMaximumWidth(360);
    m_matchCase->setText(QStringLiteral("Aa"));
    m_matchCase->setToolTip(tr("Match upper and lower case"));
    m_matchCase->setCheckable(true);
    m_matchCase->setAutoRaise(true);
    auto* previous = makeButton(LineIcon::Up, tr("Previous match (Shift+F3)"), this);
    auto* next = makeButton(LineIcon::Down, tr("Next match (F3)"), this);
    auto* close = makeButton(LineIcon::Close, tr("Close (Esc)"), this);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 4, 6, 4);
    row->addWidget(m_needle, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{previous, next, m_matchCase, m_state})
        row->addWidget(widget);
    row->addStretch(1);
    row->addWidget(close);
    setFocusProxy(m_needle);
    hide();

    connect(m_needle, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_matchCase, &QToolButton::toggled, this, &FindBar::search);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);
    connect(m_editor, &CodeEditor::textChanged, this, &FindBar::countMatches);
    connect(m_editor, &CodeEditor::cursorPositionChanged, this, &FindBar::showState);
}

void FindBar::open()
{
    const QString selected = m_editor->textCursor().selectedText();
    show();
    setFocus();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_needle->setText(selected);
    m_needle->selectAll();
    search();
}

void FindBar::dismiss()
{
    hide();
    m_editor->markOccurrences({}, caseSensitivity());
    m_editor->setFocus();
}

void FindBar::findNext()
{
    if (isHidden())
        return open();
    const int from = m_editor->textCursor().selectionEnd();
    const auto next = std::ranges::lower_bound(m_matches, from);
    if (!m_matches.empty())
        select(next == m_matches.end() ? 0 : static_cast<std::size_t>(next - m_matches.begin()));
}

void FindBar::findPrevious()
{
    if (isHidden())
        return open();
    const int before = m_editor->textCursor().selectionStart();
    const auto here = std::ranges::lower_bound(m_matches, before);
    if (!m_matches.empty())
        select(static_cast<std::size_t>((here == m_matches.begin() ? m_matches.end() : here) - m_matches.begin() - 1));
}

QString FindBar::state() const
{
    return m_state->text();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape: dismiss(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: event->modifiers().testFlag(Qt::ShiftModifier) ? findPrevious() : findNext(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void FindBar::search()
{
    m_editor->markOccurrences(m_needle->text(), caseSensitivity());
    countMatches();
    findFromStartOfSelection();
}

/// While the needle is typed the match under it grows, instead of the search hurrying on to the next one.
void FindBar::findFromStartOfSelection()
{
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(cursor.selectionStart());
    m_editor->setTextCursor(cursor);
    findNext();
}

void FindBar::countMatches()
{
    m_matches.clear();
    const QString needle = m_needle->text();
    if (!isHidden() && !needle.isEmpty()) {
        const QString text = m_editor->text();
        const auto next = [&](qsizetype from) { return text.indexOf(needle, from, caseSensitivity()); };
        for (qsizetype at = next(0); at >= 0; at = next(at + needle.size()))
            m_matches.push_back(static_cast<int>(at));
    }
    showState();
}

void FindBar::select(std::size_t match)
{
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(m_matches[match]);
    cursor.setPosition(m_matches[match] + static_cast<int>(m_needle->text().size()), QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
}

void FindBar::showState()
{
    const bool missing = m_matches.empty() && !m_needle->text().isEmpty();
    const auto here = std::ranges::lower_bound(m_matches, m_editor->textCursor().selectionStart());
    const bool onMatch = here != m_matches.end() && *here == m_editor->textCursor().selectionStart();
    if (m_needle->text().isEmpty())
        m_state->clear();
    else if (missing)
        m_state->setText(tr("Not found"));
    else if (onMatch)
        m_state->setText(tr("%1 of %2").arg(here - m_matches.begin() + 1).arg(m_matches.size()));
    else
        m_state->setText(m_matches.size() == 1 ? tr("1 match") : tr("%1 matches").arg(m_matches.size()));

    QPalette colours = palette();
    if (missing)
        colours.setColor(QPalette::Base, background(Meaning::Reject, palette()));
    m_needle->setPalette(missing ? colours : QPalette());
}

Qt::CaseSensitivity FindBar::caseSensitivity() const
{
    return m_matchCase->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

} // namespace spp::workbench
