// SPDX-License-Identifier: MIT
/// The list of steps. Its selection follows the newest step until the person selects another, and again when they select the newest.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/timeline_model.h"

#include <QTreeView>

namespace spp::workbench
{

class StepsView : public QTreeView
{
    Q_OBJECT

public:
    /// `model` must live longer than the view.
    explicit StepsView(TimelineModel& model, QWidget* parent = nullptr);

    /// From now on the newest step is selected.
    void startFollowing() { m_following = true; }
    bool isFollowing() const { return m_following; }
    /// Selects the newest step, if the person has not selected another.
    void follow();
    /// Selects this step, and stays there.
    void select(std::size_t step);

signals:
    void stepSelected(std::size_t step);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void moveTo(std::size_t step);

    TimelineModel& m_steps;
    bool m_following = true;
    bool m_moving = false; ///< the selection is moved by the program
};

} // namespace spp::workbench
