// SPDX-License-Identifier: MIT
/// The history of runs, the newest first: what each was and what it came to. Keeps a limited number of them.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/debugger/run.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <deque>
#include <vector>

namespace spp::workbench
{

/// The engine keeps no more of them to go on from.
inline constexpr std::size_t maxRuns = 50;

class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, TimeColumn, WhatColumn, ResultColumn, ColumnCount };

    explicit RunsModel(QObject* parent = nullptr);

    void add(Run run);
    void addRecords(quint64 number, const std::vector<trace::Record>& records);
    void addStops(quint64 number, const std::vector<debug::PastStop>& stops);
    void addLogged(quint64 number, const QString& text);
    void finish(quint64 number, const SimulationResult& result);
    /// A run that was left for another one is over, and so is its private home. @param fate of that, if it was there up to now
    void leave(quint64 number, RunHome::Fate fate = RunHome::Fate::ThrownAway);
    void setHome(quint64 number, const RunHome& home);
    /// The one that is on screen.
    void mark(quint64 number);

    /// nullptr: it is no longer kept. Valid until a run is added.
    const Run* find(quint64 number) const;
    const Run* at(int row) const { return &m_runs[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void logged(quint64 run);
    void homeChanged(quint64 run);

private:
    Run* found(quint64 number);
    void tellChanged(quint64 number);

    std::deque<Run> m_runs; ///< the newest first
    quint64 m_marked = 0;
};

} // namespace spp::workbench
