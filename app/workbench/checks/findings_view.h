// SPDX-License-Identifier: MIT
/// The mistakes found in a home: the list, and below it the selected one with its explanation, the way to it, and its fix.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/findings_model.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QTreeView;

namespace spp::workbench
{

class FindingsView : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsView(QWidget* parent = nullptr);

    FindingsModel& model() { return m_model; }
    QTreeView* list() const { return m_list; }
    QToolButton* fixButton() const { return m_fix; }

    void setFindings(std::vector<check::Finding> findings);

signals:
    void placeActivated(const spp::check::Finding& finding);
    void fixChosen(const spp::check::Fix& fix);

private:
    QWidget* makeDetails();
    void showSelected();
    void showEmpty();
    const check::Finding* selected() const;

    FindingsModel m_model;
    QTreeView* m_list;
    QLabel* m_empty;
    QLabel* m_explanation;
    QToolButton* m_toPlace;
    QToolButton* m_fix;
    QWidget* m_details;
};

} // namespace spp::workbench
