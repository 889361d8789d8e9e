// SPDX-License-Identifier: MIT
/// A session as the conversation that is shown: command, section, plugin and printed line, each a row with a level, as far as they are
/// not folded away or filtered out. It is flat, and its rows are made in slices of a few milliseconds while the window goes on, because
/// a session may have a hundred thousand steps. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/models/step_range.h"
#include "app/workbench/models/timeline_model.h"
#include "core/trace/links.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace spp::workbench
{

/// What is shown; together with what it stands below, whatever that is.
struct ConversationFilter
{
    bool onlyRefusals = false;
    std::string plugin; ///< its line in smtpplugins; empty: all
    std::string text;   ///< empty: any
    std::optional<StepRange> range = {};

    bool isEmpty() const { return *this == ConversationFilter(); }
    bool operator==(const ConversationFilter&) const = default;
};

class ConversationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The columns are those of TimelineModel, and its roles are understood too.
    enum Role {
        LevelRole = Qt::UserRole + 101, ///< int, from 0
        FoldRole,                       ///< bool: something is folded away below; invalid: there is nothing below
        FoundRole,                      ///< bool: it has the text that is looked for
        PrintedRole,                    ///< bool: a line that a plugin printed
        NoteRole,                       ///< bool: there is something special about it
    };

    /// What is folded unless a person wants it otherwise. A plugin that prints very much always is.
    enum class Fold { Commands, Sections, Plugins, Nothing };

    /// `steps` must live longer than the model.
    explicit ConversationModel(TimelineModel& steps, QObject* parent = nullptr);

    const TimelineModel& steps() const { return m_steps; }
    trace::StepLine placeOf(const QModelIndex& index) const;
    /// Invalid if it is not shown.
    QModelIndex indexOf(trace::StepLine place) const;
    QModelIndex parentOf(const QModelIndex& index) const;
    /// All places of a command that the filter lets through, folded or not; `command` counts among steps().commands().
    std::vector<trace::StepLine> placesOf(std::size_t command) const;

    /// Rows are still being made.
    bool isBusy() const { return m_built < m_steps.commands().size(); }

    void setFold(Fold fold);
    Fold fold() const { return m_fold; }
    void setFolded(std::size_t step, bool folded);
    /// Unfolds all that a place stands below.
    void reveal(trace::StepLine place);

    void setFilter(const ConversationFilter& filter);
    const ConversationFilter& filter() const { return m_filter; }
    /// The text whose rows are marked; empty: none.
    void setSoughtText(const std::string& text);

    /// A row as a line of text, indented by its level.
    QString textOf(trace::StepLine place) const;

    /// Its internal id is the step, as in TimelineModel.
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// All rows are there, again.
    void built();

private:
    struct Row
    {
        std::uint32_t step = 0;
        std::int32_t line = -1; ///< of the plugin's output; -1: the step itself
        int level = 0;

        bool operator==(const Row&) const = default;
    };

    void rebuild();
    void build();
    void update(std::size_t command);
    void addRows(std::size_t command, bool withFolded, std::vector<Row>& rows) const;
    bool addStep(std::size_t step, int level, bool withFolded, std::vector<Row>& rows) const;
    bool addLines(std::size_t step, int level, bool all, std::vector<Row>& rows) const;
    std::pair<int, int> rowsOf(std::size_t command) const;
    bool mayBeWanted(std::size_t command) const;
    bool isWanted(trace::StepLine place) const;
    bool isFolded(std::size_t step) const;
    bool hasChildren(std::size_t step) const;

    trace::Outcome outcomeOf(trace::StepLine place) const;
    QVariant shown(trace::StepLine place, int column) const;
    QString toolTip(trace::StepLine place) const;
    std::optional<std::size_t> lastReply(std::size_t command) const;

    TimelineModel& m_steps;
    std::vector<Row> m_rows;
    std::size_t m_built = 0; ///< so many commands have their rows
    QTimer m_buildSoon;
    Fold m_fold = Fold::Nothing;
    std::set<std::size_t> m_toggled; ///< steps that are folded though their like are not, or the reverse
    ConversationFilter m_filter;
    std::string m_sought;
};

} // namespace spp::workbench
