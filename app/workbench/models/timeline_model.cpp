// SPDX-License-Identifier: MIT
#include "app/workbench/models/timeline_model.h"

#include "app/workbench/models/words.h"
#include "core/base/text.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace spp::workbench
{

using trace::Outcome;
using trace::Step;
using trace::StepKind;

namespace
{

constexpr qsizetype maxToolTipTitle = 300;
/// Of a session that is loaded so many records are added at once, for so many milliseconds.
constexpr std::size_t loadedAtOnce = 100;
constexpr qint64 loadMilliseconds = 10;
constexpr std::size_t freedAtOnce = 1000; // steps

/// A section's title as "[rcpt] 2 plugins" and, once it has ended, its verdict.
std::pair<std::string_view, std::string_view> splitSectionTitle(std::string_view title)
{
    const auto colon = title.find(": ");
    return colon == std::string_view::npos ? std::pair{title, std::string_view()}
                                           : std::pair{title.substr(0, colon), title.substr(colon + 2)};
}

QString replyTitle(const Step& step)
{
    const auto lines = text::lines(step.text);
    if (lines.empty())
        return QStringLiteral("S:");
    const QString first =
        QStringLiteral("S: ") + shownLine(text::trimEnd(lines.front().substr(0, lines.front().find('\r'))));
    return lines.size() == 1
               ? first
               : QStringLiteral("%1  (+ %2)").arg(first, formatCount(lines.size() - 1, QStringLiteral("line")));
}

QString stepTitle(const Step& step)
{
    switch (step.kind) {
    case StepKind::ClientLine: return QStringLiteral("C: ") + shownLine(step.text);
    case StepKind::Reply: return replyTitle(step);
    case StepKind::Section: return QString::fromUtf8(splitSectionTitle(step.title).first);
    case StepKind::Session:
    case StepKind::Plugin:
    case StepKind::Check:
    case StepKind::Message:
    case StepKind::Queue:
    case StepKind::End: return QString::fromStdString(step.title).left(maxShownLine);
    }
    return {};
}

} // namespace

TimelineModel::TimelineModel(QObject* parent) : QAbstractItemModel(parent)
{
    m_loadSoon.setSingleShot(true);
    m_loadSoon.setInterval(0);
    connect(&m_loadSoon, &QTimer::timeout, this, &TimelineModel::loadSome);
}

void TimelineModel::clear()
{
    beginResetModel();
    // To free a long session takes a while, so that is done beside the window.
    if (m_timeline.size() > freedAtOnce)
        QThreadPool::globalInstance()->start([old = std::make_shared<trace::Timeline>(std::move(m_timeline))] {});
    m_timeline = {};
    m_nodes.clear();
    m_roots.clear();
    m_addedHeaderSizes.clear();
    m_mismatches.clear();
    m_activity = Activity::Over;
    m_loading.clear();
    m_loaded = 0;
    m_loadSoon.stop();
    endResetModel();
}

void TimelineModel::load(std::vector<trace::Record> records)
{
    clear();
    m_loading = std::move(records);
    loadSome();
}

void TimelineModel::loadSome()
{
    QElapsedTimer clock;
    clock.start();
    while (isLoading() && !clock.hasExpired(loadMilliseconds)) {
        const auto begin = m_loading.begin() + static_cast<std::ptrdiff_t>(m_loaded);
        const std::size_t count = std::min(loadedAtOnce, m_loading.size() - m_loaded);
        // Moved away bit by bit: to free them all at once would take long.
        addRecords(
            {std::make_move_iterator(begin), std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(count))});
        m_loaded += count;
    }
    if (isLoading())
        return m_loadSoon.start();
    m_loading.clear();
    m_loaded = 0;
    emit loaded();
}

void TimelineModel::addRecords(const std::vector<trace::Record>& records)
{
    const std::size_t known = m_timeline.size();
    std::set<std::size_t> changed;
    for (const trace::Record& record : records) {
        const std::size_t before = m_timeline.size();
        const std::size_t step = m_timeline.add(record);
        if (step < known)
            changed.insert(step);
        if (step != before || m_timeline.size() == before)
            continue;
        if (const auto* report = std::get_if<session::Report>(&record.body))
            if (const auto* part = std::get_if<session::MessagePart>(&report->body))
                m_addedHeaderSizes[step] = part->bytes.size();
    }
    insertFrom(known);
    for (const std::size_t step : changed)
        tellChanged(step);
    const std::size_t first = changed.empty() ? known : *changed.begin();
    if (first < m_timeline.size())
        emit grew(commandPlaceOf(first));
}

void TimelineModel::setActivity(Activity activity)
{
    if (activity == m_activity)
        return;
    m_activity = activity;
    if (const auto plugin = openPlugin())
        tellChanged(*plugin);
}

void TimelineModel::setMismatches(std::map<std::size_t, QString> mismatches)
{
    m_mismatches = std::move(mismatches);
    for (const auto& [step, words] : m_mismatches)
        tellChanged(step);
}

QModelIndex TimelineModel::indexOf(std::size_t step, int column) const
{
    return step < m_nodes.size() ? createIndex(m_nodes[step].row, column, step) : QModelIndex();
}

std::size_t TimelineModel::commandPlaceOf(std::size_t step) const
{
    const std::size_t command = trace::commandOf(m_timeline.steps(), step);
    return static_cast<std::size_t>(std::ranges::lower_bound(m_roots, command) - m_roots.begin());
}

std::optional<std::size_t> TimelineModel::openPlugin() const
{
    for (std::size_t step = m_nodes.size(); step-- > 0;) {
        const Step& each = m_timeline.steps()[step];
        if (each.kind == StepKind::Plugin && each.outcome == Outcome::Running)
            return step;
        if (!each.parent)
            break; // only the newest client line can have one
    }
    return std::nullopt;
}

std::vector<plugin::EnvironmentChange> TimelineModel::environmentChanges(std::size_t step) const
{
    return m_timeline.environmentChanges(step);
}

VariableOrigin TimelineModel::originOf(std::size_t step, std::string_view variable) const
{
    if (m_timeline.isByHand(step, variable))
        return {tr("by hand"), tr("It was changed while the session was held, for this run of the plugin."),
                std::nullopt};
    const trace::VariableSetter* setter = m_timeline.setterOf(step, variable);
    if (setter == nullptr || !setter->step)
        return {tr("only for this run"), tr("The server gave it to this program alone."), std::nullopt};
    if (setter->record == 0)
        return {tr("from the start"), tr("It was there when the client connected."), std::nullopt};
    const Step& by = m_timeline.steps()[*setter->step];
    const QString time = formatDuration(setter->at);
    const trace::StepLine place{*setter->step, setter->line};
    if (!by.plugin)
        return {tr("the server, %1").arg(time),
                tr("The server did it %1 after the connection, at “%2”.").arg(time, stepTitle(by)), place};
    const QString name = QString::fromStdString(by.title);
    const QString command = stepTitle(m_timeline.steps()[trace::commandOf(m_timeline.steps(), *setter->step)]);
    return {QStringLiteral("%1, %2").arg(name, time),
            tr("%1 did it %2 after the connection, at “%3”.").arg(name, time, command), place};
}

std::size_t TimelineModel::addedHeaderSize(std::size_t messageStep) const
{
    const auto found = m_addedHeaderSizes.find(messageStep);
    return found == m_addedHeaderSizes.end() ? 0 : found->second;
}

QString TimelineModel::outcomeWords(std::size_t step) const
{
    const QString words = plainOutcomeWords(step);
    if (!m_timeline.steps()[step].meant)
        return words;
    return words.isEmpty() ? tr("by hand") : tr("by hand: %1").arg(words);
}

/// Whoever made it so.
QString TimelineModel::plainOutcomeWords(std::size_t step) const
{
    const Step& each = m_timeline.steps()[step];
    if (const auto mismatch = m_mismatches.find(step); mismatch != m_mismatches.end())
        return mismatch->second;
    if (each.plugin && !each.plugin->whySkipped.empty())
        return tr("not run: %1").arg(QString::fromStdString(each.plugin->whySkipped));
    if (each.outcome == Outcome::Running) {
        switch (m_activity) {
        case Activity::Running: return tr("running");
        case Activity::Held: return each.kind == StepKind::Plugin ? tr("held, press F10") : tr("held");
        case Activity::Over: return tr("stopped");
        }
    }
    if (each.kind == StepKind::Section && each.outcome == Outcome::Accepted)
        return QString::fromUtf8(
            splitSectionTitle(each.title).second); // "accepted unchecked" says more than the outcome
    return QString::fromUtf8(trace::formatOutcome(each.outcome));
}

std::optional<std::chrono::nanoseconds> TimelineModel::took(std::size_t step) const
{
    const Step& each = m_timeline.steps()[step];
    if (each.plugin)
        return each.plugin->resources ? std::optional(each.plugin->resources->wall) : std::nullopt;
    std::optional<std::chrono::nanoseconds> sum;
    if (each.kind == StepKind::Section)
        for (const std::size_t child : m_nodes[step].children)
            if (const auto time = took(child))
                sum = sum.value_or(std::chrono::nanoseconds()) + *time;
    return sum;
}

QModelIndex TimelineModel::index(int row, int column, const QModelIndex& parent) const
{
    const auto& children = childrenOf(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || static_cast<std::size_t>(row) >= children.size())
        return {};
    return createIndex(row, column, children[static_cast<std::size_t>(row)]);
}

QModelIndex TimelineModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const auto above = m_timeline.steps()[stepOf(index)].parent;
    return above ? indexOf(*above) : QModelIndex();
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int TimelineModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const std::size_t step = stepOf(index);
    const Step& each = m_timeline.steps()[step];
    switch (role) {
    case Qt::ToolTipRole: return toolTip(step);
    case OutcomeRole: return static_cast<int>(each.outcome);
    case MismatchRole: return m_mismatches.contains(step);
    case Qt::TextAlignmentRole:
        return index.column() == TookColumn ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
                                            : QVariant();
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case StepColumn: return stepTitle(each);
    case OutcomeColumn: return outcomeWords(step);
    case TookColumn: break;
    }
    const auto time = took(step);
    return time ? formatDuration(*time) : QString();
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == TookColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn: return tr("Step");
    case OutcomeColumn: return tr("Outcome");
    case TookColumn: return tr("Took");
    }
    return {};
}

const std::vector<std::size_t>& TimelineModel::childrenOf(const QModelIndex& parent) const
{
    return parent.isValid() ? m_nodes[stepOf(parent)].children : m_roots;
}

/// The steps that are new in the timeline become rows, all new children of one parent at once; parents come before their children.
void TimelineModel::insertFrom(std::size_t first)
{
    constexpr std::ptrdiff_t noParent = -1;
    std::map<std::ptrdiff_t, std::vector<std::size_t>> added;
    for (std::size_t step = first; step < m_timeline.size(); ++step) {
        const auto parent = m_timeline.steps()[step].parent;
        added[parent ? static_cast<std::ptrdiff_t>(*parent) : noParent].push_back(step);
    }
    m_nodes.resize(m_timeline.size());
    for (const auto& [parent, steps] : added) {
        auto& children = parent == noParent ? m_roots : m_nodes[static_cast<std::size_t>(parent)].children;
        int row = static_cast<int>(children.size());
        beginInsertRows(parent == noParent ? QModelIndex() : indexOf(static_cast<std::size_t>(parent)), row,
                        row + static_cast<int>(steps.size()) - 1);
        for (const std::size_t step : steps)
            m_nodes[step].row = row++;
        children.insert(children.end(), steps.begin(), steps.end());
        endInsertRows();
    }
}

/// A section's words and time depend on its plugins, so the rows above change too.
void TimelineModel::tellChanged(std::size_t step)
{
    for (std::optional<std::size_t> each = step; each; each = m_timeline.steps()[*each].parent)
        emit dataChanged(indexOf(*each), indexOf(*each, ColumnCount - 1));
}

QString TimelineModel::toolTip(std::size_t step) const
{
    const Step& each = m_timeline.steps()[step];
    const QString words = outcomeWords(step);
    const QString began = tr("%1 after the connection").arg(formatDuration(each.began));
    const QString title = stepTitle(each).left(maxToolTipTitle);
    QStringList parts{title, words.isEmpty() ? began : QStringLiteral("%1, %2").arg(words, began)};
    if (each.meant)
        parts.append(tr("It would have been: %1").arg(shownLine(*each.meant).left(maxToolTipTitle)));
    // Tool tips take text that looks like HTML for HTML.
    for (QString& part : parts)
        part = QStringLiteral("<p>%1</p>").arg(part.toHtmlEscaped());
    return parts.join(QString());
}

} // namespace spp::workbench
