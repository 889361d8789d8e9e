// SPDX-License-Identifier: MIT
#include "app/workbench/models/conversation_model.h"

#include "app/workbench/models/step_text.h"
#include "app/workbench/models/words.h"

#include <QElapsedTimer>

#include <algorithm>
#include <ranges>

namespace spp::workbench
{

using trace::Outcome;
using trace::Step;
using trace::StepKind;
using trace::StepLine;

namespace
{

/// So long the rows are made before the window gets its turn; far below what a person notices.
constexpr qint64 buildMilliseconds = 10;
/// A plugin that prints more lines is folded at first.
constexpr std::size_t maxOpenLines = 30;

} // namespace

ConversationModel::ConversationModel(TimelineModel& steps, QObject* parent)
    : QAbstractTableModel(parent), m_steps(steps)
{
    m_buildSoon.setSingleShot(true);
    m_buildSoon.setInterval(0);
    connect(&m_buildSoon, &QTimer::timeout, this, &ConversationModel::build);
    connect(&m_steps, &QAbstractItemModel::modelReset, this, [this] {
        m_toggled.clear();
        rebuild();
    });
    connect(&m_steps, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& changed) {
        if (!changed.parent().isValid()) // told of each step above, too
            update(m_steps.commandPlaceOf(m_steps.stepOf(changed)));
    });
    connect(&m_steps, &TimelineModel::grew, this, [this](std::size_t command) {
        for (; command < m_built; ++command)
            update(command);
        if (!m_buildSoon.isActive())
            build();
    });
    rebuild();
}

StepLine ConversationModel::placeOf(const QModelIndex& index) const
{
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return {row.step, row.line < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(row.line))};
}

QModelIndex ConversationModel::indexOf(StepLine place) const
{
    if (place.step >= m_steps.timeline().size())
        return {};
    const auto [first, last] = rowsOf(m_steps.commandPlaceOf(place.step));
    const Row wanted{static_cast<std::uint32_t>(place.step), place.line ? static_cast<std::int32_t>(*place.line) : -1,
                     0};
    for (int row = first; row < last; ++row)
        if (const Row& each = m_rows[static_cast<std::size_t>(row)];
            each.step == wanted.step && each.line == wanted.line)
            return index(row, 0);
    return {};
}

QModelIndex ConversationModel::parentOf(const QModelIndex& index) const
{
    const int level = m_rows[static_cast<std::size_t>(index.row())].level;
    for (int row = index.row(); level > 0 && row-- > 0;)
        if (m_rows[static_cast<std::size_t>(row)].level < level)
            return this->index(row, 0);
    return {};
}

std::vector<StepLine> ConversationModel::placesOf(std::size_t command) const
{
    std::vector<Row> rows;
    addRows(command, true, rows);
    std::vector<StepLine> places;
    for (const Row& row : rows)
        places.push_back({row.step, row.line < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(row.line))});
    return places;
}

void ConversationModel::setFold(Fold fold)
{
    m_fold = fold;
    m_toggled.clear();
    rebuild();
}

void ConversationModel::setFolded(std::size_t step, bool folded)
{
    if (isFolded(step) == folded)
        return;
    if (!m_toggled.erase(step))
        m_toggled.insert(step);
    update(m_steps.commandPlaceOf(step));
}

void ConversationModel::reveal(StepLine place)
{
    if (place.line)
        setFolded(place.step, false);
    for (auto above = m_steps.timeline().steps()[place.step].parent; above;
         above = m_steps.timeline().steps()[*above].parent)
        setFolded(*above, false);
}

void ConversationModel::setFilter(const ConversationFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    rebuild();
}

void ConversationModel::setSoughtText(const std::string& text)
{
    m_sought = text;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {FoundRole});
}

void ConversationModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    m_built = 0;
    endResetModel();
    build();
}

/// Makes rows until its time is up.
void ConversationModel::build()
{
    QElapsedTimer clock;
    clock.start();
    const auto& commands = m_steps.commands();
    std::vector<Row> rows;
    while (m_built < commands.size() && !clock.hasExpired(buildMilliseconds))
        addRows(m_built++, false, rows);
    if (!rows.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        endInsertRows();
    }
    if (isBusy())
        m_buildSoon.start();
    else
        emit built();
}

/// Makes a command's rows anew. What is the same before and behind the difference stays, and with it the selection.
void ConversationModel::update(std::size_t command)
{
    if (command >= m_built)
        return;
    std::vector<Row> rows;
    addRows(command, false, rows);
    const auto [first, last] = rowsOf(command);
    const auto begin = m_rows.begin() + first;
    const auto end = m_rows.begin() + last;
    const auto same = std::mismatch(begin, end, rows.begin(), rows.end());
    const auto sameBehind = std::mismatch(std::reverse_iterator(end), std::reverse_iterator(same.first), rows.rbegin(),
                                          std::reverse_iterator(same.second));
    const auto oldEnd = sameBehind.first.base();
    const auto newEnd = sameBehind.second.base();
    const int place = static_cast<int>(same.first - m_rows.begin());
    if (same.first != oldEnd) {
        beginRemoveRows({}, place, static_cast<int>(oldEnd - m_rows.begin()) - 1);
        m_rows.erase(same.first, oldEnd);
        endRemoveRows();
    }
    if (same.second != newEnd) {
        beginInsertRows({}, place, place + static_cast<int>(newEnd - same.second) - 1);
        m_rows.insert(m_rows.begin() + place, same.second, newEnd);
        endInsertRows();
    }
    if (!rows.empty())
        emit dataChanged(index(first, 0), index(first + static_cast<int>(rows.size()) - 1, columnCount() - 1));
}

void ConversationModel::addRows(std::size_t command, bool withFolded, std::vector<Row>& rows) const
{
    if (mayBeWanted(command))
        addStep(m_steps.commands()[command], 0, withFolded, rows);
}

/// Some of its steps are in the range: those up to the next command are its own.
bool ConversationModel::mayBeWanted(std::size_t command) const
{
    if (!m_filter.range)
        return true;
    const auto& commands = m_steps.commands();
    const bool isBefore = command + 1 < commands.size() && commands[command + 1] <= m_filter.range->first;
    return !isBefore && commands[command] <= m_filter.range->second;
}

/// @return whether the filter lets something of it through
bool ConversationModel::addStep(std::size_t step, int level, bool withFolded, std::vector<Row>& rows) const
{
    const std::size_t place = rows.size();
    bool isShown = isWanted({step, std::nullopt});
    rows.push_back({static_cast<std::uint32_t>(step), -1, level});
    if (!withFolded && isShown && isFolded(step))
        return true;
    if (m_steps.timeline().steps()[step].plugin)
        isShown |= addLines(step, level + 1, isShown, rows);
    for (const std::size_t child : m_steps.childrenOf(step))
        isShown |= addStep(child, level + 1, withFolded, rows);
    if (!isShown || (!withFolded && isFolded(step)))
        rows.resize(isShown ? place + 1 : place);
    return isShown;
}

bool ConversationModel::addLines(std::size_t step, int level, bool all, std::vector<Row>& rows) const
{
    const std::size_t before = rows.size();
    const std::size_t lines = m_steps.timeline().steps()[step].plugin->output.size();
    for (std::size_t line = 0; line < lines; ++line)
        if (all || isWanted({step, line}))
            rows.push_back({static_cast<std::uint32_t>(step), static_cast<std::int32_t>(line), level});
    return rows.size() > before;
}

/// The first row of a command, and the one behind its last.
std::pair<int, int> ConversationModel::rowsOf(std::size_t command) const
{
    const auto& commands = m_steps.commands();
    const auto rowOf = [&](std::size_t place) {
        if (place >= commands.size())
            return static_cast<int>(m_rows.size());
        const std::size_t step =
            commands[place]; // all that stands below it has a greater number, and a lesser than the next
        return static_cast<int>(std::ranges::partition_point(m_rows, [&](const Row& row) { return row.step < step; }) -
                                m_rows.begin());
    };
    return {rowOf(command), rowOf(command + 1)};
}

bool ConversationModel::isWanted(StepLine place) const
{
    if (m_filter.isEmpty())
        return true;
    if (m_filter.range && (place.step < m_filter.range->first || place.step > m_filter.range->second))
        return false;
    const auto& steps = m_steps.timeline().steps();
    const bool refuses = place.line ? isRefusal(outcomeOf(place))
                                    : isRefusal(steps[place.step].outcome) || m_steps.isMismatch(place.step);
    if (m_filter.onlyRefusals && !refuses)
        return false;
    if (!m_filter.plugin.empty()) {
        const auto speaker = trace::speakerOf(steps, place.step);
        const Step& step = steps[speaker ? speaker->step : place.step];
        if (!step.plugin || step.plugin->call.line != m_filter.plugin)
            return false;
    }
    return m_filter.text.empty() || hasText(steps, place, m_filter.text);
}

bool ConversationModel::isFolded(std::size_t step) const
{
    const Step& each = m_steps.timeline().steps()[step];
    bool folded = m_fold == Fold::Commands;
    if (each.kind == StepKind::Section)
        folded = m_fold <= Fold::Sections;
    else if (each.plugin)
        folded = m_fold <= Fold::Plugins || each.plugin->output.size() > maxOpenLines;
    return folded != m_toggled.contains(step);
}

bool ConversationModel::hasChildren(std::size_t step) const
{
    const Step& each = m_steps.timeline().steps()[step];
    return !m_steps.childrenOf(step).empty() || (each.plugin && !each.plugin->output.empty());
}

} // namespace spp::workbench
