// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/client_message.h"

#include "app/workbench/models/words.h"
#include "core/scenario/message.h"
#include "core/scenario/run_dialog.h"

#include <QObject>

#include <algorithm>
#include <string>

namespace spp::workbench
{

Result<void> ClientMessage::applyTo(scenario::Dialog& dialog) const
{
    switch (source) {
    case Source::Dialog: break;
    case Source::File: return scenario::useMessageFile(dialog, file.toStdString());
    case Source::Composed: scenario::useMessage(dialog, scenario::formatMessage(text.toStdString())); break;
    }
    return {};
}

QString sampleMessage()
{
    return QStringLiteral(
        "From: Alice <alice@example.net>\n"
        "To: Bob <bob@example.org>\n"
        "Subject: Lunch on Friday\n"
        "Date: Mon, 02 Mar 2026 10:15:00 +0000\n"
        "Message-ID: <lunch.1@example.net>\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        "\n"
        "Shall we have lunch on Friday?\n");
}

QString describeSize(const QString& message)
{
    const std::string sent = scenario::formatMessage(message.toStdString());
    const auto lines = static_cast<std::size_t>(std::count(sent.begin(), sent.end(), '\n'));
    // The closing dot is no part of the message.
    return QObject::tr("%1, %2 as it is sent")
        .arg(formatCount(lines, QObject::tr("line")), formatCount(sent.size() - 1, QObject::tr("byte")));
}

} // namespace spp::workbench
