// SPDX-License-Identifier: MIT
/// The environment of a step: a table that can be filtered and copied, and leads to who set a variable. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/environment_model.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace spp::workbench
{

class ValueTable;

class EnvironmentView : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentView(QWidget* parent = nullptr);

    void show(const TimelineModel& steps, std::size_t step);
    int changedCount() const { return m_model.changedCount(); }

    /// What is selected goes to the clipboard; all that is shown if no more than one row is.
    void copy(EnvironmentModel::Format format) const;

signals:
    /// The person wants to see who set a variable.
    void originChosen(spp::trace::StepLine place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showMenu(const QPoint& position);
    void goToOrigin(const QModelIndex& index);

    EnvironmentModel m_model;
    ValueTable* m_table;
    QLineEdit* m_filter;
    QToolButton* m_onlyChanged;
};

} // namespace spp::workbench
