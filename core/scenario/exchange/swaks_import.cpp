// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/swaks_import.h"

#include "core/base/text.h"
#include "core/scenario/exchange/swaks_message.h"
#include "core/scenario/exchange/swaks_options.h"
#include "core/smtp/base64.h"

#include <algorithm>
#include <array>
#include <optional>

namespace spp::scenario
{

namespace
{

using Topic = SwaksTopic;

/// What the options come to.
struct SwaksPlan
{
    std::optional<std::string> to;
    std::string from = "sender@example.net";
    bool hasFrom = false;
    std::string helo = "client.example.net";
    std::string protocol = "esmtp";
    SwaksMessage message;
    std::string messageFile; ///< empty: the message above
    std::string quitAfter;
    std::string dropAfter;
    bool wantsAuth = false;
    std::string authTypes;
    std::string user;
    std::string password;
    bool tls = false;
    bool pipeline = false;
    std::string clientAddress;
    std::string clientName;
    std::vector<std::string> output;  ///< options that are left out
    std::vector<std::string> server;  ///< others
    std::vector<std::string> session; ///< and others
    std::vector<std::string> remarks;
};

std::string shown(const SwaksOption& option)
{
    return text::printable(option.name + (option.value.empty() ? "" : " " + option.value));
}

/// One name for what swaks calls by several.
Result<std::string> stopPoint(const SwaksOption& option)
{
    constexpr std::array aliases{std::pair{"ehlo", "helo"},
                                 std::pair{"lhlo", "helo"},
                                 std::pair{"first-ehlo", "first-helo"},
                                 std::pair{"first-lhlo", "first-helo"},
                                 std::pair{"starttls", "tls"},
                                 std::pair{"banner", "connect"},
                                 std::pair{"from", "mail"},
                                 std::pair{"to", "rcpt"}};
    constexpr std::array points{"connect", "first-helo", "xclient", "tls",  "helo",
                                "auth",    "mail",       "rcpt",    "data", "dot"};
    std::string point = text::lower(option.value);
    for (const auto& [alias, name] : aliases)
        if (point == alias)
            point = name;
    if (std::ranges::find(points, point) == points.end())
        return fail(Fault::Configuration, shown(option) + ": swaks stops at no such point");
    return point;
}

/// Takes the options in their order; a later one wins.
class PlanMaker
{
public:
    Result<SwaksPlan> make(const std::vector<SwaksOption>& options)
    {
        for (const auto& option : options)
            if (auto taken = option.isNegated ? forget(option) : take(option); !taken)
                return tl::unexpected<Error>(taken.error());
        return std::move(m_plan);
    }

private:
    Result<void> take(const SwaksOption& option)
    {
        const std::string& value = option.value;
        switch (option.topic) {
        case Topic::To: m_plan.to = value; break;
        case Topic::From:
            m_plan.from = value == "<>" ? "" : value;
            m_plan.hasFrom = true;
            break;
        case Topic::Helo: m_plan.helo = value; break;
        case Topic::Protocol: return takeProtocol(option);
        case Topic::Server: m_plan.server.push_back(shown(option)); break;
        case Topic::Data: takeData(option); break;
        case Topic::Body: takeBody(option); break;
        case Topic::Header: addHeaders(value, m_plan.message.headers); break;
        case Topic::AddHeader: addHeaders(value, m_plan.message.addedHeaders); break;
        case Topic::DataAsItIs: m_plan.message.isAsItIs = true; break;
        case Topic::KeepFrom: m_plan.message.keepsFrom = true; break;
        case Topic::QuitAfter: return takeStop(option, m_plan.quitAfter);
        case Topic::DropAfter: return takeStop(option, m_plan.dropAfter);
        case Topic::DropAfterSend:
            m_plan.remarks.push_back(shown(option) + ": here the client waits for the answer before it goes away");
            return takeStop(option, m_plan.dropAfter);
        case Topic::Auth:
            m_plan.wantsAuth = true;
            m_plan.authTypes = text::lower(value);
            break;
        case Topic::AuthUser:
            m_plan.wantsAuth = true;
            m_plan.user = value == "<>" ? "" : value;
            break;
        case Topic::AuthPassword:
            m_plan.wantsAuth = true;
            m_plan.password = value == "<>" ? "" : value;
            break;
        case Topic::Tls: m_plan.tls = true; break;
        case Topic::TlsOnConnect: m_plan.session.push_back(shown(option)); break;
        case Topic::Pipeline: m_plan.pipeline = true; break;
        case Topic::ClientAddress: m_plan.clientAddress = value; break;
        case Topic::ClientName: m_plan.clientName = value; break;
        case Topic::ClientAttributes: takeAttributes(option); break;
        case Topic::Output: m_plan.output.push_back(shown(option)); break;
        case Topic::Session: m_plan.session.push_back(shown(option)); break;
        }
        return {};
    }

    /// "--no-data": as if it had not been given.
    Result<void> forget(const SwaksOption& option)
    {
        const SwaksPlan usual;
        switch (option.topic) {
        case Topic::To: m_plan.to.reset(); break;
        case Topic::From: m_plan.from = usual.from; break;
        case Topic::Helo: m_plan.helo = usual.helo; break;
        case Topic::Data:
            m_plan.message.data.clear();
            m_plan.messageFile.clear();
            break;
        case Topic::Body: m_plan.message.body = usual.message.body; break;
        case Topic::Header: m_plan.message.headers.clear(); break;
        case Topic::AddHeader: m_plan.message.addedHeaders.clear(); break;
        case Topic::QuitAfter: m_plan.quitAfter.clear(); break;
        case Topic::DropAfter:
        case Topic::DropAfterSend: m_plan.dropAfter.clear(); break;
        case Topic::Auth: m_plan.wantsAuth = false; break;
        case Topic::AuthUser: m_plan.user.clear(); break;
        case Topic::AuthPassword: m_plan.password.clear(); break;
        case Topic::Tls: m_plan.tls = false; break;
        case Topic::Pipeline: m_plan.pipeline = false; break;
        default: m_plan.session.push_back(shown(option)); break;
        }
        return {};
    }

    static Result<void> takeStop(const SwaksOption& option, std::string& stop)
    {
        auto point = stopPoint(option);
        if (!point)
            return tl::unexpected<Error>(point.error());
        stop = std::move(*point);
        return {};
    }

    Result<void> takeProtocol(const SwaksOption& option)
    {
        m_plan.protocol = text::lower(option.value);
        const std::string& name = m_plan.protocol;
        const bool isKnown =
            name == "smtp" || name == "esmtp" || name == "esmtpa" || name == "esmtps" || name == "esmtpsa";
        if (!isKnown)
            return fail(Fault::Configuration, shown(option) +
                                                  ": only SMTP, ESMTP, ESMTPA, ESMTPS and ESMTPSA can be "
                                                  "written as a scenario");
        m_plan.wantsAuth = m_plan.wantsAuth || name.ends_with('a');
        m_plan.tls = m_plan.tls || name.find("mtps") != std::string::npos;
        return {};
    }

    void takeData(const SwaksOption& option)
    {
        const std::string& value = option.value;
        m_plan.messageFile.clear();
        m_plan.message.data.clear();
        if (value.starts_with("@@"))
            m_plan.message.data = value.substr(1);
        else if (value.empty() || value == "-")
            m_plan.remarks.push_back(shown(option) +
                                     ": swaks asks for the message, or reads it from its input; write “message "
                                     "FILE” in place of the one here");
        else if (value.starts_with('@'))
            m_plan.messageFile = value.substr(1);
        else if (value.find('\n') != std::string::npos || value.find("\\n") != std::string::npos ||
                 value.find("%NEWLINE%") != std::string::npos)
            m_plan.message.data = value;
        else // as swaks has it: what is one line is a file's name
            m_plan.messageFile = value;
    }

    void takeBody(const SwaksOption& option)
    {
        const std::string& value = option.value;
        if (value.starts_with("@@"))
            m_plan.message.body = value.substr(1);
        else if (value.empty() || value == "-" || value.starts_with('@')) {
            m_plan.message.body = "(what " + (value.size() > 1 ? "stands in " + value.substr(1) : "is typed in") + ")";
            m_plan.remarks.push_back(shown(option) + ": the text stands elsewhere, and is not in the scenario");
        } else
            m_plan.message.body = value;
    }

    static void addHeaders(std::string_view value, std::vector<std::string>& headers)
    {
        for (;;) {
            const auto end = value.find("\\n");
            headers.emplace_back(value.substr(0, end));
            if (end == std::string_view::npos)
                return;
            value.remove_prefix(end + 2);
        }
    }

    /// "ADDR=192.0.2.9 NAME=mx.example.net"
    void takeAttributes(const SwaksOption& option)
    {
        for (std::string_view rest = text::trim(option.value); !rest.empty(); rest = text::trim(rest)) {
            const auto end = std::min(rest.find(' '), rest.size());
            const std::string_view attribute = rest.substr(0, end);
            const auto equals = std::min(attribute.find('='), attribute.size());
            const std::string name = text::lower(attribute.substr(0, equals));
            const std::string value(attribute.substr(std::min(equals + 1, attribute.size())));
            if (name == "addr")
                m_plan.clientAddress = value;
            else if (name == "name")
                m_plan.clientName = value;
            else
                m_plan.session.push_back(text::printable(option.name + " " + std::string(attribute)));
            rest.remove_prefix(end);
        }
    }

    SwaksPlan m_plan;
};

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

bool isBefore(const std::string& stop, std::string_view point)
{
    constexpr std::array points{"connect", "first-helo", "xclient", "tls",  "helo",
                                "auth",    "mail",       "rcpt",    "data", "dot"};
    return !stop.empty() && std::ranges::find(points, stop) < std::ranges::find(points, point);
}

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
                            shown(option) + ": has a line end in it, which would tear the session");
    auto plan = PlanMaker().make(*options);
    if (!plan)
        return tl::unexpected<Error>(plan.error());
    if ((!plan->to || plan->to->empty()) && !isBefore(plan->quitAfter, "rcpt") && !isBefore(plan->dropAfter, "rcpt"))
        return fail(Fault::Configuration, "--to is missing: whom does swaks write to?");
    if (!plan->to)
        plan->to.emplace();
    return SwaksWriter(std::move(*plan)).write();
}

} // namespace spp::scenario
