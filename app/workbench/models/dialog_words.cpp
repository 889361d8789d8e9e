// SPDX-License-Identifier: MIT
#include "app/workbench/models/dialog_words.h"

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

constexpr auto commandTable = std::to_array<DialogWord>({
    {"EHLO ", "the client's name; asks for extensions"},
    {"HELO ", "the client's name"},
    {"MAIL FROM:<", "the sender; begins a transaction"},
    {"RCPT TO:<", "a recipient"},
    {"DATA", "the message follows, up to a line with a dot"},
    {"BDAT ", "a part of the message, of so many bytes (CHUNKING)"},
    {"RSET", "gives up the transaction"},
    {"NOOP", "nothing"},
    {"AUTH PLAIN ", "a login in one line"},
    {"AUTH LOGIN", "a login, asked for name and password"},
    {"AUTH CRAM-MD5", "a login that does not send the password"},
    {"STARTTLS", "TLS begins"},
    {"VRFY ", "is there such an address?"},
    {"HELP", "what the server says of itself"},
    {"QUIT", "ends the session"},
});

constexpr auto replyTable = std::to_array<DialogWord>({
    {"220", "greeting; ready for TLS"},
    {"221", "goodbye"},
    {"235", "logged in"},
    {"250", "done"},
    {"334", "a login goes on"},
    {"354", "send the message"},
    {"421", "not available; the connection closes"},
    {"451", "not now: trouble here"},
    {"452", "not now: too many"},
    {"500", "no such command"},
    {"501", "an argument that is no good"},
    {"502", "no such command here"},
    {"503", "not in this order"},
    {"535", "the login is refused"},
    {"550", "refused: no such mailbox, or policy"},
    {"552", "too large"},
    {"553", "this address is not allowed"},
    {"554", "refused"},
    {"555", "parameters that are not known"},
});

} // namespace

QList<Proposal> dialogKeywords()
{
    return proposalsOf(keywordTable);
}

QList<Proposal> smtpCommands()
{
    return proposalsOf(commandTable);
}

QList<Proposal> replyCodes()
{
    return proposalsOf(replyTable);
}

QList<Proposal> dialectNames()
{
    QList<Proposal> names;
    for (const auto& dialect : session::dialects())
        names.append({QString::fromUtf8(dialect.name.data(), static_cast<qsizetype>(dialect.name.size())),
                      QString::fromUtf8(dialect.about.data(), static_cast<qsizetype>(dialect.about.size()))});
    return names;
}

} // namespace spp::workbench
