// SPDX-License-Identifier: MIT
#include "app/workbench/search/quick_open.h"

#include "app/workbench/models/home_listing.h"
#include "app/workbench/search/marked_text_delegate.h"

#include <QCoreApplication>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr QSize popupSize{520, 340};
constexpr int popupTop = 60; // pixels below the window's top

/// "name:12" is the name and its line; 0: there is none.
std::pair<QString, int> parseTyped(const QString& typed)
{
    static const QRegularExpression withLine(QStringLiteral("^(.*):([0-9]{0,9})$"));
    const auto match = withLine.match(typed);
    return match.hasMatch() ? std::pair(match.captured(1), match.captured(2).toInt()) : std::pair(typed, 0);
}

bool movesInList(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
}

} // namespace

QuickOpen::QuickOpen(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_field(new QLineEdit(this)), m_list(new QListView(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_field->setPlaceholderText(tr("Go to file: some letters of its name, and :12 for a line"));
    m_field->installEventFilter(this);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new MarkedTextDelegate(m_list));
    m_list->setAccessibleName(tr("Files"));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_field);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);

    connect(m_field, &QLineEdit::textChanged, this, &QuickOpen::match);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &QuickOpen::choose);
}

void QuickOpen::open(const QString& home)
{
    if (std::exchange(m_home, home) != home)
        m_model.setFiles({});
    m_field->clear();
    match();
    const QWidget* window = parentWidget();
    const QSize size = popupSize.boundedTo(window->size());
    setGeometry(QRect(window->mapToGlobal(QPoint((window->width() - size.width()) / 2, popupTop)), size));
    show();
    m_field->setFocus();
    listFiles();
}

bool QuickOpen::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape)
        hide();
    else if (movesInList(key))
        QCoreApplication::sendEvent(m_list, event);
    else
        return QFrame::eventFilter(watched, event);
    return true;
}

void QuickOpen::listFiles()
{
    m_job.start([this, home = m_home](const NewestJob::IsWanted& isWanted) {
        QMetaObject::invokeMethod(this, [this, isWanted, listing = listHome(home, isWanted)] {
            if (!isWanted())
                return;
            m_model.setFiles(listing.files);
            m_list->setCurrentIndex(m_model.index(0, 0));
        });
    });
}

void QuickOpen::match()
{
    m_model.match(parseTyped(m_field->text()).first);
    m_list->setCurrentIndex(m_model.index(0, 0));
}

void QuickOpen::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    hide();
    emit chosen(QDir(m_home).filePath(index.data().toString()), parseTyped(m_field->text()).second);
}

} // namespace spp::workbench
