// SPDX-License-Identifier: MIT
#include "tests/smtpd/mails.h"

#include "tests/smtpd/client.h"

#include <QRegularExpression>
#include <QTest>

namespace spp::test
{

using namespace Qt::StringLiterals;

namespace
{

QList<Mail> makeMails()
{
    const QByteArray head =
        "From: Sender <sender@example.net>\nTo: user@example.org\nDate: Thu, 01 Jan 2026 00:00:00 +0000\n"
        "Message-ID: <1@example.net>\nSubject: test\n";
    QByteArray everyByte;
    for (int byte = 0x80; byte < 0x100; ++byte)
        everyByte += char(byte);
    return {
        {"dots", head + "\n.\n..\n.leading\nin.side\n...\n.\nlast\n"},
        {"8-bit bytes", head + "\nUTF-8: Grüße\nbytes: " + everyByte + "\n"},
        {"long lines", head + "\n" + QByteArray(20'000, 'x') + "\n" + QByteArray(998, '.') + "\n"},
        {"an empty body", head + "\n"},
        {"blank lines at the end", head + "\nhello\n\n\n\n"},
        {"no line end at the end", head + "\nhello\nlast"},
        {"From at a line’s start", head + "\nFrom here on\n>From there\n"},
        {"large", head + "\n" + ".a line like many others\n"_ba.repeated(20'000)},
    };
}

} // namespace

const QList<Mail>& mails()
{
    static const QList<Mail> all = makeMails();
    return all;
}

void addMailRows()
{
    QTest::addColumn<QByteArray>("message");
    for (const Mail& mail : mails())
        QTest::newRow(mail.what) << mail.bytes;
}

QByteArray sendMessage(QIODevice& server, const QByteArray& message)
{
    QByteArray bytes = message.endsWith('\n') ? message : message + "\n";
    bytes.replace("\n.", "\n..").replace("\n", "\r\n");
    server.write(bytes);
    return ask(server, ".");
}

/// SMTP has no message whose last line is not ended.
QByteArray headAbove(const QByteArray& message, const QByteArray& bytes)
{
    const QByteArray sent = message.endsWith('\n') ? message : message + "\n";
    if (!bytes.endsWith(sent))
        return {};
    static const QRegularExpression headerLines("\\A([^\\s:]+: .*\\n([ \\t].*\\n)*)+\\z");
    const QByteArray head = bytes.chopped(sent.size());
    return headerLines.match(QString::fromLatin1(head)).hasMatch() ? head : QByteArray();
}

} // namespace spp::test
