// SPDX-License-Identifier: MIT
/// The steps of a session as a tree: client line, section, plugin, reply. Grows with the records that it is given, without a reset.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/timeline.h"

#include <QAbstractItemModel>
#include <QString>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace spp::workbench
{

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
    void setActivity(Activity activity);
    /// Marks steps whose reply was not as expected; by step, in words.
    void setMismatches(std::map<std::size_t, QString> mismatches);

    const trace::Timeline& timeline() const { return m_timeline; }
    std::size_t stepOf(const QModelIndex& index) const { return index.internalId(); }
    QModelIndex indexOf(std::size_t step, int column = StepColumn) const;

    /// The plugin that has not ended: it runs, or is held.
    std::optional<std::size_t> openPlugin() const;
    /// What is different in the environment from the step before; a section is no step of its own here, its plugins are.
    std::vector<plugin::EnvironmentChange> environmentChanges(std::size_t step) const;
    /// Size of the header lines that stand above the client's message.
    std::size_t addedHeaderSize(std::size_t messageStep) const;
    /// The outcome in words: "accepted", "held, press F10", "not run: …", "expected 250".
    QString outcomeWords(std::size_t step) const;
    /// What ran plugins for how long; without the time that they were held. nullopt: nothing has ended yet.
    std::optional<std::chrono::nanoseconds> took(std::size_t step) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node
    {
        int row = 0;
        std::vector<std::size_t> children;
    };

    const std::vector<std::size_t>& childrenOf(const QModelIndex& parent) const;
    void insertFrom(std::size_t first);
    void tellChanged(std::size_t step);
    QString toolTip(std::size_t step) const;

    trace::Timeline m_timeline;
    std::vector<Node> m_nodes; ///< by step
    std::vector<std::size_t> m_roots;
    std::map<std::size_t, std::size_t> m_addedHeaderSizes;
    std::map<std::size_t, QString> m_mismatches;
    Activity m_activity = Activity::Over;
};

} // namespace spp::workbench
