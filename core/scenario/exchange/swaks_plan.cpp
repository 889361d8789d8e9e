// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/swaks_plan.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::scenario
{

namespace
{

using Topic = SwaksTopic;

/// Where swaks can be told to stop, in the order of a session.
constexpr std::array stopPoints{"connect", "first-helo", "xclient", "tls",  "helo",
                                "auth",    "mail",       "rcpt",    "data", "dot"};

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
    std::string point = text::lower(option.value);
    for (const auto& [alias, name] : aliases)
        if (point == alias)
            point = name;
    if (std::ranges::find(stopPoints, point) == stopPoints.end())
        return fail(Fault::Configuration, shownOption(option) + ": swaks stops at no such point");
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
        case Topic::Server: m_plan.server.push_back(shownOption(option)); break;
        case Topic::Data: takeData(option); break;
        case Topic::Body: takeBody(option); break;
        case Topic::Header: addHeaders(value, m_plan.message.headers); break;
        case Topic::AddHeader: addHeaders(value, m_plan.message.addedHeaders); break;
        case Topic::DataAsItIs: m_plan.message.isAsItIs = true; break;
        case Topic::KeepFrom: m_plan.message.keepsFrom = true; break;
        case Topic::QuitAfter: return takeStop(option, m_plan.quitAfter);
        case Topic::DropAfter: return takeStop(option, m_plan.dropAfter);
        case Topic::DropAfterSend:
            m_plan.remarks.push_back(shownOption(option) +
                                     ": here the client waits for the answer before it goes away");
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
        case Topic::TlsOnConnect: m_plan.session.push_back(shownOption(option)); break;
        case Topic::Pipeline: m_plan.pipeline = true; break;
        case Topic::ClientAddress: takeWord(option, m_plan.clientAddress); break;
        case Topic::ClientName: takeWord(option, m_plan.clientName); break;
        case Topic::ClientAttributes: takeAttributes(option); break;
        case Topic::Output: m_plan.output.push_back(shownOption(option)); break;
        case Topic::Session: m_plan.session.push_back(shownOption(option)); break;
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
        default: m_plan.session.push_back(shownOption(option)); break;
        }
        return {};
    }

    /// What a scenario writes as one word.
    void takeWord(const SwaksOption& option, std::string& word)
    {
        if (option.value.empty() || option.value.find_first_of(" \t\"") != std::string::npos)
            m_plan.session.push_back(shownOption(option));
        else
            word = option.value;
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
            return fail(Fault::Configuration, shownOption(option) +
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
        else if (text::trim(value).empty() || value == "-" || text::trim(value) == "@")
            m_plan.remarks.push_back(shownOption(option) +
                                     ": swaks asks for the message, or reads it from its input; write “message "
                                     "FILE” in place of the one here");
        else if (value.starts_with('@'))
            m_plan.messageFile = text::trim(std::string_view(value).substr(1));
        else if (value.find('\n') != std::string::npos || value.find("\\n") != std::string::npos ||
                 value.find("%NEWLINE%") != std::string::npos)
            m_plan.message.data = value;
        else // as swaks has it: what is one line is a file's name
            m_plan.messageFile = text::trim(value);
    }

    void takeBody(const SwaksOption& option)
    {
        const std::string& value = option.value;
        if (value.starts_with("@@"))
            m_plan.message.body = value.substr(1);
        else if (value.empty() || value == "-" || value.starts_with('@')) {
            m_plan.message.body = "(what " + (value.size() > 1 ? "stands in " + value.substr(1) : "is typed in") + ")";
            m_plan.remarks.push_back(shownOption(option) + ": the text stands elsewhere, and is not in the scenario");
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
            if (name == "addr" || name == "name")
                takeWord({option.topic, option.name + " " + name, value, false},
                         name == "addr" ? m_plan.clientAddress : m_plan.clientName);
            else
                m_plan.session.push_back(text::printable(option.name + " " + std::string(attribute)));
            rest.remove_prefix(end);
        }
    }

    SwaksPlan m_plan;
};

} // namespace

Result<SwaksPlan> planSwaks(const std::vector<SwaksOption>& options)
{
    return PlanMaker().make(options);
}

std::string shownOption(const SwaksOption& option)
{
    return text::printable(option.name + (option.value.empty() ? "" : " " + option.value));
}

bool stopsBefore(const std::string& stop, std::string_view point)
{
    return !stop.empty() && std::ranges::find(stopPoints, stop) < std::ranges::find(stopPoints, point);
}

} // namespace spp::scenario
