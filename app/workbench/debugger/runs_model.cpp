// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/runs_model.h"

#include "app/workbench/models/words.h"
#include "app/workbench/simulator/result_words.h"
#include "core/scenario/judgement.h"
#include "core/trace/timeline.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

QString titleOf(const Run& run)
{
    return run.request.dialog.title.empty() ? QObject::tr("Dialog") : shownLine(run.request.dialog.title);
}

QString describeRun(const Run& run)
{
    switch (run.reason) {
    case RunReason::Dialog: return titleOf(run);
    case RunReason::Rehearsed: return QObject::tr("%1, in Scenarios").arg(titleOf(run));
    case RunReason::Interactive: return QObject::tr("Typed");
    case RunReason::Branch: return QObject::tr("Goes on from run %1, step %2").arg(run.from).arg(run.fromStep);
    case RunReason::Saved: return QObject::tr("After a file was saved");
    }
    return {};
}

ResultWords resultOf(const Run& run)
{
    return run.result ? describeResult(run.request, *run.result) : ResultWords{QObject::tr("Goes on"), std::nullopt};
}

/// What more than replies is expected is judged by the steps; a branch lacks those before it.
SimulationResult judged(const Run& run, SimulationResult result)
{
    const scenario::Dialog& dialog = run.request.dialog;
    const bool canBe = result.error.isEmpty() && !result.stopped && run.reason != RunReason::Branch;
    if (!canBe || (!scenario::hasDemands(dialog) && result.mismatches.empty()))
        return result;
    trace::Timeline timeline;
    for (const auto& record : run.records)
        timeline.add(record);
    const auto failures = scenario::judge(dialog, timeline);
    if (scenario::hasDemands(dialog)) {
        result.mismatches.clear();
        result.unsaidLines = 0;
        for (const auto& failure : failures)
            result.mismatches.push_back(mismatchOf(failure));
        return result;
    }
    for (ReplyMismatch& mismatch : result.mismatches) // judged by the client, reply by reply
        if (const auto same = std::ranges::find(failures, mismatch.line, &scenario::Failure::line);
            same != failures.end())
            mismatch.accepting = same->accepting;
    return result;
}

} // namespace

RunsModel::RunsModel(QObject* parent) : QAbstractTableModel(parent) {}

void RunsModel::add(Run run)
{
    if (m_runs.size() == maxRuns) {
        const int last = static_cast<int>(m_runs.size()) - 1;
        beginRemoveRows({}, last, last);
        m_runs.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_runs.push_front(std::move(run));
    endInsertRows();
}

void RunsModel::addRecords(quint64 number, const std::vector<trace::Record>& records)
{
    if (Run* run = found(number))
        run->records.insert(run->records.end(), records.begin(), records.end());
}

void RunsModel::addStops(quint64 number, const std::vector<debug::PastStop>& stops)
{
    if (Run* run = found(number))
        run->stops.insert(run->stops.end(), stops.begin(), stops.end());
}

void RunsModel::addLogged(quint64 number, const QString& text)
{
    if (Run* run = found(number)) {
        run->logged.push_back({run->records.size(), text});
        emit logged(number);
    }
}

void RunsModel::finish(quint64 number, const SimulationResult& result)
{
    if (Run* run = found(number)) {
        run->result = judged(*run, result);
        tellChanged(number);
    }
}

void RunsModel::leave(quint64 number, RunHome::Fate fate)
{
    const Run* run = find(number);
    if (run == nullptr)
        return;
    if (run->home.fate == RunHome::Fate::Open) {
        RunHome home = run->home;
        home.fate = fate;
        setHome(number, home);
    }
    if (run->result)
        return;
    SimulationResult left;
    left.stopped = true;
    finish(number, left);
}

void RunsModel::setHome(quint64 number, const RunHome& home)
{
    if (Run* run = found(number)) {
        run->home = home;
        emit homeChanged(number);
    }
}

void RunsModel::mark(quint64 number)
{
    const quint64 before = std::exchange(m_marked, number);
    tellChanged(before);
    tellChanged(number);
}

const Run* RunsModel::find(quint64 number) const
{
    const auto run = std::ranges::find(m_runs, number, &Run::number);
    return run == m_runs.end() ? nullptr : &*run;
}

Run* RunsModel::found(quint64 number)
{
    const auto run = std::ranges::find(m_runs, number, &Run::number);
    return run == m_runs.end() ? nullptr : &*run;
}

void RunsModel::tellChanged(quint64 number)
{
    const auto run = std::ranges::find(m_runs, number, &Run::number);
    if (run == m_runs.end())
        return;
    const int row = static_cast<int>(run - m_runs.begin());
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Run& run = *at(index.row());
    if (role == Qt::FontRole && run.number == m_marked) {
        QFont shown;
        shown.setBold(true);
        return shown;
    }
    if (role == Qt::ForegroundRole && index.column() == ResultColumn) {
        const auto meaning = resultOf(run).meaning;
        return meaning ? QVariant(foreground(*meaning, QGuiApplication::palette())) : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NumberColumn: return run.number;
    case TimeColumn: return QLocale().toString(run.began.time(), QStringLiteral("HH:mm:ss"));
    case WhatColumn: return describeRun(run);
    case ResultColumn: return resultOf(run).sentence;
    }
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("Run");
    case TimeColumn: return tr("Time");
    case WhatColumn: return tr("What");
    case ResultColumn: return tr("Result");
    }
    return {};
}

} // namespace spp::workbench
