// SPDX-License-Identifier: MIT
#include "app/workbench/editor/code_editor.h"

#include "app/workbench/editor/line_editing.h"

#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <QEvent>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace spp::workbench
{

using KSyntaxHighlighting::Theme;

namespace
{

/// Themes of our own, in resources/themes: the library's are too pale for comments, of which plugins have many.
const QString lightTheme = QStringLiteral("Workbench Light");
const QString darkTheme = QStringLiteral("Workbench Dark");

constexpr int tabColumns = 4;
constexpr int gutterPadding = 8; // pixels on either side of the numbers

} // namespace

/// The strip of line numbers; a widget of its own beside the viewport, painted by the editor.
class CodeEditor::Gutter : public QWidget
{
public:
    explicit Gutter(CodeEditor* editor) : QWidget(editor), m_editor(editor) {}

    QSize sizeHint() const override { return {m_editor->gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_editor->paintGutter(event); }
    void wheelEvent(QWheelEvent* event) override { m_editor->wheelEvent(event); }
    void mousePressEvent(QMouseEvent* event) override
    {
        if (const int line = m_editor->lineAt(event->position().toPoint().y()); line > 0)
            emit m_editor->lineToggled(line);
    }

private:
    CodeEditor* m_editor;
};

CodeEditor::CodeEditor(const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : QPlainTextEdit(parent),
      m_repository(repository),
      m_highlighter(new KSyntaxHighlighting::SyntaxHighlighter(document())),
      m_gutter(new Gutter(this))
{
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
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::updateMarks);
    connect(this, &QPlainTextEdit::textChanged, this, &CodeEditor::updateMarks);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CodeEditor::updateMarks);

    followPalette();
    layOutGutter();
}

void CodeEditor::setLanguage(const KSyntaxHighlighting::Definition& language)
{
    if (language != m_highlighter->definition())
        m_highlighter->setDefinition(language);
}

QString CodeEditor::languageName() const
{
    const auto language = m_highlighter->definition();
    return language.isValid() ? language.translatedName() : tr("Plain Text");
}

QString CodeEditor::text() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void CodeEditor::replaceText(const QString& text)
{
    const QString before = this->text();
    const auto shorter = std::min(before.size(), text.size());
    auto head = std::mismatch(before.begin(), before.begin() + shorter, text.begin()).first - before.begin();
    auto tail =
        std::mismatch(before.rbegin(), before.rbegin() + (shorter - head), text.rbegin()).first - before.rbegin();
    if (head > 0 && before[head - 1].isHighSurrogate())
        --head; // the two halves of a character stay together
    if (tail > 0 && before[before.size() - tail].isLowSurrogate())
        --tail;
    const int line = textCursor().blockNumber() + 1;
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(head, text.size() - tail - head));
    goToLine(line);
}

void CodeEditor::markOccurrences(const QRegularExpression& pattern)
{
    m_wanted = pattern;
    updateMarks();
}

void CodeEditor::toggleComment()
{
    const QString marker = m_highlighter->definition().singleLineCommentMarker();
    workbench::toggleComment(textCursor(), marker.isEmpty() ? QStringLiteral("#") : marker);
}

void CodeEditor::goToLine(int line)
{
    const int last = document()->blockCount() - 1;
    setTextCursor(QTextCursor(document()->findBlockByNumber(std::clamp(line - 1, 0, last))));
    ensureCursorVisible();
}

void CodeEditor::markLines(const QSet<int>& lines)
{
    if (lines == m_markedLines)
        return;
    m_markedLines = lines;
    m_gutter->update();
    emit markedLinesChanged();
}

void CodeEditor::setUnderlines(const QList<Underline>& underlines)
{
    m_underlined.clear();
    for (const auto& each : underlines) {
        const QTextBlock block = document()->findBlockByNumber(each.line - 1);
        if (!block.isValid())
            continue;
        const int width = block.length() - 1; // without the end of the line
        const int begin = std::clamp(each.column, 0, width);
        const int end = each.length < 0 ? width : std::min(begin + each.length, width);
        QTextCursor part(block);
        part.setPosition(block.position() + std::min(begin, std::max(end - 1, 0)));
        part.setPosition(block.position() + end, QTextCursor::KeepAnchor);
        m_underlined.append({part, each.meaning, each.text});
    }
    updateMarks();
}

/// 0: below the last.
int CodeEditor::lineAt(int y) const
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next())
        if (y < blockBoundingGeometry(block).translated(contentOffset()).bottom())
            return block.blockNumber() + 1;
    return 0;
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

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
    updateMarks();
}

bool CodeEditor::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList texts{underlinedTextAt(help->pos()), hoverTextAt(help->pos())};
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
    return isOnText ? hoverAt(boundary.position() - (isLeft ? 1 : 0)) : QString();
}

/// Empty: none stands there.
QString CodeEditor::underlinedTextAt(const QPoint& position) const
{
    const int at = cursorForPosition(position).position();
    QStringList texts;
    for (const auto& each : m_underlined)
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

    m_highlighter->setTheme(m_theme);
    m_highlighter->rehighlight();
    updateMarks();
}

QColor CodeEditor::themeColour(Theme::EditorColorRole role) const
{
    return QColor::fromRgba(m_theme.editorColor(role));
}

int CodeEditor::gutterWidth() const
{
    const auto digits = std::max<qsizetype>(3, QString::number(blockCount()).size());
    return static_cast<int>(digits) * fontMetrics().horizontalAdvance(u'9') + 2 * gutterPadding;
}

void CodeEditor::layOutGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
}

void CodeEditor::paintGutter(QPaintEvent* event)
{
    QPainter painter(m_gutter);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), themeColour(Theme::IconBorder));
    const int current = textCursor().blockNumber();
    const int width = m_gutter->width() - gutterPadding;

    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRect line = blockBoundingGeometry(block).translated(contentOffset()).toRect();
        if (line.top() > event->rect().bottom())
            break;
        const bool isCurrent = block.blockNumber() == current;
        if (m_markedLines.contains(block.blockNumber() + 1)) {
            const int size = fontMetrics().height() / 2;
            painter.setPen(Qt::NoPen);
            painter.setBrush(foreground(Meaning::Reject, palette()));
            painter.drawEllipse(QPoint(gutterPadding, line.top() + fontMetrics().height() / 2), size / 2, size / 2);
        }
        painter.setPen(themeColour(isCurrent ? Theme::CurrentLineNumber : Theme::LineNumbers));
        painter.drawText(0, line.top(), width, fontMetrics().height(), Qt::AlignRight,
                         QString::number(block.blockNumber() + 1));
    }
}

/// Only what can be seen is marked, so the cost does not grow with the file.
void CodeEditor::updateMarks()
{
    QTextEdit::ExtraSelection currentLine;
    currentLine.format.setBackground(themeColour(Theme::CurrentLine));
    currentLine.format.setProperty(QTextFormat::FullWidthSelection, true);
    currentLine.cursor = textCursor();
    currentLine.cursor.clearSelection();
    setExtraSelections(QList{currentLine} + underlines() + bracketMarks() + visibleOccurrences());
    m_gutter->update();
}

QList<QTextEdit::ExtraSelection> CodeEditor::underlines() const
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const auto& each : m_underlined) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = each.part;
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(foreground(each.meaning, palette()));
        marks.append(mark);
    }
    return marks;
}

QList<QTextEdit::ExtraSelection> CodeEditor::bracketMarks() const
{
    QList<QTextEdit::ExtraSelection> marks;
    if (const auto pair = bracketsAt(textCursor()))
        for (const int position : {pair->first, pair->second}) {
            QTextEdit::ExtraSelection mark;
            mark.format.setBackground(themeColour(Theme::BracketMatching));
            mark.cursor = QTextCursor(document());
            mark.cursor.setPosition(position);
            mark.cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
            marks.append(mark);
        }
    return marks;
}

QList<QTextEdit::ExtraSelection> CodeEditor::visibleOccurrences() const
{
    QList<QTextEdit::ExtraSelection> marks;
    const int bottom = viewport()->height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && !m_wanted.pattern().isEmpty();
         block = block.next()) {
        if (blockBoundingGeometry(block).translated(contentOffset()).top() > bottom)
            break;
        marks += occurrencesIn(block);
    }
    return marks;
}

QList<QTextEdit::ExtraSelection> CodeEditor::occurrencesIn(const QTextBlock& block) const
{
    QList<QTextEdit::ExtraSelection> found;
    for (auto each = m_wanted.globalMatch(block.text()); each.hasNext();) {
        const auto match = each.next();
        if (match.capturedLength() == 0)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(themeColour(Theme::SearchHighlight));
        mark.format.setForeground(
            QColor::fromRgba(m_theme.textColor(Theme::Normal))); // a comment's grey can't be read on it
        mark.cursor = QTextCursor(block);
        mark.cursor.setPosition(block.position() + static_cast<int>(match.capturedStart()));
        mark.cursor.setPosition(block.position() + static_cast<int>(match.capturedEnd()), QTextCursor::KeepAnchor);
        found.append(mark);
    }
    return found;
}

} // namespace spp::workbench
