// SPDX-License-Identifier: MIT
/// Says that the person looks at the past of a run, and what going on from there would do again. Not thread-safe: a widget.
#pragma once

#include "app/workbench/settings/tinted_frame.h"

class QLabel;
class QPushButton;

namespace spp::workbench
{

class Debugger;
class TimelineModel;

class PastBanner : public TintedFrame
{
    Q_OBJECT

public:
    /// Both must live longer than the banner.
    PastBanner(Debugger& debugger, const TimelineModel& steps, QWidget* parent = nullptr);

    QString sentence() const;

private:
    void showMoment();

    Debugger& m_debugger;
    const TimelineModel& m_steps;
    QLabel* m_where;
    QLabel* m_warning;
    QPushButton* m_branch;
};

} // namespace spp::workbench
