// SPDX-License-Identifier: MIT
/// The steps of a session as a tree: client line, section, plugin, reply. Grows with the records that it is given, without a reset.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/links.h"
#include "core/trace/timeline.h"

#include <QAbstractItemModel>
#include <QString>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace spp::workbench
{

/// Who gave a variable its value.
struct VariableOrigin
{
    QString words;                        ///< "plugins/check, 12.3 ms"
    QString sentence;                     ///< the same at length
    std::optional<trace::StepLine> place; ///< where that can be seen; nullopt: nowhere

    bool operator==(const VariableOrigin&) const = default;
};

class TimelineModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { StepColumn, OutcomeColumn, TookColumn, ColumnCount };

    enum Role {
        OutcomeRole = Qt::UserRole + 1, ///< int, a trace::Outcome
        MismatchRole,                   ///< bool: a reply that the dialog did not expect
    };

    /// What a step that has not ended is doing.
    enum class Activity { Running, Held, Over };

    explicit TimelineModel(QObject* parent = nullptr);

    void clear();
    void addRecords(const std::vector<trace::Record>& records);
    /// The records of a session that is over, in place of all others; many are added in slices, between which the window goes on.
    void load(std::vector<trace::Record> records);
    bool isLoading() const { return m_loaded < m_loading.size(); }
    void setActivity(Activity activity);
    /// Marks steps whose reply was not as expected; by step, in words.
    void setMismatches(std::map<std::size_t, QString> mismatches);

    const trace::Timeline& timeline() const { return m_timeline; }
    std::size_t stepOf(const QModelIndex& index) const { return index.internalId(); }
    QModelIndex indexOf(std::size_t step, int column = StepColumn) const;
    /// The steps that stand below no other: client lines, the session's start and end.
    const std::vector<std::size_t>& commands() const { return m_roots; }
    /// Where the command that a step belongs to stands among commands().
    std::size_t commandPlaceOf(std::size_t step) const;
    const std::vector<std::size_t>& childrenOf(std::size_t step) const { return m_nodes[step].children; }
    bool isMismatch(std::size_t step) const { return m_mismatches.contains(step); }

    /// The plugin that has not ended: it runs, or is held.
    std::optional<std::size_t> openPlugin() const;
    /// What is different in the environment from the step before; a section is no step of its own here, its plugins are.
    std::vector<plugin::EnvironmentChange> environmentChanges(std::size_t step) const;
    /// Who gave a variable its value in a step, or took it away, and when.
    VariableOrigin originOf(std::size_t step, std::string_view variable) const;
    /// Size of the header lines that stand above the client's message.
    std::size_t addedHeaderSize(std::size_t messageStep) const;
    /// The outcome in words: "accepted", "held, press F10", "not run: …", "expected 250", "by hand: accepted".
    QString outcomeWords(std::size_t step) const;
    /// What ran plugins for how long; without the time that they were held. nullopt: nothing has ended yet.
    std::optional<std::chrono::nanoseconds> took(std::size_t step) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// Records have been added: of the commands() those before this place are as they were.
    void grew(std::size_t command);
    /// All records that load() was given have been added.
    void loaded();

private:
    struct Node
    {
        int row = 0;
        std::vector<std::size_t> children;
    };

    const std::vector<std::size_t>& childrenOf(const QModelIndex& parent) const;
    void loadSome();
    void insertFrom(std::size_t first);
    void tellChanged(std::size_t step);
    QString plainOutcomeWords(std::size_t step) const;
    QString toolTip(std::size_t step) const;

    trace::Timeline m_timeline;
    std::vector<Node> m_nodes; ///< by step
    std::vector<std::size_t> m_roots;
    std::map<std::size_t, std::size_t> m_addedHeaderSizes;
    std::map<std::size_t, QString> m_mismatches;
    Activity m_activity = Activity::Over;
    std::vector<trace::Record> m_loading;
    std::size_t m_loaded = 0; ///< so many of them have been added
    QTimer m_loadSoon;
};

} // namespace spp::workbench
