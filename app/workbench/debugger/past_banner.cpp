// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/past_banner.h"

#include "app/workbench/debugger/debugger.h"
#include "app/workbench/models/timeline_model.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spp::workbench
{

namespace
{

/// So many plugins are named; the others are counted.
constexpr qsizetype maxNamed = 3;

QString nameSome(const QStringList& plugins)
{
    const qsizetype others = plugins.size() - maxNamed;
    const QString named = plugins.mid(0, maxNamed).join(QObject::tr(", "));
    return others > 0 ? QObject::tr("%1 and %2 more").arg(named).arg(others) : named;
}

} // namespace

PastBanner::PastBanner(Debugger& debugger, const TimelineModel& steps, QWidget* parent)
    : TintedFrame(Meaning::Changed, parent),
      m_debugger(debugger),
      m_steps(steps),
      m_where(new QLabel),
      m_warning(new QLabel),
      m_branch(new QPushButton(tr("Go on from here")))
{
    m_warning->setWordWrap(true);
    m_warning->setTextFormat(Qt::PlainText);
    auto* newest = new QPushButton(tr("To the newest"));
    m_branch->setToolTip(tr("Begins another run that goes on from this moment, and holds there"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_where, 1);
    row->addWidget(newest);
    row->addWidget(m_branch);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 6, 5);
    column->setSpacing(3);
    column->addLayout(row);
    column->addWidget(m_warning);
    hide();

    connect(newest, &QPushButton::clicked, &m_debugger, &Debugger::toNewest);
    connect(m_branch, &QPushButton::clicked, &m_debugger, &Debugger::goOnFromHere);
    connect(&m_debugger, &Debugger::changed, this, &PastBanner::showMoment);
}

QString PastBanner::sentence() const
{
    return m_where->text() + u' ' + m_warning->text();
}

void PastBanner::showMoment()
{
    setVisible(m_debugger.past().has_value());
    if (!m_debugger.past())
        return;
    m_where->setText(
        tr("You are in the past: step %1 of %2").arg(*m_debugger.step() + 1).arg(m_steps.timeline().size()));
    m_branch->setVisible(m_debugger.mayGoOnFromHere());
    if (!m_debugger.mayGoOnFromHere())
        return m_warning->setText(
            tr("This run was played among the scenarios, in a copy of the home that is gone, so that nothing can go on "
               "from it. Debug Selected Session plays it again, step by step."));
    const QStringList again = m_debugger.pluginsAgain();
    m_warning->setText(
        again.isEmpty() ? tr("Going on from here runs no plugin a second time.")
                        : tr("Going on from here may run %1 once more: what they do outside the session, to files or "
                             "databases, is not undone and may be done again.")
                              .arg(nameSome(again)));
}

} // namespace spp::workbench
