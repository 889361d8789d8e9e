// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/objections_model.h"

#include "app/workbench/models/words.h"
#include "core/base/text.h"
#include "core/trace/links.h"

#include <algorithm>

namespace spp::workbench
{

using trace::Outcome;

namespace
{

QString firstLineOf(std::string_view reply)
{
    const auto lines = text::lines(reply);
    if (lines.empty())
        return {};
    const QString first = shownLine(text::trimEnd(lines.front().substr(0, lines.front().find('\r'))));
    return lines.size() == 1 ? first
                             : QObject::tr("%1  (+ %2)").arg(first, formatCount(lines.size() - 1, QObject::tr("line")));
}

} // namespace

ObjectionsModel::ObjectionsModel(std::span<const trace::Step> steps, std::size_t deciding, QObject* parent)
    : QAbstractTableModel(parent), m_decision(steps[deciding].outcome), m_decisionLog(steps[deciding].plugin->log)
{
    m_rows.push_back({shownLine(steps[deciding].plugin->call.line), std::nullopt});
    for (const std::string& line : debug::pluginsNotAsked(steps, deciding))
        m_rows.push_back({shownLine(line), std::nullopt});
    if (const auto reply = trace::replyOf(steps, {deciding, std::nullopt}))
        m_decisionReply = steps[*reply].text;
}

void ObjectionsModel::begin()
{
    for (Row& row : m_rows)
        row.opinion.reset();
    m_heard = 0;
    m_stage = Stage::Asking;
    tellChanged();
}

void ObjectionsModel::add(const debug::Opinion& opinion)
{
    if (m_heard < m_rows.size())
        m_rows[m_heard++].opinion = opinion;
    tellChanged();
}

void ObjectionsModel::end()
{
    m_stage = Stage::Over;
    tellChanged();
}

QString ObjectionsModel::summary() const
{
    const auto objections = std::count_if(m_rows.begin() + 1, m_rows.end(),
                                          [](const Row& row) { return row.opinion && row.opinion->objects(); });
    const auto asked = m_heard == 0 ? 0 : m_heard - 1;
    if (m_stage == Stage::NotAsked)
        return tr("%1 not asked yet.").arg(formatCount(m_rows.size() - 1, tr("plugin")));
    if (m_stage == Stage::Asking)
        return tr("%1 of %2 asked so far.").arg(asked).arg(m_rows.size() - 1);
    return tr("%1 of %2 that were asked would have objected, too.").arg(objections).arg(asked);
}

std::string ObjectionsModel::log(int row) const
{
    const auto& opinion = m_rows[static_cast<std::size_t>(row)].opinion;
    if (opinion)
        return opinion->answer.log;
    return row == 0 ? m_decisionLog : std::string();
}

int ObjectionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ObjectionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ObjectionsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == OutcomeRole)
        return static_cast<int>(outcome(index.row()));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    QString words;
    switch (index.column()) {
    case PluginColumn: words = m_rows[static_cast<std::size_t>(index.row())].plugin; break;
    case VerdictColumn: words = verdict(index.row()); break;
    case ReplyColumn: words = reply(index.row()); break;
    }
    // A tool tip takes text that looks like HTML for HTML.
    return role == Qt::DisplayRole || words.isEmpty() ? words : QStringLiteral("<p>%1</p>").arg(words.toHtmlEscaped());
}

QVariant ObjectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PluginColumn: return tr("Plugin");
    case VerdictColumn: return tr("Verdict");
    case ReplyColumn: return tr("Reply");
    }
    return {};
}

QString ObjectionsModel::verdict(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    if (row == 0)
        return tr("%1: this one ended the section").arg(QString::fromUtf8(trace::formatOutcome(m_decision)));
    if (const auto& opinion = m_rows[place].opinion) {
        const QString words = QString::fromUtf8(debug::describe(*opinion));
        return opinion->answer.exit.failed()
                   ? QStringLiteral("%1: %2").arg(words, shownWords(plugin::describe(opinion->answer.exit)))
                   : words;
    }
    switch (m_stage) {
    case Stage::NotAsked: return tr("not asked yet");
    case Stage::Asking:
        return place == std::max<std::size_t>(m_heard, 1) ? tr("is being asked …") : tr("is to be asked");
    case Stage::Over: return place == m_heard ? tr("was stopped") : tr("was not asked");
    }
    return {};
}

QString ObjectionsModel::reply(int row) const
{
    if (row == 0)
        return firstLineOf(m_decisionReply);
    const auto& opinion = m_rows[static_cast<std::size_t>(row)].opinion;
    return opinion ? firstLineOf(opinion->reply) : QString();
}

Outcome ObjectionsModel::outcome(int row) const
{
    if (row == 0)
        return m_decision;
    const auto& opinion = m_rows[static_cast<std::size_t>(row)].opinion;
    if (!opinion)
        return Outcome::Skipped;
    if (opinion->answer.exit.failed())
        return Outcome::Failed;
    if (opinion->verdict == session::Verdict::Disconnect)
        return Outcome::Disconnected;
    return opinion->objects() ? trace::outcomeOfReply(opinion->reply) : Outcome::Accepted;
}

void ObjectionsModel::tellChanged()
{
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace spp::workbench
