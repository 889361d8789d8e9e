// SPDX-License-Identifier: MIT
#include "app/workbench/editor/find_bar.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/models/search_pattern.h"
#include "app/workbench/models/text_replacement.h"
#include "app/workbench/settings/colours.h"
#include "app/workbench/settings/flat_buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr int fieldWidth = 360; // pixels

QLineEdit* makeField(const QString& placeholder)
{
    auto* field = new QLineEdit;
    field->setPlaceholderText(placeholder);
    field->setClearButtonEnabled(true);
    field->setMaximumWidth(fieldWidth);
    return field;
}

} // namespace

FindBar::FindBar(CodeEditor* editor, QWidget* parent)
    : QWidget(parent),
      m_editor(editor),
      m_needle(makeField(tr("Find"))),
      m_replacement(makeField(tr("Replace with"))),
      m_matchCase(newSwitchButton(QStringLiteral("Aa"), tr("Match upper and lower case"))),
      m_isRegular(
          newSwitchButton(QStringLiteral(".*"), tr("Regular expression; \\1 in the replacement is its first group"))),
      m_state(new QLabel),
      m_replaceRow(makeReplaceRow())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 4, 6, 4);
    column->setSpacing(4);
    column->addWidget(makeFindRow());
    column->addWidget(m_replaceRow);
    m_replaceRow->hide();
    setFocusProxy(m_needle);
    hide();

    connect(m_needle, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_matchCase, &QToolButton::toggled, this, &FindBar::search);
    connect(m_isRegular, &QToolButton::toggled, this, &FindBar::search);
    connect(m_editor, &CodeEditor::textChanged, this, &FindBar::findMatches);
    connect(m_editor, &CodeEditor::cursorPositionChanged, this, &FindBar::showState);
}

QWidget* FindBar::makeFindRow()
{
    auto* previous = newIconButton(LineIcon::Up, tr("Previous match (Shift+F3)"));
    auto* next = newIconButton(LineIcon::Down, tr("Next match (F3)"));
    auto* close = newIconButton(LineIcon::Close, tr("Close (Esc)"));
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);

    auto* widget = new QWidget;
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_needle, 1);
    for (QWidget* each : std::initializer_list<QWidget*>{previous, next, m_matchCase, m_isRegular, m_state})
        row->addWidget(each);
    row->addStretch(1);
    row->addWidget(close);
    return widget;
}

QWidget* FindBar::makeReplaceRow()
{
    auto* one = new QPushButton(tr("&Replace"));
    auto* all = new QPushButton(tr("Replace &All"));
    connect(one, &QPushButton::clicked, this, &FindBar::replace);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    auto* widget = new QWidget;
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_replacement, 1);
    row->addWidget(one);
    row->addWidget(all);
    row->addStretch(1);
    return widget;
}

void FindBar::open()
{
    const QString selected = m_editor->textCursor().selectedText();
    show();
    setFocus();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_needle->setText(m_isRegular->isChecked() ? QRegularExpression::escape(selected) : selected);
    m_needle->selectAll();
    search();
}

void FindBar::openReplace()
{
    m_replaceRow->show();
    open();
}

void FindBar::dismiss()
{
    hide();
    m_replaceRow->hide();
    m_editor->markOccurrences({});
    m_editor->setFocus();
}

void FindBar::findNext()
{
    if (isHidden())
        return open();
    const int from = m_editor->textCursor().selectionEnd();
    const auto next = std::ranges::lower_bound(m_matches, from, {}, &Match::begin);
    if (!m_matches.empty())
        select(next == m_matches.end() ? m_matches.front() : *next);
}

void FindBar::findPrevious()
{
    if (isHidden())
        return open();
    const int before = m_editor->textCursor().selectionStart();
    const auto here = std::ranges::lower_bound(m_matches, before, {}, &Match::begin);
    if (!m_matches.empty())
        select(here == m_matches.begin() ? m_matches.back() : *std::prev(here));
}

void FindBar::replace()
{
    const auto here = matchAtSelection();
    if (!here || m_matches[*here].end != m_editor->textCursor().selectionEnd())
        return findNext();
    const auto match = pattern().match(m_editor->text(), m_matches[*here].begin);
    QTextCursor cursor = m_editor->textCursor();
    cursor.insertText(replacementOf(match, m_replacement->text(), m_isRegular->isChecked()));
    m_editor->setTextCursor(cursor);
    findNext();
}

void FindBar::replaceAll()
{
    const Replaced replaced =
        replaceAllIn(m_editor->text(), pattern(), m_replacement->text(), m_isRegular->isChecked());
    if (replaced.count == 0)
        return;
    m_editor->replaceText(replaced.text);
    m_state->setText(replaced.count == 1 ? tr("1 replaced") : tr("%1 replaced").arg(replaced.count));
}

QString FindBar::state() const
{
    return m_state->text();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    const bool isReplacing = m_replacement->hasFocus();
    switch (event->key()) {
    case Qt::Key_Escape: dismiss(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isReplacing)
            replace();
        else
            event->modifiers().testFlag(Qt::ShiftModifier) ? findPrevious() : findNext();
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void FindBar::search()
{
    const QRegularExpression wanted = pattern();
    m_editor->markOccurrences(wanted.isValid() ? wanted : QRegularExpression());
    findMatches();
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

void FindBar::findMatches()
{
    m_matches.clear();
    const QRegularExpression wanted = pattern();
    if (!isHidden() && !m_needle->text().isEmpty() && wanted.isValid()) {
        const QString text = m_editor->text();
        for (auto each = wanted.globalMatch(text); each.hasNext();) {
            const auto match = each.next();
            if (match.capturedLength() > 0)
                m_matches.push_back({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedEnd())});
        }
    }
    showState();
}

void FindBar::select(const Match& match)
{
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(match.begin);
    cursor.setPosition(match.end, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
}

std::optional<std::size_t> FindBar::matchAtSelection() const
{
    const QTextCursor cursor = m_editor->textCursor();
    const auto here = std::ranges::lower_bound(m_matches, cursor.selectionStart(), {}, &Match::begin);
    if (here == m_matches.end() || here->begin != cursor.selectionStart())
        return std::nullopt;
    return static_cast<std::size_t>(here - m_matches.begin());
}

void FindBar::showState()
{
    const bool isLookedFor = !m_needle->text().isEmpty();
    const bool isUnderstood = pattern().isValid();
    if (!isLookedFor)
        m_state->clear();
    else if (!isUnderstood)
        m_state->setText(tr("No regular expression: %1").arg(pattern().errorString()));
    else if (m_matches.empty())
        m_state->setText(tr("Not found"));
    else if (const auto here = matchAtSelection())
        m_state->setText(tr("%1 of %2").arg(*here + 1).arg(m_matches.size()));
    else
        m_state->setText(m_matches.size() == 1 ? tr("1 match") : tr("%1 matches").arg(m_matches.size()));
    showWrong(isLookedFor && m_matches.empty());
}

void FindBar::showWrong(bool isWrong)
{
    QPalette colours = palette();
    colours.setColor(QPalette::Base, background(Meaning::Reject, palette()));
    m_needle->setPalette(isWrong ? colours : QPalette());
}

QRegularExpression FindBar::pattern() const
{
    return SearchPattern{m_needle->text(), m_matchCase->isChecked(), m_isRegular->isChecked()}.expression();
}

} // namespace spp::workbench
