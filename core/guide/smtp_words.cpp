// SPDX-License-Identifier: MIT
#include "core/guide/smtp_words.h"

#include <algorithm>
#include <array>

namespace spp::guide
{

namespace
{

constexpr auto commandTable = std::to_array<SmtpCommand>({
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

constexpr auto replyTable = std::to_array<ReplyCode>({
    {"211", "a status", "An answer to HELP that tells of the system itself. Seldom seen."},
    {"214", "help", "The answer to HELP."},
    {"220", "greeting; ready for TLS",
     "The server is ready: the first thing that it says, and its answer to STARTTLS. A plugin of [connection] that "
     "prints E or R sends its text in place of the greeting."},
    {"221", "goodbye", "The answer to QUIT; the server closes the connection behind it."},
    {"235", "logged in", "AUTH has succeeded, and so have the plugins of [auth]."},
    {"250", "done",
     "The command was carried out. Behind the final dot of a message: the queue has it, and from now on "
     "the server is responsible for it."},
    {"251", "the user is elsewhere, and the mail is passed on", "An answer to RCPT, by servers that forward mail."},
    {"252", "not looked up", "The usual answer to VRFY: whether there is such a mailbox, RCPT will tell."},
    {"334", "a login goes on", "AUTH asks for the next line of the login; the text behind it is Base64."},
    {"354", "send the message", "The answer to DATA. The client sends the message, and a line with a dot alone."},
    {"421", "not available; the connection closes",
     "The server ends the session, whatever was asked: it can't read its control files, the client was silent for too "
     "long, or there were too many of something. Clients come again later."},
    {"432", "the password has expired", "Of AUTH: it must be changed first."},
    {"450", "the mailbox is busy",
     "Not now: it is in use, or policy wants the client to come again. Greylisting says "
     "it often."},
    {"451", "not now: trouble here",
     "A fault of the server's own. qmail-spp says it when a plugin could not be run, has crashed or exits with 120; "
     "qmail when the queue can't take the message. Plugins print it for whatever may be better later."},
    {"452", "not now: too many",
     "No room, or too many recipients in one transaction: the client may send the rest in "
     "another one."},
    {"454", "not now: TLS or login", "STARTTLS or AUTH can't be had at the moment."},
    {"455", "parameters that can't be met now", "Parameters of MAIL or RCPT that the server knows, but not now."},
    {"500", "no such command", "A command that is not known, or a line that is too long."},
    {"501", "an argument that is no good", "The command is known; what stands behind it is not understood."},
    {"502", "no such command here",
     "A command that the server knows of and does not have. qmail says it to every "
     "command that is unknown."},
    {"503", "not in this order", "RCPT before MAIL, DATA before RCPT, a second AUTH."},
    {"504", "a parameter that is not there", "Such as a method of AUTH that the server does not have."},
    {"521", "takes no mail", "A host that never takes mail says it in place of the greeting (RFC 7504)."},
    {"530", "a login, or TLS, is wanted first",
     "The command is refused until the client has logged in, or has begun "
     "TLS."},
    {"534", "that login is too weak", "Another method of AUTH is wanted."},
    {"535", "the login is refused", "Name and password do not belong together."},
    {"538", "a login wants TLS", "The method of AUTH that was chosen needs an encrypted connection."},
    {"550", "refused: no such mailbox, or policy",
     "The command is refused for good: there is no such mailbox, or the server's policy is against it. What most "
     "plugins print."},
    {"551", "the user is elsewhere, and the mail is not passed on", "The client may try the address that is named."},
    {"552", "too large",
     "The message is larger than the server takes, or the mailbox is full. Some clients take it "
     "behind RCPT for 452."},
    {"553", "this address is not allowed",
     "The form of an address is refused, or what it is. qmail says it to recipients outside rcpthosts and to senders "
     "in badmailfrom."},
    {"554", "refused",
     "The transaction has failed; of a message: it is refused, often for what is in it. In place of the greeting: this "
     "client gets no service."},
    {"555", "parameters that are not known", "Parameters of MAIL or RCPT that the server does not have."},
    {"556", "the domain takes no mail", "The domain of the address says so in DNS (null MX, RFC 7505)."},
});

struct StatusRow
{
    std::string_view code; ///< without its class
    std::string_view meaning;
};

constexpr auto subjectTable = std::to_array<StatusRow>({
    {"0", "nothing more is known"},
    {"1", "about an address"},
    {"2", "about a mailbox"},
    {"3", "about the mail system of the recipient"},
    {"4", "about the network and its routes"},
    {"5", "about the protocol"},
    {"6", "about what is in the message"},
    {"7", "about security or policy"},
});

constexpr auto detailTable = std::to_array<StatusRow>({
    {"0.0", "no more than its class"},
    {"1.0", "something is wrong with the address"},
    {"1.1", "there is no such mailbox"},
    {"1.2", "there is no such domain, or it can't be reached"},
    {"1.3", "the form of the recipient's address is no good"},
    {"1.4", "the recipient's address may mean several mailboxes"},
    {"1.5", "the recipient's address is valid"},
    {"1.6", "the mailbox has moved, and mail is not passed on"},
    {"1.7", "the form of the sender's address is no good"},
    {"1.8", "the sender's domain does not exist, or can't be written to"},
    {"1.10", "the recipient's domain takes no mail (null MX)"},
    {"2.0", "something is wrong with the mailbox"},
    {"2.1", "the mailbox is switched off"},
    {"2.2", "the mailbox is full"},
    {"2.3", "the message is longer than the mailbox takes"},
    {"2.4", "a mailing list can't be expanded"},
    {"3.0", "something is wrong with the recipient's system"},
    {"3.1", "the recipient's system has no room"},
    {"3.2", "the recipient's system takes no mail at the moment"},
    {"3.3", "the recipient's system can't do what the message needs"},
    {"3.4", "the message is too big"},
    {"3.5", "the system is set up wrongly"},
    {"4.0", "something is wrong with the network"},
    {"4.1", "the host does not answer"},
    {"4.2", "the connection broke"},
    {"4.3", "a directory, mostly DNS, can't be asked"},
    {"4.4", "there is no route to the host"},
    {"4.5", "too much is going on"},
    {"4.6", "the message goes round in circles"},
    {"4.7", "it took too long to deliver"},
    {"5.0", "something is wrong with the protocol"},
    {"5.1", "the command does not fit here, or is not known"},
    {"5.2", "the command is not understood"},
    {"5.3", "too many recipients"},
    {"5.4", "the command's arguments are no good"},
    {"5.5", "another version of the protocol is wanted"},
    {"5.6", "a line of a login is too long"},
    {"6.0", "something is wrong with what is in the message"},
    {"6.1", "that kind of content is not supported"},
    {"6.2", "the content would have to be converted, and may not be"},
    {"6.3", "the content would have to be converted, and can't be"},
    {"6.6", "the content can't be had"},
    {"6.7", "addresses outside ASCII are not supported there (SMTPUTF8)"},
    {"7.0", "security or policy, and no more is said"},
    {"7.1", "policy does not allow it"},
    {"7.2", "the sender may not write to this mailing list"},
    {"7.3", "security would have to be converted, and can't be"},
    {"7.4", "that security is not supported"},
    {"7.5", "encryption has failed"},
    {"7.6", "that encryption is not supported"},
    {"7.7", "the message was changed on its way"},
    {"7.8", "the login is not right"},
    {"7.9", "the method of the login is too weak"},
    {"7.10", "encryption is wanted first"},
    {"7.11", "that method of a login wants encryption"},
    {"7.12", "the password must be changed first"},
    {"7.13", "the user's account is switched off"},
    {"7.20", "there is no DKIM signature that holds"},
    {"7.23", "SPF does not allow this client to send for the domain"},
    {"7.24", "SPF could not be looked up"},
    {"7.25", "the client has no host name by reverse look-up"},
    {"7.26", "several checks of the sender have failed"},
    {"7.27", "the sender's domain takes no mail (null MX)"},
    {"7.28", "this looks like a flood of mail"},
});

const StatusRow* findRow(std::span<const StatusRow> rows, std::string_view code)
{
    const auto found = std::ranges::find(rows, code, &StatusRow::code);
    return found == rows.end() ? nullptr : &*found;
}

bool isNumber(std::string_view part)
{
    return !part.empty() && part.size() <= 3 && part.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

std::span<const SmtpCommand> smtpCommands()
{
    return commandTable;
}

std::span<const ReplyCode> replyCodes()
{
    return replyTable;
}

std::optional<std::string_view> meaningOfClass(char digit)
{
    switch (digit) {
    case '2': return "done";
    case '3': return "go on: more is wanted";
    case '4': return "not now: the client keeps the message and tries again later";
    case '5': return "never: the client gives up, and tells the sender";
    default: return std::nullopt;
    }
}

std::string meaningOfEnhancedCode(std::string_view code)
{
    const auto first = code.find('.');
    const auto second = code.find('.', std::min(first, code.size() - 1) + 1);
    if (first != 1 || second == std::string_view::npos || (code[0] != '2' && code[0] != '4' && code[0] != '5'))
        return {};
    const std::string_view subject = code.substr(2, second - 2);
    if (!isNumber(subject) || !isNumber(code.substr(second + 1)))
        return {};
    std::string words(*meaningOfClass(code[0]));
    if (const auto* detail = findRow(detailTable, code.substr(2)))
        return words + "; " + std::string(detail->meaning);
    const auto* about = findRow(subjectTable, subject);
    return words + "; " + (about ? std::string(about->meaning) : "what it is about is not registered");
}

} // namespace spp::guide
