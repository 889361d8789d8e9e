// SPDX-License-Identifier: MIT
/// Compares two runs of the history on a thread of its own, and shows them side by side. Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/debugger/comparison_model.h"
#include "app/workbench/debugger/run.h"

#include <QDialog>
#include <QObject>

#include <functional>
#include <memory>

class QTreeView;

namespace spp::workbench
{

/// @param done is called in the thread of `receiver`, unless that is gone by then
void compareRuns(const Run& left, const Run& right, QObject* receiver,
                 std::function<void(std::shared_ptr<const ComparedRuns>)> done);

/// Both side by side, at the first difference; a window of its own that deletes itself when it is closed.
class ComparisonWindow : public QDialog
{
    Q_OBJECT

public:
    ComparisonWindow(std::shared_ptr<const ComparedRuns> runs, quint64 left, quint64 right, QWidget* parent);

private:
    void goToDifference(int direction);

    std::shared_ptr<const ComparedRuns> m_runs;
    ComparisonModel m_model;
    QTreeView* m_table;
};

} // namespace spp::workbench
