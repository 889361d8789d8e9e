// SPDX-License-Identifier: MIT
#include "core/check/section_guide.h"

namespace spp::check
{

using control::Section;

namespace
{

std::string_view meaningOfOk(Section section)
{
    switch (section) {
    case Section::Mail: return "like N, and the sender is not looked up in badmailfrom";
    case Section::Rcpt: return "like N, and the recipient is not looked up in rcpthosts: mail for any domain is taken";
    case Section::Helo: return "like N, and the server does not check the name itself, where the dialect would";
    case Section::Connection:
    case Section::Pass:
    case Section::Data:
    case Section::Auth: return "like N: there is no check of the server's own here";
    }
    return {};
}

std::string_view meaningOfError(Section section, const session::Dialect& dialect)
{
    switch (section) {
    case Section::Connection:
        return dialect.staysRefused ? "refuse: the text is sent instead of the greeting, and only QUIT is taken"
                                    : "the text is sent instead of the greeting; the session goes on all the same";
    case Section::Helo: return "refuse the greeting; the client's name stays what it was";
    case Section::Mail: return "refuse the sender";
    case Section::Rcpt:
    case Section::Pass: return "refuse this recipient; the client may name others";
    case Section::Data: return "refuse the message before it is sent";
    case Section::Auth: return "refuse the login";
    }
    return {};
}

std::string_view meaningOfChange(Section section, const session::Dialect& dialect)
{
    switch (section) {
    case Section::Mail: return "change the sender's address";
    case Section::Rcpt:
        return dialect.hasPass ? "change the recipient's address, which is then looked up in rcpthosts"
                               : "change the recipient's address; the new one is not looked up in rcpthosts";
    case Section::Pass: return "change the recipient's address; it is not looked up again";
    case Section::Connection:
    case Section::Helo:
    case Section::Data:
    case Section::Auth: return "nothing: there is no address here";
    }
    return {};
}

/// [auth] is not a place in the order: a login may come any time after HELO, and mostly comes before MAIL.
bool isSetIn(Section section, const plugin::Variable& variable)
{
    const bool isOfLogin = variable.name == "SMTPAUTHUSER" || variable.name == "SMTPAUTHMETHOD";
    if (section == Section::Auth)
        return isOfLogin || variable.since == Section::Helo;
    return variable.since && *variable.since <= section;
}

} // namespace

bool hasSection(const session::Dialect& dialect, Section section)
{
    switch (section) {
    case Section::Pass: return dialect.hasPass;
    case Section::Auth: return dialect.auth.offer != session::AuthTraits::Offer::Never;
    case Section::Connection:
    case Section::Helo:
    case Section::Mail:
    case Section::Rcpt:
    case Section::Data: return true;
    }
    return false;
}

std::vector<Section> sectionsOf(const session::Dialect& dialect)
{
    std::vector<Section> sections;
    for (std::size_t each = 0; each < control::sectionCount; ++each)
        if (const auto section = static_cast<Section>(each); hasSection(dialect, section))
            sections.push_back(section);
    return sections;
}

std::optional<Section> findSection(std::string_view name)
{
    for (std::size_t each = 0; each < control::sectionCount; ++each)
        if (const auto section = static_cast<Section>(each); formatSection(section) == name)
            return section;
    return std::nullopt;
}

std::string_view sectionBrief(Section section)
{
    switch (section) {
    case Section::Connection: return "a client has connected; before the greeting";
    case Section::Helo: return "HELO or EHLO";
    case Section::Mail: return "MAIL FROM, the sender";
    case Section::Rcpt: return "RCPT TO, once for each recipient";
    case Section::Pass: return "each recipient that has passed all checks";
    case Section::Data: return "DATA, before the message is sent";
    case Section::Auth: return "a login whose password was right";
    }
    return {};
}

std::string_view sectionWhen(Section section)
{
    switch (section) {
    case Section::Connection: return "Runs once, when a client has connected and before it is greeted.";
    case Section::Helo: return "Runs at each HELO and EHLO, before the client is answered.";
    case Section::Mail:
        return "Runs at each MAIL, once its address is parsed and before the server looks it up in badmailfrom.";
    case Section::Rcpt:
        return "Runs at each RCPT within a transaction. The server has looked up the address in rcpthosts by then; "
               "what it "
               "found counts unless a plugin prints O.";
    case Section::Pass:
        return "Runs for each recipient that neither [rcpt] nor a check of the server's own has refused.";
    case Section::Data:
        return "Runs once for each message, at DATA, when there is a recipient and before the client may send the "
               "message.";
    case Section::Auth: return "Runs at AUTH, when the password program has said yes and before the client is told.";
    }
    return {};
}

std::vector<LetterMeaning> letterMeanings(Section section, const session::Dialect& dialect)
{
    return {{"", "no opinion: the next plugin is asked"},
            {"N", "accept; the section's other plugins are skipped"},
            {"O", meaningOfOk(section)},
            {"A", "accept; no plugin runs again in this session"},
            {"E", meaningOfError(section, dialect)},
            {"R", "send the text and close the connection"},
            {"D", "close the connection without a word"},
            {"P", "send the text ahead of the reply"},
            {"S, U", "set, unset a variable for the rest of the session"},
            {"H", "add a header to the next message"},
            {"C", meaningOfChange(section, dialect)},
            {"LM, LR, LD", "refuse the next MAIL, RCPT, DATA with the text, until RSET"}};
}

std::vector<const plugin::Variable*> sectionVariables(Section section)
{
    std::vector<const plugin::Variable*> result;
    for (const auto& variable : plugin::variables())
        if (isSetIn(section, variable))
            result.push_back(&variable);
    return result;
}

std::string variableSince(const plugin::Variable& variable)
{
    if (!variable.since)
        return {};
    if (*variable.since == Section::Helo)
        return "Set from [helo] on; not in [connection].";
    return "Set from [" + std::string(formatSection(*variable.since)) +
           "] on; in sections before it is not set, or is left from an earlier message.";
}

} // namespace spp::check
