// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/run_comparison.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace spp::workbench
{

namespace
{

constexpr QSize comparisonSize{1000, 560};

trace::Timeline timelineOf(const std::vector<trace::Record>& records)
{
    trace::Timeline timeline;
    for (const trace::Record& record : records)
        timeline.add(record);
    return timeline;
}

} // namespace

void compareRuns(const Run& left, const Run& right, QObject* receiver,
                 std::function<void(std::shared_ptr<const ComparedRuns>)> done)
{
    QThreadPool::globalInstance()->start([left = left.records, right = right.records,
                                          receiver = QPointer<QObject>(receiver), done = std::move(done)]() mutable {
        auto runs = std::make_shared<ComparedRuns>();
        runs->left = timelineOf(left);
        runs->right = timelineOf(right);
        runs->comparison = debug::compare(runs->left.steps(), runs->right.steps());
        if (receiver)
            QMetaObject::invokeMethod(
                receiver, [runs, done = std::move(done)] { done(runs); }, Qt::QueuedConnection);
    });
}

ComparisonWindow::ComparisonWindow(std::shared_ptr<const ComparedRuns> runs, quint64 left, quint64 right,
                                   QWidget* parent)
    : QDialog(parent),
      m_runs(std::move(runs)),
      m_model(m_runs, tr("Run %1").arg(left), tr("Run %1").arg(right)),
      m_table(new QTreeView)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Run %1 and run %2").arg(left).arg(right));
    resize(comparisonSize);
    auto* sentence = new QLabel;
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    const QString first = describeFirstDifference(*m_runs);
    sentence->setText(first.left(1).toUpper() + first.mid(1) + u'.');
    m_table->setModel(&m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setSectionResizeMode(QHeaderView::Stretch);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* previous = buttons->addButton(tr("&Previous Difference"), QDialogButtonBox::ActionRole);
    auto* next = buttons->addButton(tr("&Next Difference"), QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(previous, &QPushButton::clicked, this, [this] { goToDifference(-1); });
    connect(next, &QPushButton::clicked, this, [this] { goToDifference(1); });
    auto* column = new QVBoxLayout(this);
    column->addWidget(sentence);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    if (const auto at = m_runs->comparison.firstDifferent)
        m_table->setCurrentIndex(m_model.index(static_cast<int>(*at), 0));
}

void ComparisonWindow::goToDifference(int direction)
{
    const auto& pairs = m_runs->comparison.pairs;
    const int rows = m_model.rowCount();
    for (int row = m_table->currentIndex().row() + direction; row >= 0 && row < rows; row += direction)
        if (pairs[static_cast<std::size_t>(row)].isDifferent())
            return m_table->setCurrentIndex(m_model.index(row, 0));
}

} // namespace spp::workbench
