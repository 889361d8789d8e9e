// SPDX-License-Identifier: MIT
#include "app/workbench/assist/completion_popup.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/models/text_kind.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int aboutRole = Qt::UserRole + 1;
constexpr int maxShown = 8;        // rows at once
constexpr int maxWidth = 640;      // pixels
constexpr int popupMargin = 6;     // pixels
constexpr int aboutGap = 18;       // pixels between a proposal and what it is
constexpr int maxLinesAbove = 300; // a message in a dialog that is longer may be taken for commands

/// A proposal, and what it is in a quieter colour behind it.
class ProposalDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setColumn(int width) { m_column = width; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        row.rect.adjust(popupMargin - 3, 0, 0, 0);
        QStyledItemDelegate::paint(painter, row, index);
        const QRect place = option.rect.adjusted(m_column + aboutGap, 0, -popupMargin, 0);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setFont(QGuiApplication::font());
        painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data(aboutRole).toString(), Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    int m_column = 0;
};

bool isLetterKey(const QKeyEvent& key)
{
    const auto others = key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier | Qt::GroupSwitchModifier);
    return others == Qt::NoModifier && !key.text().isEmpty() && key.text().front().isPrint();
}

} // namespace

CompletionPopup::CompletionPopup(CodeEditor& editor, const QString& path, const HomeFacts& facts, QObject* parent)
    : QObject(parent),
      m_editor(editor),
      m_path(path),
      m_facts(facts),
      m_model(new QStandardItemModel(this)),
      m_completer(new QCompleter(m_model, this))
{
    m_completer->setWidget(&m_editor);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(maxShown);
    m_completer->popup()->setFont(m_editor.font());
    m_completer->popup()->setItemDelegate(new ProposalDelegate(m_completer->popup()));
    m_completer->popup()->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_completer->popup()->installEventFilter(
        this); // before the completer's own: the last one that is installed is asked first
    m_editor.installEventFilter(this);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &CompletionPopup::accept);
    connect(&m_editor, &CodeEditor::textChanged, this, [this] {
        if (m_isTyping || isOpen())
            update();
    });
    connect(&m_editor, &CodeEditor::cursorPositionChanged, this, [this] {
        if (isOpen())
            update();
    });
}

bool CompletionPopup::isOpen() const
{
    return m_completer->popup()->isVisible();
}

QStringList CompletionPopup::proposals() const
{
    QStringList texts;
    for (int row = 0; isOpen() && row < m_model->rowCount(); ++row)
        texts.append(m_model->item(row)->text());
    return texts;
}

bool CompletionPopup::eventFilter(QObject* watched, QEvent* event)
{
    return watched == &m_editor ? filterEditor(event) : filterPopup(event);
}

bool CompletionPopup::filterEditor(QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (key.key() == Qt::Key_Space && key.modifiers() == Qt::ControlModifier) {
        ask();
        return true;
    }
    m_isTyping = isLetterKey(key);
    return false;
}

/// The keys that choose; all others go on to the editor.
bool CompletionPopup::filterPopup(QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: {
        const QString chosen = m_completer->popup()->currentIndex().data().toString();
        close();
        accept(chosen);
        return true;
    }
    case Qt::Key_Escape: close(); return true;
    default: return false;
    }
}

void CompletionPopup::ask()
{
    const Completion completion = completionHere();
    if (completion.proposals.size() == 1)
        accept(completion.proposals.first().text);
    else
        show(completion);
}

Completion CompletionPopup::completionHere() const
{
    const QTextCursor cursor = m_editor.textCursor();
    if (cursor.hasSelection() || m_editor.isReadOnly())
        return {};
    const auto kind = textKindOf(m_path, m_editor.document()->firstBlock().text());
    Spot spot{cursor.block().text(), cursor.positionInBlock(), false};
    if (kind.is == TextKind::Is::Dialog) {
        QStringList above;
        for (QTextBlock block = cursor.block().previous(); block.isValid() && above.size() < maxLinesAbove;
             block = block.previous())
            above.append(block.text());
        spot.isInMessage = isInMessage(above);
    }
    return complete(spot, kind, m_facts);
}

/// While one types.
void CompletionPopup::update()
{
    const Completion completion = completionHere();
    if (isOpen() || (completion.isEager && m_editor.hasFocus()))
        show(completion);
}

void CompletionPopup::show(const Completion& completion)
{
    if (completion.proposals.isEmpty())
        return close();
    m_model->clear();
    int column = 0;
    int about = 0;
    const QFontMetrics words(QGuiApplication::font());
    for (const auto& each : completion.proposals) {
        auto* item = new QStandardItem(each.text); // the model takes it over
        item->setData(each.about, aboutRole);
        m_model->appendRow(item);
        column = std::max(column, m_editor.fontMetrics().horizontalAdvance(each.text) + popupMargin);
        about = std::max(about, words.horizontalAdvance(each.about));
    }
    auto* popup = m_completer->popup();
    static_cast<ProposalDelegate*>(popup->itemDelegate())->setColumn(column);
    QTextCursor begin = m_editor.textCursor();
    begin.setPosition(begin.block().position() + completion.begin);
    QRect place = m_editor.cursorRect(begin).translated(m_editor.viewport()->pos());
    const int scrollBar = popup->verticalScrollBar()->sizeHint().width();
    place.setWidth(std::min(column + aboutGap + about + 2 * popupMargin + scrollBar, maxWidth));
    m_completer->complete(place.translated(-popupMargin, 0));
    popup->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void CompletionPopup::close()
{
    m_completer->popup()->hide();
}

/// A folder is followed by what is in it.
void CompletionPopup::accept(const QString& text)
{
    const Completion here = completionHere();
    if (text.isEmpty() || here.proposals.isEmpty())
        return;
    QTextCursor cursor = m_editor.textCursor();
    const int line = cursor.block().position();
    {
        const QScopedValueRollback typing(m_isTyping, false);
        cursor.setPosition(line + here.begin);
        cursor.setPosition(line + here.end, QTextCursor::KeepAnchor);
        cursor.insertText(text);
        m_editor.setTextCursor(cursor);
    }
    if (text.endsWith(u'/'))
        show(completionHere());
}

} // namespace spp::workbench
