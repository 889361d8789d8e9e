// SPDX-License-Identifier: MIT
#include "app/workbench/models/message_model.h"

#include "app/workbench/models/words.h"
#include "core/base/text.h"

namespace spp::workbench
{

namespace
{

/// More lines of a header than this belong to no mail that anybody reads.
constexpr std::size_t maxHeaderLines = 1000;

/// The client's header, line by line, and where its body begins.
std::size_t splitHeader(std::string_view text, std::vector<std::string_view>& lines)
{
    std::size_t start = 0;
    while (start < text.size() && lines.size() < maxHeaderLines) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        start = std::min(end + 1, text.size());
        if (line.empty())
            return start;
        lines.push_back(line);
    }
    return start;
}

} // namespace

MessageModel::MessageModel(QObject* parent) : QAbstractTableModel(parent) {}

void MessageModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_body.clear();
    m_cut = 0;
    endResetModel();
}

void MessageModel::show(const trace::Timeline& timeline, const trace::QueuedMessage& message)
{
    QList<Row> rows = envelopeRows(timeline, message);
    for (const trace::AddedHeader& header : message.added)
        rows.append(rowOf(timeline, tr("Header"), shownLine(header.text), tr("server"), header.step));
    std::vector<std::string_view> lines;
    const std::size_t body = splitHeader(message.text, lines);
    for (const std::string_view line : lines)
        rows.append({tr("Header"), shownLine(line), tr("client"), {}, {}});
    m_cut = message.cut;
    m_body.assign(message.text, body);
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QList<MessageModel::Row> MessageModel::envelopeRows(const trace::Timeline& timeline,
                                                    const trace::QueuedMessage& message)
{
    QList<Row> rows;
    const auto add = [&](const QString& part, const std::string& address) {
        const auto changed = message.changed.find(address);
        const auto step = changed == message.changed.end() ? std::nullopt : std::optional(changed->second);
        rows.append(rowOf(timeline, part, QStringLiteral("<%1>").arg(shownLine(address)), tr("client"), step));
    };
    add(tr("Sender"), message.envelope.sender);
    for (const std::string& recipient : message.envelope.recipients)
        add(tr("Recipient"), recipient);
    return rows;
}

/// @param step of the plugin that it is from, if it is not from the author
MessageModel::Row MessageModel::rowOf(const trace::Timeline& timeline, const QString& part, const QString& text,
                                      const QString& author, std::optional<std::size_t> step)
{
    Row row{part, text, author, {}, step};
    if (step) {
        const auto& call = timeline.steps()[*step].plugin->call;
        row.author = shownLine(call.line);
        row.place = QString::fromStdString(call.place);
    }
    return row;
}

int MessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MessageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[index.row()];
    if (role == AddedRole)
        return row.step.has_value();
    if (role == Qt::ToolTipRole)
        return QStringLiteral("<p>%1</p>").arg(row.text.toHtmlEscaped());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case PartColumn: return row.part;
    case TextColumn: return row.text;
    case AuthorColumn: return row.author;
    case PlaceColumn: break;
    }
    return lastPartOf(row.place.toStdString());
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PartColumn: return tr("Part");
    case TextColumn: return tr("As it is queued");
    case AuthorColumn: return tr("Who wrote it");
    case PlaceColumn: return tr("Place");
    }
    return {};
}

QString describeMessage(const trace::Timeline& timeline, const trace::MessagePlace& place, std::size_t number)
{
    const QString state =
        place.queue ? QString::fromStdString(timeline.steps()[*place.queue].title) : MessageModel::tr("Not yet queued");
    return MessageModel::tr("Message %1: %2").arg(QString::number(number), state);
}

} // namespace spp::workbench
