// SPDX-License-Identifier: MIT
/// Messages that are easily damaged on their way.
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

namespace spp::test
{

struct Mail
{
    const char* what;
    QByteArray bytes; ///< with the header lines that a client would add, and line ends as in a file
};

const QList<Mail>& mails();

/// The column "message" with all of them.
void addMailRows();

/// From the prompt for the message (354) to the reply to it, which it returns.
QByteArray sendMessage(QIODevice& server, const QByteArray& message);

/// What stands above the message in these bytes, if that is header lines only, and at least one; or else it is null.
QByteArray headAbove(const QByteArray& message, const QByteArray& bytes);

} // namespace spp::test
