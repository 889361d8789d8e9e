// SPDX-License-Identifier: MIT
#include "app/workbench/models/session_model.h"

#include "app/workbench/models/words.h"

#include <QStringList>

#include <utility>

namespace spp::workbench
{

namespace
{

QString shownAddress(std::string_view address)
{
    return QStringLiteral("<%1>").arg(shownLine(address));
}

QString shownLines(const std::vector<std::string>& texts)
{
    QStringList lines;
    for (const auto& text : texts)
        lines.append(shownLine(text));
    return lines.join(u'\n');
}

QString shownRecipients(const session::Envelope& transaction)
{
    QStringList lines;
    for (const auto& recipient : transaction.recipients)
        lines.append(shownAddress(recipient));
    return lines.join(u'\n');
}

} // namespace

SessionModel::SessionModel(QObject* parent) : QAbstractTableModel(parent) {}

void SessionModel::show(const session::SessionState& state, const session::Dialect* dialect)
{
    QList<Row> rows = rowsOf(state, dialect);
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QList<SessionModel::Row> SessionModel::rowsOf(const session::SessionState& state, const session::Dialect* dialect)
{
    QList<Row> rows;
    if (dialect != nullptr)
        rows.append({tr("Answers like"), QString::fromUtf8(dialect->name)});
    rows.append({tr("Plugins"), state.pluginsOn ? tr("on") : tr("off for the rest of the session")});
    addClient(state, rows);
    addTransaction(state, rows);
    addKept(state, rows);
    rows.append({tr("Relaying"), state.relaySuffix ? tr("allowed") : tr("only for the domains in rcpthosts")});
    if (state.relaySuffix && !state.relaySuffix->empty())
        rows.last().value += tr("; “%1” is appended to each recipient").arg(shownLine(*state.relaySuffix));
    rows.append(
        {tr("Queue program"), state.queueProgram ? shownLine(*state.queueProgram) : tr("chosen at the first DATA")});
    return rows;
}

void SessionModel::addClient(const session::SessionState& state, QList<Row>& rows)
{
    rows.append({tr("Client's name"), state.helo ? shownLine(*state.helo) : tr("no HELO or EHLO yet")});
    if (state.heloIsBad || state.heloIsBadForStrangers)
        rows.last().value += tr("\nis in badhelo");
    if (state.refused)
        rows.append({tr("Connection"), tr("refused: only QUIT is taken")});
    if (state.cipher)
        rows.append({tr("Encryption"), shownLine(*state.cipher)});
    if (state.login)
        rows.append({tr("Logged in"), shownLine(*state.login)});
    if (state.loginFailures > 0)
        rows.append({tr("Refused logins"), QString::number(state.loginFailures)});
    if (state.errors > 0)
        rows.append({tr("Lines that are no commands"), QString::number(state.errors)});
}

void SessionModel::addTransaction(const session::SessionState& state, QList<Row>& rows)
{
    const auto& transaction = state.transaction;
    QString sender = transaction ? shownAddress(transaction->sender) : tr("no MAIL yet");
    if (state.senderIsBad)
        sender += tr("\nis in badmailfrom: every RCPT is refused");
    rows.append({tr("Sender"), sender});
    rows.append({tr("Recipients"), tr("%1 accepted of %2").arg(state.rcptCount).arg(state.rcptCountAll)});
    if (transaction && !transaction->recipients.empty())
        rows.last().value += u'\n' + shownRecipients(*transaction);
    if (state.badRecipients > 0)
        rows.append({tr("Unknown recipients"), QString::number(state.badRecipients)});
    rows.append({tr("Headers to add"), state.headers.empty() ? tr("none") : shownLines(state.headers)});
}

/// What plugins have said for later.
void SessionModel::addKept(const session::SessionState& state, QList<Row>& rows)
{
    if (!state.heldReplies.empty())
        rows.append({tr("Kept for the next reply"), shownLines(state.heldReplies)});
    for (const auto& [name, later] :
         {std::pair{tr("Kept for MAIL"), &state.laterMail}, std::pair{tr("Kept for RCPT"), &state.laterRcpt},
          std::pair{tr("Kept for DATA"), &state.laterData}})
        if (!later->empty())
            rows.append({name, shownLines(later->texts)});
}

int SessionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SessionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SessionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role != Qt::DisplayRole)
        return {};
    const Row& row = m_rows[index.row()];
    return index.column() == NameColumn ? row.name : row.value;
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Session") : tr("After this step");
}

} // namespace spp::workbench
