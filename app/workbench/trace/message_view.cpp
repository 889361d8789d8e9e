// SPDX-License-Identifier: MIT
#include "app/workbench/trace/message_view.h"

#include "app/workbench/models/words.h"
#include "app/workbench/settings/colours.h"
#include "app/workbench/simulator/byte_view.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr int partWidth = 80; // pixels
constexpr int authorWidth = 150;
constexpr int placeColumnWidth = 110;
constexpr int messageRowPadding = 4;

/// What is from plugins on a tinted ground; texts in the fixed font; places as links.
class MessageDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, messageRowPadding);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(MessageModel::AddedRole).toBool())
            option->backgroundBrush = background(Meaning::Changed, option->palette);
        if (index.column() == MessageModel::TextColumn)
            option->font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (index.column() == MessageModel::PlaceColumn) {
            option->font.setUnderline(true);
            option->palette.setColor(QPalette::Text, option->palette.color(QPalette::Link));
        }
    }
};

} // namespace

MessageView::MessageView(QWidget* parent)
    : QWidget(parent),
      m_empty(new QLabel(tr("No message yet: it shows here once the client has sent one (DATA)."))),
      m_page(new QWidget),
      m_choice(new QComboBox),
      m_table(new QTreeView),
      m_body(new ByteView)
{
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new MessageDelegate(m_table));
    m_table->setAccessibleName(tr("Envelope and header"));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setFrameShape(QFrame::NoFrame);
    QHeaderView* header = m_table->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(MessageModel::TextColumn, QHeaderView::Stretch);
    header->resizeSection(MessageModel::PartColumn, partWidth);
    header->resizeSection(MessageModel::AuthorColumn, authorWidth);
    header->resizeSection(MessageModel::PlaceColumn, placeColumnWidth);
    m_choice->setAccessibleName(tr("Message"));
    m_choice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // long senders must not widen the window
    m_body->setAccessibleName(tr("Text of the message"));
    m_body->setFrameShape(QFrame::NoFrame);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(20);

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_table);
    splitter->addWidget(m_body);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_choice);
    page->addWidget(splitter, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(m_page);

    connect(m_choice, &QComboBox::currentIndexChanged, this, &MessageView::showChosen);
    connect(m_table, &QAbstractItemView::activated, this, &MessageView::activate);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == MessageModel::PlaceColumn)
            activate(index);
    });
    clear();
}

void MessageView::clear()
{
    m_timeline = nullptr;
    m_messages.clear();
    m_choice->clear();
    m_model.clear();
    m_body->show({});
    m_empty->show();
    m_page->hide();
}

void MessageView::refresh(const trace::Timeline& timeline)
{
    m_timeline = &timeline;
    const std::size_t settled = m_messages.empty() ? 0 : m_messages.size() - 1; // but the last, nothing changes
    m_messages = trace::messagePlaces(timeline);
    for (std::size_t i = settled; i < m_messages.size(); ++i) {
        const QString words = describeMessage(timeline, m_messages[i], i + 1);
        if (static_cast<int>(i) < m_choice->count())
            m_choice->setItemText(static_cast<int>(i), words);
        else
            m_choice->addItem(words);
    }
    m_empty->setVisible(m_messages.empty());
    m_page->setVisible(!m_messages.empty());
    showChosen();
}

void MessageView::showMessageOf(const trace::Timeline& timeline, std::size_t step)
{
    refresh(timeline);
    const auto behind = std::ranges::upper_bound(m_messages, step, {}, &trace::MessagePlace::step);
    if (behind != m_messages.begin())
        m_choice->setCurrentIndex(static_cast<int>(behind - m_messages.begin()) - 1);
}

void MessageView::showChosen()
{
    const int chosen = m_choice->currentIndex();
    if (m_timeline == nullptr || chosen < 0)
        return;
    const std::size_t step = m_messages[static_cast<std::size_t>(chosen)].step;
    m_model.show(*m_timeline, trace::queuedMessage(*m_timeline, step));
    std::string body = m_model.body();
    if (m_model.cut() > 0)
        body += "\n… " + std::to_string(m_model.cut()) + " more bytes";
    m_body->show(body);
}

void MessageView::activate(const QModelIndex& index)
{
    if (const QString place = m_model.place(index.row());
        index.column() == MessageModel::PlaceColumn && !place.isEmpty())
        emit placeActivated(place);
    else if (const auto step = m_model.step(index.row()))
        emit stepActivated(*step);
}

} // namespace spp::workbench
