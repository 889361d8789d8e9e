// SPDX-License-Identifier: MIT
/// The Problems of a run: the list, and below it the selected one with its explanation and the ways to where it is.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/problems_model.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QTreeView;

namespace spp::workbench
{

class ProblemsView : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsView(QWidget* parent = nullptr);

    ProblemsModel& model() { return m_model; }
    const ProblemsModel& model() const { return m_model; }
    QTreeView* list() const { return m_list; }

    /// What stands in the empty list's place: there is no run, or it has no problem.
    void setEmptyText(const QString& text);

signals:
    void stepActivated(std::size_t step);
    /// "control/smtpplugins:12"
    void placeActivated(const QString& place);

private:
    QWidget* makeDetails();
    void showSelected();
    void showEmpty();
    void goToStep();
    void goToPlace();
    int selectedRow() const;

    ProblemsModel m_model;
    QTreeView* m_list;
    QLabel* m_empty;
    QWidget* m_details;
    QLabel* m_sentence;
    QLabel* m_explanation;
    QToolButton* m_toStep;
    QToolButton* m_toPlace;
};

} // namespace spp::workbench
