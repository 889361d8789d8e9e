// SPDX-License-Identifier: MIT
/// The hazards of a run as a list, which grows with the run. The same one at the same place is one row, however often it shows.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/models/step_range.h"
#include "core/trace/hazard_finder.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spp::workbench
{

class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SentenceColumn, PluginColumn, LineColumn, TimesColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole + 1 }; ///< int, a trace::Severity

    explicit ProblemsModel(QObject* parent = nullptr);

    void clear();
    /// Takes in what the timeline has grown by; it must be the same one since clear().
    /// @return false: it was so much that there is more to take in
    bool update(const trace::Timeline& timeline);
    /// Shows those alone that these steps show; nullopt: all.
    void setRange(std::optional<StepRange> range);

    /// Of all rows, shown or not.
    std::size_t count() const { return m_problems.size(); }
    /// A row that is shown has more than one step.
    bool anyShowsAgain() const;
    /// The worst of all; nullopt if there is none.
    std::optional<trace::Severity> worst() const;

    const trace::Hazard& hazard(int row) const { return problemOf(row).hazard; }
    /// The first step that shows it, of those in the range.
    std::optional<std::size_t> step(int row) const;
    static QString explanation(const trace::Hazard& hazard);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Problem
    {
        trace::Hazard hazard;
        std::vector<std::size_t> steps; ///< in order; empty: of the file alone
    };

    const Problem& problemOf(int row) const { return m_problems[m_rows[static_cast<std::size_t>(row)]]; }
    /// How many of its steps are in the range.
    std::size_t times(const Problem& problem) const;
    bool isShown(const Problem& problem) const { return problem.steps.empty() ? !m_range : times(problem) > 0; }
    void add(trace::Hazard hazard);
    void fillRows();

    trace::HazardFinder m_finder;
    std::vector<Problem> m_problems;
    std::map<std::string, std::size_t> m_known; ///< by place, kind and sentence
    std::vector<std::size_t> m_rows;            ///< those that are shown
    std::optional<StepRange> m_range;
};

/// "error", "warning", "note", for people.
QString severityWords(trace::Severity severity);

} // namespace spp::workbench
