// SPDX-License-Identifier: MIT
#include "app/workbench/editor/finding_bar.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/settings/flat_buttons.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/trace/severity_icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int signSize = 16; // pixels

} // namespace

FindingBar::FindingBar(CodeEditor* editor, QWidget* parent)
    : QWidget(parent),
      m_editor(editor),
      m_sign(new QLabel),
      m_sentence(new ElidedLabel),
      m_fix(new QToolButton),
      m_number(new QLabel)
{
    auto* previous = newIconButton(LineIcon::Up, tr("Previous problem (Shift+F4)"));
    auto* next = newIconButton(LineIcon::Down, tr("Next problem (F4)"));
    m_fix->setToolTip(tr("Mend it (Alt+Return); it can be undone"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 3, 6, 3);
    row->addWidget(m_sign);
    row->addWidget(m_sentence, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_fix, m_number, previous, next})
        row->addWidget(widget);
    hide();

    connect(previous, &QToolButton::clicked, this, &FindingBar::goToPrevious);
    connect(next, &QToolButton::clicked, this, &FindingBar::goToNext);
    connect(m_fix, &QToolButton::clicked, this, &FindingBar::fix);
    connect(m_editor, &CodeEditor::cursorPositionChanged, this, &FindingBar::showAtCursor);
}

void FindingBar::setFindings(std::vector<check::Finding> findings)
{
    m_findings = std::move(findings);
    setVisible(!m_findings.empty());
    showAtCursor();
}

const check::Finding* FindingBar::shown() const
{
    return m_shown < m_findings.size() ? &m_findings[m_shown] : nullptr;
}

QString FindingBar::text() const
{
    return isHidden() ? QString() : m_sentence->text();
}

void FindingBar::goToNext()
{
    const auto* now = shown();
    if (!now)
        return;
    const bool isThere = now->line == cursorLine();
    goTo(isThere ? (m_shown + 1) % m_findings.size() : m_shown);
}

void FindingBar::goToPrevious()
{
    if (!m_findings.empty())
        goTo((m_shown + m_findings.size() - 1) % m_findings.size());
}

void FindingBar::fix()
{
    if (const auto* finding = shown(); finding && finding->hasFix())
        emit fixChosen(check::Fix(finding->fix)); // the list may be gone before it is made
}

void FindingBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && shown())
        show(m_shown);
}

void FindingBar::goTo(std::size_t finding)
{
    const auto& there = m_findings[finding];
    m_editor->goToLine(static_cast<int>(std::max<std::size_t>(there.line, 1)));
    m_editor->setFocus();
    show(finding); // several may stand in one line
}

/// That of the cursor's line, or the next below it.
void FindingBar::showAtCursor()
{
    if (m_findings.empty())
        return;
    const auto* now = shown();
    if (now && now->line == cursorLine()) {
        show(m_shown);
        return;
    }
    const auto next =
        std::ranges::find_if(m_findings, [line = cursorLine()](const auto& each) { return each.line >= line; });
    show(next == m_findings.end() ? 0 : static_cast<std::size_t>(next - m_findings.begin()));
}

void FindingBar::show(std::size_t finding)
{
    m_shown = finding;
    const auto& each = m_findings[finding];
    const QString sentence = QString::fromStdString(each.sentence);
    m_sign->setPixmap(severityIcon(each.severity(), palette()).pixmap(signSize, signSize));
    m_sentence->setText(each.line > 0 ? tr("Line %1: %2").arg(each.line).arg(sentence) : sentence);
    m_sentence->setToolTip(sentence);
    m_fix->setVisible(each.hasFix());
    m_fix->setText(QString::fromStdString(each.fix.title));
    m_number->setText(tr("%1 of %2").arg(finding + 1).arg(m_findings.size()));
}

std::size_t FindingBar::cursorLine() const
{
    return static_cast<std::size_t>(m_editor->textCursor().blockNumber()) + 1;
}

} // namespace spp::workbench
