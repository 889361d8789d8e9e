// SPDX-License-Identifier: MIT
#include "app/workbench/models/dialog_words.h"

#include "core/guide/smtp_words.h"

#include <QCoreApplication>

#include <array>

namespace spp::workbench
{

namespace
{

struct DialogWord
{
    const char* text;
    const char* about;
};

template <std::size_t count>
QList<Proposal> proposalsOf(const std::array<DialogWord, count>& words)
{
    QList<Proposal> proposals;
    for (const auto& [text, about] : words)
        proposals.append({QString::fromLatin1(text), QCoreApplication::translate("DialogWords", about)});
    return proposals;
}

constexpr auto keywordTable = std::to_array<DialogWord>({
    {"C: ", "the client says this line"},
    {"S: ", "the reply begins so"},
    {"title ", "what the dialog shows"},
    {"dialect ", "which program the server answers like"},
    {"home ", "the qmail home, relative to this file"},
    {"env ", "NAME=value in the session's environment"},
    {"C+ ", "the client says this together with the next line"},
    {"S= ", "the reply is this"},
    {"S* ", "the reply fits these wildcards"},
    {"S~ ", "the reply has this regular expression in it"},
    {"answer ", "what a plugin prints, in its place"},
    {"auth ", "logins: accept or refuse"},
    {"client ", "the client's address and host name"},
    {"clock ", "the time that it is, and stays"},
    {"control ", "a line of a control file, in a copy of the home"},
    {"dns ", "a file with the answers to DNS look-ups"},
    {"expect ", "of a plugin, the environment, the queue"},
    {"fault ", "what goes wrong with a plugin"},
    {"hangup", "the client goes away"},
    {"include ", "another file's lines"},
    {"let ", "gives a name to a text, for ${name}"},
    {"message ", "a file is the message, behind DATA"},
    {"pause ", "before the next line"},
    {"plugin ", "a section and a line of smtpplugins, in a copy of the home"},
    {"private-home", "plugins see a copy of the home at /var/qmail"},
    {"relay", "RELAYCLIENT is set"},
    {"session ", "another connection, to the same home"},
    {"tls", "STARTTLS succeeds"},
});

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QList<Proposal> dialogKeywords()
{
    return proposalsOf(keywordTable);
}

QList<Proposal> smtpCommands()
{
    QList<Proposal> proposals;
    for (const auto& [text, about] : guide::smtpCommands())
        proposals.append({fromUtf8(text), fromUtf8(about)});
    return proposals;
}

QList<Proposal> replyCodes()
{
    QList<Proposal> proposals;
    for (const auto& reply : guide::replyCodes())
        proposals.append({fromUtf8(reply.code), fromUtf8(reply.brief)});
    return proposals;
}

QList<Proposal> dialectNames()
{
    QList<Proposal> names;
    for (const auto& dialect : session::dialects())
        names.append({fromUtf8(dialect.name), fromUtf8(dialect.about)});
    return names;
}

} // namespace spp::workbench
