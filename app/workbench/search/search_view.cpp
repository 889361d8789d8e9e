// SPDX-License-Identifier: MIT
#include "app/workbench/search/search_view.h"

#include "app/workbench/models/words.h"
#include "app/workbench/search/marked_text_delegate.h"
#include "app/workbench/settings/flat_buttons.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int needleWidth = 360; // pixels
constexpr int placeWidth = 260;
constexpr int searchMargin = 6;

/// "3 binary, 1 too large"; empty if all was looked at.
QString notLookedAt(const SearchSummary& summary)
{
    QStringList parts;
    if (summary.binary > 0)
        parts << SearchView::tr("%1 binary").arg(summary.binary);
    if (summary.large > 0)
        parts << SearchView::tr("%1 larger than 8 MiB").arg(summary.large);
    if (summary.unreadable > 0)
        parts << SearchView::tr("%1 that can't be read").arg(summary.unreadable);
    return parts.join(QStringLiteral(", "));
}

} // namespace

SearchView::SearchView(UnsavedTexts unsaved, QWidget* parent)
    : QWidget(parent),
      m_unsaved(std::move(unsaved)),
      m_needle(new QLineEdit),
      m_matchCase(newSwitchButton(QStringLiteral("Aa"), tr("Match upper and lower case"))),
      m_isRegular(newSwitchButton(QStringLiteral(".*"), tr("Regular expression"))),
      m_go(newIconButton(LineIcon::Find, tr("Find (Return)"))),
      m_state(new QLabel),
      m_replacement(new QLineEdit),
      m_replace(new QPushButton(tr("Replace in All Files"))),
      m_list(new QTreeView)
{
    m_needle->setPlaceholderText(tr("Find in all files of the home"));
    m_needle->setClearButtonEnabled(true);
    m_needle->setMaximumWidth(needleWidth);
    m_state->setTextFormat(Qt::PlainText);
    m_list->setModel(&m_model);
    m_list->setItemDelegateForColumn(HitsModel::Excerpt, new MarkedTextDelegate(m_list));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->header()->resizeSection(HitsModel::Place, placeWidth);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setMaximumWidth(needleWidth);
    m_replace->setToolTip(tr("In the files of the list, which are opened; nothing is saved"));
    setFocusProxy(m_needle);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(searchMargin, searchMargin, searchMargin, searchMargin);
    row->addWidget(m_needle, 1);
    for (QWidget* each : std::initializer_list<QWidget*>{m_matchCase, m_isRegular, m_go})
        row->addWidget(each);
    row->addWidget(m_replacement, 1);
    row->addWidget(m_replace);
    row->addSpacing(searchMargin);
    row->addWidget(m_state, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_list, 1);

    connect(m_needle, &QLineEdit::returnPressed, this, &SearchView::start);
    connect(m_replace, &QPushButton::clicked, this, &SearchView::replace);
    connect(m_go, &QToolButton::clicked, this, [this] { m_isSearching ? stop() : start(); });
    connect(&m_search, &HomeSearch::found, &m_model, &HitsModel::append);
    connect(&m_search, &HomeSearch::finished, this, &SearchView::tell);
    connect(m_list, &QAbstractItemView::clicked, this, &SearchView::choose);
    connect(m_list, &QAbstractItemView::activated, this, &SearchView::choose);
}

void SearchView::setHome(const QString& home)
{
    m_home = home;
    m_search.stop();
    m_model.clear();
    m_state->clear();
    setSearching(false);
}

void SearchView::open(const QString& text)
{
    if (!text.isEmpty())
        m_needle->setText(m_isRegular->isChecked() ? QRegularExpression::escape(text) : text);
    m_needle->setFocus();
    m_needle->selectAll();
}

void SearchView::start()
{
    const SearchPattern pattern{m_needle->text(), m_matchCase->isChecked(), m_isRegular->isChecked()};
    const auto expression = pattern.expression();
    m_search.stop();
    m_model.clear();
    m_state->clear();
    m_canReplace = false;
    setSearching(false);
    if (m_home.isEmpty() || pattern.needle.isEmpty())
        return;
    if (!expression.isValid()) {
        m_state->setText(tr("No regular expression: %1").arg(expression.errorString()));
        return;
    }
    m_found = pattern;
    setSearching(true);
    m_state->setText(tr("Searching…"));
    m_search.start({m_home, pattern, m_unsaved()});
}

QString SearchView::state() const
{
    return m_state->text();
}

void SearchView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_isSearching)
        stop();
    else if (event->key() == Qt::Key_Down && m_model.rowCount() > 0) {
        m_list->setFocus();
        m_list->setCurrentIndex(m_model.index(0, 0));
    } else
        QWidget::keyPressEvent(event);
}

void SearchView::stop()
{
    m_search.stop();
    setSearching(false);
    m_state->setText(tr("Stopped; found so far: %1").arg(m_model.rowCount()));
}

void SearchView::tell(const SearchSummary& summary)
{
    m_canReplace = !summary.isCut;
    setSearching(false);
    QString sentence = summary.hits == 0 ? tr("Not found in %1").arg(formatCount(summary.files, tr("file")))
                                         : tr("%1 in %2 of %3")
                                               .arg(formatCount(summary.hits, tr("place")))
                                               .arg(summary.filesWithHits)
                                               .arg(formatCount(summary.files, tr("file")));
    if (const QString others = notLookedAt(summary); !others.isEmpty())
        sentence += tr("; not looked at: %1").arg(others);
    if (summary.isCut)
        sentence += tr("; there are more");
    m_state->setText(sentence);
    emit finished();
}

void SearchView::choose(const QModelIndex& index)
{
    const TextHit& hit = m_model.hitAt(index.row());
    emit hitChosen(m_model.pathAt(index.row()), hit.line, hit.column, hit.length);
}

/// What was found before the last search was stopped or cut off is not all that there is: then nothing is replaced.
void SearchView::replace()
{
    Replacement replacement{m_found, m_replacement->text(), {}};
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (const QString path = m_model.pathAt(row); !replacement.paths.contains(path))
            replacement.paths.append(path);
    emit replaceWanted(replacement);
    start();
}

void SearchView::setSearching(bool isSearching)
{
    m_isSearching = isSearching;
    m_replace->setEnabled(m_canReplace && !isSearching && m_model.rowCount() > 0);
    m_go->setIcon(lineIcon(isSearching ? LineIcon::Stop : LineIcon::Find));
    m_go->setToolTip(isSearching ? tr("Stop (Esc)") : tr("Find (Return)"));
}

} // namespace spp::workbench
