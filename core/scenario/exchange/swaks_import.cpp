// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/swaks_import.h"

#include "core/base/text.h"
#include "core/scenario/exchange/swaks_plan.h"
#include "core/smtp/base64.h"

#include <algorithm>
#include <span>
#include <utility>

namespace spp::scenario
{

namespace
{

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string text;
    for (const auto& word : words)
        text.append(text.empty() ? "" : between).append(word);
    return text;
}

/// Writes the session up to the point where swaks stops.
class SwaksWriter
{
public:
    explicit SwaksWriter(SwaksPlan plan) : m_plan(std::move(plan)) {}

    Imported write()
    {
        gatherRemarks();
        const std::string to = text::printable(m_plan.to.value_or(""));
        m_out.said("title ", "As swaks says it" + (to.empty() ? "" : ": to " + to));
        if (!m_plan.clientAddress.empty())
            m_out.said("client ", m_plan.clientAddress + (m_plan.clientName.empty() ? "" : " " + m_plan.clientName));
        if (m_plan.tls)
            m_out.line("tls");
        if (m_plan.wantsAuth) {
            m_out.line("auth accept");
            if (!m_plan.tls)
                m_out.line("env FORCETLS=0");
        }
        m_out.blank();
        m_out.line("S: 220");
        talk();
        std::string text;
        for (const auto& remark : m_plan.remarks)
            text += "# " + remark + "\n";
        return {text + m_out.take(), std::move(m_plan.remarks)};
    }

private:
    void gatherRemarks()
    {
        auto& remarks = m_plan.remarks;
        if (!m_plan.hasFrom)
            remarks.push_back("swaks takes the sender from where it runs; here it is <" + m_plan.from + ">");
        if (m_plan.wantsAuth && m_plan.user.empty() && m_plan.password.empty())
            remarks.emplace_back("swaks asks for name and password of the login; here they are empty");
        if (!m_plan.clientAddress.empty())
            remarks.emplace_back(
                "what the client says of itself by XCLIENT or PROXY is set as its address and name here");
        else if (!m_plan.clientName.empty())
            m_plan.session.push_back("--xclient-name " + text::printable(m_plan.clientName));
        if (!m_plan.server.empty())
            remarks.push_back("left out, since a scenario names no server: " + joined(m_plan.server, ", ") +
                              "; spp run --against HOST:PORT plays it to one");
        if (!m_plan.output.empty())
            remarks.push_back("left out, since it is about swaks alone: " + joined(m_plan.output, ", "));
        for (const auto& option : m_plan.session)
            remarks.push_back("a scenario can't say this: " + option);
    }

    void say(std::string_view line, std::string_view reply, bool withNext = false)
    {
        m_out.said(withNext ? "C+ " : "C: ", line);
        if (!reply.empty())
            m_out.line("S: " + std::string(reply));
    }

    /// @return the session ends here
    bool stopsAfter(std::string_view point)
    {
        if (m_plan.dropAfter == point) {
            m_out.line("hangup");
            return true;
        }
        if (m_plan.quitAfter == point)
            say("QUIT", "221");
        return m_plan.quitAfter == point;
    }

    void greet() { say((m_plan.protocol == "smtp" ? "HELO " : "EHLO ") + m_plan.helo, "250"); }

    void talk()
    {
        if (stopsAfter("connect"))
            return;
        greet();
        if (stopsAfter("first-helo") || stopsAfter("xclient"))
            return;
        if (m_plan.tls) {
            say("STARTTLS", "220");
            if (stopsAfter("tls"))
                return;
            greet();
        }
        if (stopsAfter("helo"))
            return;
        if (m_plan.wantsAuth) {
            logIn();
            if (stopsAfter("auth"))
                return;
        }
        deliver();
    }

    void logIn()
    {
        const auto has = [&](std::string_view type) { return m_plan.authTypes.find(type) != std::string::npos; };
        if (has("login") && !has("plain")) {
            say("AUTH LOGIN", "334");
            say(smtp::encodeBase64(m_plan.user), "334");
            say(smtp::encodeBase64(m_plan.password), "235");
            return;
        }
        if (!m_plan.authTypes.empty() && !has("plain"))
            m_plan.remarks.push_back("--auth " + text::printable(m_plan.authTypes) +
                                     ": its answers hang on what the server asks; here it is PLAIN");
        const std::string nul(1, '\0');
        say("AUTH PLAIN " + smtp::encodeBase64(nul + m_plan.user + nul + m_plan.password), "235");
    }

    void deliver()
    {
        say("MAIL FROM:<" + m_plan.from + ">", "250", m_plan.pipeline);
        if (stopsAfter("mail"))
            return;
        std::string_view rest = *m_plan.to;
        for (;;) {
            const auto end = std::min(rest.find(','), rest.size());
            say("RCPT TO:<" + std::string(text::trim(rest.substr(0, end))) + ">", "250", m_plan.pipeline);
            if (end == rest.size())
                break;
            rest.remove_prefix(end + 1);
        }
        if (stopsAfter("rcpt"))
            return;
        say("DATA", "354");
        if (stopsAfter("data"))
            return;
        sendMessage();
        if (!stopsAfter("dot"))
            say("QUIT", "221");
    }

    void sendMessage()
    {
        if (!m_plan.messageFile.empty()) {
            m_out.said("message ", m_plan.messageFile);
            m_out.line("S: 250");
            m_plan.remarks.push_back(
                "the message " + text::printable(m_plan.messageFile) +
                " is sent as it stands: words such as %DATE%, and headers of other options, are not "
                "filled in");
            return;
        }
        m_plan.message.from = m_plan.from;
        m_plan.message.to = *m_plan.to;
        bool hasInvented = false;
        for (const auto& line : linesOf(m_plan.message, hasInvented)) {
            if (text::untilNul(line).size() < line.size() || line.find('\r') != std::string::npos)
                m_plan.remarks.push_back("a NUL or CR was left out of the message, in “" +
                                         text::printable(line.substr(0, 60)) + "”");
            std::string clean = line;
            std::erase_if(clean, [](char c) { return c == '\0' || c == '\r'; });
            m_out.said("C: ", clean);
        }
        say(".", "250");
        if (hasInvented)
            m_plan.remarks.emplace_back(
                "swaks fills in the date and the message's name; here they are always the same");
    }

    SwaksPlan m_plan;
    ScenarioText m_out;
};

} // namespace

Result<Imported> importSwaks(const std::vector<std::string>& words)
{
    const bool hasName = !words.empty() && (words.front() == "swaks" || words.front().ends_with("/swaks"));
    const auto options = parseSwaksOptions(std::span(words).subspan(hasName ? 1 : 0));
    if (!options)
        return tl::unexpected<Error>(options.error());
    for (const auto& option : *options)
        for (const std::string* part : {&option.name, &option.value})
            if (option.topic != SwaksTopic::Data && option.topic != SwaksTopic::Body &&
                part->find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
                return fail(Fault::Configuration,
                            shownOption(option) + ": has a line end in it, which would tear the session");
    auto plan = planSwaks(*options);
    if (!plan)
        return tl::unexpected<Error>(plan.error());
    if (text::hasControlByte(plan->messageFile))
        return fail(Fault::Configuration, text::printable(plan->messageFile) + ": a file of that name can't be sent");
    if ((!plan->to || plan->to->empty()) && !stopsBefore(plan->quitAfter, "rcpt") &&
        !stopsBefore(plan->dropAfter, "rcpt"))
        return fail(Fault::Configuration, "--to is missing: whom does swaks write to?");
    if (!plan->to)
        plan->to.emplace();
    return SwaksWriter(std::move(*plan)).write();
}

} // namespace spp::scenario
