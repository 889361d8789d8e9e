// SPDX-License-Identifier: MIT
/// The list of breakpoints, and a line in which another is typed; what is wrong with it is said at once. Not thread-safe: a widget.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace spp::workbench
{

class BreakpointsModel;

class BreakpointsView : public QWidget
{
    Q_OBJECT

public:
    /// `model` must live longer than the view.
    explicit BreakpointsView(BreakpointsModel& model, QWidget* parent = nullptr);

    /// What is wrong with what is typed; empty: nothing.
    QString trouble() const;

private:
    void check();
    void add();
    void say(const QString& trouble);

    BreakpointsModel& m_model;
    QTreeView* m_list;
    QLineEdit* m_line;
    QLabel* m_trouble;
    QPushButton* m_add;
};

} // namespace spp::workbench
