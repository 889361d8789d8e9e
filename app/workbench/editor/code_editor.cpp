// SPDX-License-Identifier: MIT
#include "app/workbench/editor/code_editor.h"

#include "app/workbench/editor/editor_marks.h"
#include "app/workbench/editor/gutter.h"
#include "app/workbench/editor/line_editing.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

using KSyntaxHighlighting::Theme;

namespace
{

/// Themes of our own, in resources/themes: the library's are too pale for comments, of which plugins have many.
const QString lightTheme = QStringLiteral("Workbench Light");
const QString darkTheme = QStringLiteral("Workbench Dark");

constexpr int tabColumns = 4;
constexpr int summaryPadding = 6; // pixels

QString summaryOf(const std::pair<QTextBlock, QTextBlock>& hidden)
{
    const int lines = hidden.second.blockNumber() - hidden.first.blockNumber() + 1;
    return lines == 1 ? CodeEditor::tr("⋯ 1 line") : CodeEditor::tr("⋯ %1 lines").arg(lines);
}

/// The beginning of what is hidden.
QString excerptOf(const std::pair<QTextBlock, QTextBlock>& hidden)
{
    constexpr int mostLines = 16;
    constexpr int mostColumns = 100;
    QStringList lines;
    for (QTextBlock line = hidden.first; lines.size() < mostLines; line = line.next()) {
        lines.append(line.text().left(mostColumns).toHtmlEscaped());
        if (line == hidden.second)
            return lines.join(u'\n');
    }
    return lines.join(u'\n') + QStringLiteral("\n⋯");
}

} // namespace

CodeEditor::CodeEditor(const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : CodeEditor(repository, std::make_shared<CodeDocument>(), parent)
{}

CodeEditor::CodeEditor(const KSyntaxHighlighting::Repository& repository, std::shared_ptr<CodeDocument> code,
                       QWidget* parent)
    : QPlainTextEdit(parent), m_repository(repository), m_code(std::move(code)), m_gutter(new Gutter(this))
{
    setDocument(m_code.get());
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabStopDistance(tabColumns * fontMetrics().horizontalAdvance(u' '));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);

    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::layOutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int scrolled) {
        if (scrolled != 0)
            m_gutter->scroll(0, scrolled);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        m_code->folds().reveal(textCursor().block());
        updateMarks();
    });
    connect(this, &QPlainTextEdit::textChanged, this, &CodeEditor::updateMarks);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CodeEditor::updateMarks);
    connect(m_code.get(), &CodeDocument::underlinesChanged, this, &CodeEditor::updateMarks);
    connect(m_code.get(), &CodeDocument::markedLinesChanged, m_gutter, qOverload<>(&QWidget::update));
    connect(&m_code->folds(), &Folds::changed, this, &CodeEditor::leaveHiddenLines);
    connect(m_gutter, &Gutter::lineClicked, this, &CodeEditor::lineToggled);

    followPalette();
    layOutGutter();
}

/// The text may go before what stands on it does.
CodeEditor::~CodeEditor()
{
    blockSignals(true);
    setDocument(nullptr);
}

void CodeEditor::replaceText(const QString& text)
{
    const int line = textCursor().blockNumber() + 1;
    m_code->replaceText(text);
    goToLine(line);
}

void CodeEditor::markOccurrences(const QRegularExpression& pattern)
{
    m_wanted = pattern;
    updateMarks();
}

void CodeEditor::toggleComment()
{
    const QString marker = m_code->language().singleLineCommentMarker();
    workbench::toggleComment(textCursor(), marker.isEmpty() ? QStringLiteral("#") : marker);
}

void CodeEditor::foldHere()
{
    m_code->folds().foldAround(textCursor().block());
}

void CodeEditor::unfoldHere()
{
    m_code->folds().unfold(textCursor().block());
}

void CodeEditor::foldAll()
{
    m_code->folds().foldAll();
}

void CodeEditor::unfoldAll()
{
    m_code->folds().unfoldAll();
    ensureCursorVisible();
}

void CodeEditor::goToLine(int line)
{
    const int last = document()->blockCount() - 1;
    setTextCursor(QTextCursor(document()->findBlockByNumber(std::clamp(line - 1, 0, last))));
    ensureCursorVisible();
}

void CodeEditor::select(int line, int column, int length)
{
    goToLine(line);
    QTextCursor cursor = textCursor();
    const int last = document()->characterCount() - 1;
    const int begin = cursor.position() + std::clamp(column, 0, cursor.block().length() - 1);
    cursor.setPosition(begin);
    cursor.setPosition(std::clamp(begin + length, begin, last), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

QList<CodeEditor::VisibleLine> CodeEditor::visibleLines() const
{
    QList<VisibleLine> lines;
    QTextBlock line = firstVisibleBlock();
    QRectF area = blockBoundingGeometry(line).translated(contentOffset());
    for (; line.isValid() && area.top() <= viewport()->height(); line = line.next()) {
        if (!line.isVisible())
            continue;
        area.setHeight(blockBoundingRect(line).height());
        lines.append({line, area.toRect()});
        area.moveTop(area.bottom());
    }
    return lines;
}

QTextBlock CodeEditor::lineAt(int y) const
{
    for (const auto& [line, area] : visibleLines())
        if (y <= area.bottom())
            return line;
    return {};
}

void CodeEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        followPalette();
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    const bool hasLines = textCursor().selectedText().contains(QChar::ParagraphSeparator);
    if (isPlain && event->key() == Qt::Key_Tab && hasLines)
        indentLines(textCursor());
    else if (isPlain && event->key() == Qt::Key_Backtab)
        unindentLines(textCursor());
    else if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !isReadOnly())
        breakLine(textCursor());
    else
        return QPlainTextEdit::keyPressEvent(event);
    ensureCursorVisible();
}

void CodeEditor::mousePressEvent(QMouseEvent* event)
{
    const QTextBlock folded = foldedAt(event->position().toPoint());
    if (folded.isValid() && event->button() == Qt::LeftButton)
        m_code->folds().unfold(folded);
    else
        QPlainTextEdit::mousePressEvent(event);
}

/// What is folded is summed up behind the line that stands for it.
void CodeEditor::paintEvent(QPaintEvent* event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& each : visibleLines()) {
        if (!m_code->folds().isFolded(each.line))
            continue;
        const QRect area = summaryArea(each);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColour(Theme::CodeFolding));
        painter.drawRoundedRect(area, summaryPadding / 2.0, summaryPadding / 2.0);
        painter.setPen(QColor::fromRgba(m_theme.textColor(Theme::Normal)));
        painter.drawText(area, Qt::AlignCenter, summaryOf(m_code->folds().hiddenBelow(each.line)));
    }
}

/// A bar that opens below must not cover what the person looks at.
void CodeEditor::resizeEvent(QResizeEvent* event)
{
    const QRect cursor = cursorRect();
    const bool wasVisible = cursor.top() >= 0 && cursor.bottom() <= event->oldSize().height();
    QPlainTextEdit::resizeEvent(event);
    if (wasVisible)
        ensureCursorVisible();
    layOutGutter();
    updateMarks();
}

bool CodeEditor::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList texts{toolTipAt(help->pos()), hoverTextAt(help->pos())};
    texts.removeAll(QString());
    QToolTip::showText(help->globalPos(), texts.join(QStringLiteral("<hr>")), this);
    return true;
}

QString CodeEditor::hoverTextAt(const QPoint& position) const
{
    const QTextCursor boundary =
        cursorForPosition(position); // the one next to the mouse, on either side of the character
    const QRect place = cursorRect(boundary);
    const bool isLeft = position.x() < place.left();
    const bool isOnText = place.top() <= position.y() && position.y() <= place.bottom() &&
                          (isLeft ? !boundary.atBlockStart() : !boundary.atBlockEnd());
    return m_hover && isOnText ? m_hover(boundary.position() - (isLeft ? 1 : 0)) : QString();
}

QRect CodeEditor::summaryArea(const VisibleLine& line) const
{
    const QTextLayout* layout = line.line.layout();
    const double end = layout->lineCount() > 0 ? layout->lineAt(layout->lineCount() - 1).naturalTextRect().right() : 0;
    const int width = fontMetrics().horizontalAdvance(summaryOf(m_code->folds().hiddenBelow(line.line)));
    return {line.area.left() + static_cast<int>(end) + 2 * summaryPadding, line.area.top(), width + 2 * summaryPadding,
            fontMetrics().height()};
}

/// The line whose summary stands there; invalid: none.
QTextBlock CodeEditor::foldedAt(const QPoint& position) const
{
    for (const auto& each : visibleLines())
        if (m_code->folds().isFolded(each.line) && summaryArea(each).contains(position))
            return each.line;
    return {};
}

/// Empty: nothing is to be said there.
QString CodeEditor::toolTipAt(const QPoint& position) const
{
    if (const QTextBlock folded = foldedAt(position); folded.isValid())
        return QStringLiteral("<pre>%1</pre>").arg(excerptOf(m_code->folds().hiddenBelow(folded)));
    const int at = cursorForPosition(position).position();
    QStringList texts;
    for (const auto& each : m_code->underlined())
        if (at >= each.part.selectionStart() && at <= each.part.selectionEnd())
            texts.append(each.text.toHtmlEscaped());
    return texts.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(texts.join(QStringLiteral("<br>")));
}

/// Setting the theme's colours changes the palette again; the theme is then the same already and the circle ends.
void CodeEditor::followPalette()
{
    const Theme theme = m_repository.theme(isDark(palette()) ? darkTheme : lightTheme);
    if (theme.name() == m_theme.name())
        return;
    m_theme = theme;

    QPalette colours = palette();
    colours.setColor(QPalette::Base, themeColour(Theme::BackgroundColor));
    colours.setColor(QPalette::Text, QColor::fromRgba(m_theme.textColor(Theme::Normal)));
    colours.setColor(QPalette::Highlight, themeColour(Theme::TextSelection));
    colours.setColor(QPalette::HighlightedText, QColor::fromRgba(m_theme.textColor(Theme::Normal)));
    setPalette(colours);

    m_code->setTheme(m_theme);
    updateMarks();
}

QColor CodeEditor::themeColour(Theme::EditorColorRole role) const
{
    return QColor::fromRgba(m_theme.editorColor(role));
}

void CodeEditor::layOutGutter()
{
    const int width = m_gutter->sizeHint().width();
    setViewportMargins(width, 0, 0, 0);
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), width, area.height());
}

/// A cursor in what was just hidden goes to the line that stands for it.
void CodeEditor::leaveHiddenLines()
{
    QTextBlock line = textCursor().block();
    while (line.isValid() && !line.isVisible())
        line = line.previous();
    if (line.isValid() && line != textCursor().block()) {
        QTextCursor cursor(line);
        cursor.movePosition(QTextCursor::EndOfBlock);
        setTextCursor(cursor);
    }
    updateMarks();
    viewport()->update();
}

void CodeEditor::updateMarks()
{
    if (textCursor().isNull())
        return; // another text is being put in, and has no cursor yet
    setExtraSelections(marksOf(*this, m_wanted));
    m_gutter->update();
}

} // namespace spp::workbench
