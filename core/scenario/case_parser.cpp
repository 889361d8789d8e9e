// SPDX-License-Identifier: MIT
#include "core/scenario/case_parser.h"

#include "core/base/text.h"
#include "core/control/smtpplugins.h"
#include "core/scenario/scenario_words.h"
#include "core/world/day.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace spp::scenario
{

namespace
{

using Trouble = std::optional<Error>; ///< nullopt: the line was understood
using Logins = debug::Pretence::Logins;

/// Nobody waits for longer.
constexpr long maxPause = 600'000; // ms

std::string quoted(std::string_view word)
{
    return "“" + text::printable(word) + "”";
}

/// Parses the lines of one case.
class CaseParser
{
public:
    explicit CaseParser(Variables variables) : m_variables(std::move(variables)) {}

    /// @param left so many bytes may all that is filled in still take
    Result<Case> parse(const std::vector<ScenarioLine>& lines, std::size_t& left)
    {
        for (const ScenarioLine& line : lines) {
            const auto filled = fillIn(line, m_variables);
            if (!filled)
                return tl::unexpected<Error>(filled.error());
            if (filled->size() > left)
                return tl::unexpected(errorAt(line.number, 1, "the cases of this scenario are larger than 64 MiB"));
            left -= filled->size();
            if (auto trouble = parseLine(*filled, line.number))
                return tl::unexpected<Error>(std::move(*trouble));
        }
        if (m_case.sessions.empty())
            beginSession({});
        return std::move(m_case);
    }

private:
    using Parse = Trouble (CaseParser::*)(Words&);
    /// Where a word may stand: above the first session, in any session before its first line, or below that.
    enum class Place { File, Session, Talk, Anywhere };
    struct Row
    {
        std::string_view word;
        Place place;
        Parse parse;
    };
    static const std::array<Row, 21> rows;

    Trouble parseLine(std::string_view line, std::size_t number)
    {
        if (line.starts_with("C:") || line.starts_with("C+"))
            return parseSaid(line, number);
        if (isReplyPattern(line))
            return parseReply(line, number);
        Words words(line, number);
        const std::string_view word = words.take();
        const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.word == word; });
        if (row == rows.end() || line.front() == ' ' || line.front() == '\t')
            return words.wrong(line, quoted(word) +
                                         " is unknown here; a line begins with C:, S:, # or a word such as expect, "
                                         "message, session, env, control, title (all are in the handbook)");
        if (auto trouble = checkPlace(*row, words, line))
            return trouble;
        return (this->*row->parse)(words);
    }

    Trouble checkPlace(const Row& row, const Words& words, std::string_view line) const
    {
        const bool begun = !m_case.sessions.empty();
        const bool talks = begun && !session().lines.empty();
        const std::string word = quoted(row.word);
        if (row.place == Place::File && begun)
            return words.wrong(line, word + " must stand before the first session and its lines");
        if (row.place == Place::Session && talks)
            return words.wrong(line, word + " must stand before the session's first C: line");
        if (row.place == Place::Talk && !talks)
            return words.wrong(line, word + " must stand behind a C: line");
        return std::nullopt;
    }

    Dialog& session() { return m_case.sessions.back(); }
    const Dialog& session() const { return m_case.sessions.back(); }
    /// What is set now is for the session that has begun, or else for all.
    Dialog& setting() { return m_case.sessions.empty() ? m_common : session(); }

    void beginSession(std::string_view title)
    {
        m_case.sessions.push_back(m_common);
        session().session = title;
    }
    /// A file without "session" has one.
    Dialog& talk()
    {
        if (m_case.sessions.empty())
            beginSession({});
        return session();
    }

    Trouble parseSaid(std::string_view line, std::size_t number)
    {
        const bool withNext = line[1] == '+';
        line.remove_prefix(2);
        if (line.starts_with(' '))
            line.remove_prefix(1);
        ClientLine said{std::string(line), number, std::nullopt};
        said.withNext = withNext;
        addLine(std::move(said));
        return std::nullopt;
    }

    void addLine(ClientLine line)
    {
        line.pause = std::exchange(m_pause, {});
        talk().lines.push_back(std::move(line));
    }

    Trouble parseReply(std::string_view line, std::size_t number)
    {
        auto pattern = parseReplyPattern(line);
        if (!pattern)
            return errorAt(number, 4, pattern.error().message);
        pattern->line = number;
        Dialog& dialog = talk();
        auto& place = dialog.lines.empty() ? dialog.greeting : dialog.lines.back().expectation;
        if (!place)
            place = Expectation{{}, number};
        place->lines.push_back(std::move(*pattern));
        return std::nullopt;
    }

    Trouble parseTitle(Words& words) { return takeText(words, m_common.title); }
    Trouble parseDialect(Words& words) { return takeText(words, m_common.dialect); }
    Trouble parseHome(Words& words) { return takeText(words, m_common.home); }

    Trouble parseClock(Words& words)
    {
        const auto day = world::parseDay(words.rest());
        if (!day)
            return words.wrong(day.error().message);
        setting().world.day = *day;
        return std::nullopt;
    }

    Trouble parseDns(Words& words)
    {
        m_common.world.privateHome = true;
        return takeText(words, m_common.world.dns);
    }

    Trouble parsePrivateHome(Words& words)
    {
        m_common.world.privateHome = true;
        return words.rest().empty() ? Trouble() : words.wrong("nothing may stand behind “private-home”");
    }

    static Trouble takeText(Words& words, std::string& text)
    {
        if (words.rest().empty())
            return words.wrong("a value is missing");
        text = words.rest();
        return std::nullopt;
    }

    Trouble parseLet(Words& words)
    {
        const std::string_view name = words.take();
        if (!isVariableName(name))
            return words.wrong(name, "“let” needs a name and its value");
        m_variables.emplace_back(name, words.rest());
        return std::nullopt;
    }

    Trouble parseSession(Words& words)
    {
        beginSession(words.rest());
        return std::nullopt;
    }

    Trouble parseControl(Words& words)
    {
        const std::string_view name = words.take();
        if (name.empty() || name.find('/') != std::string_view::npos || name.starts_with('.'))
            return words.wrong(name, "“control” needs the name of a file below control/, and a line of it");
        addControlLine(name, words.rest());
        return std::nullopt;
    }

    void addControlLine(std::string_view name, std::string_view line)
    {
        auto file = std::find_if(m_common.controls.begin(), m_common.controls.end(),
                                 [&](const ControlFile& each) { return each.name == name; });
        if (file == m_common.controls.end())
            file = m_common.controls.insert(file, ControlFile{std::string(name), {}});
        if (!line.empty())
            file->lines.emplace_back(line);
    }

    Trouble parsePlugin(Words& words)
    {
        const std::string_view name = words.take();
        if (!control::parseSection(name))
            return words.wrong(
                name, quoted(name) + " is no section; there are connection, helo, mail, rcpt, data, auth and pass");
        if (words.rest().empty())
            return words.wrong("a line of smtpplugins is missing, such as plugins/policy");
        addControlLine("smtpplugins", "[" + std::string(name) + "]");
        addControlLine("smtpplugins", words.rest());
        return std::nullopt;
    }

    Trouble parseEnv(Words& words)
    {
        if (words.rest().find('=') == std::string_view::npos || words.rest().starts_with('='))
            return words.wrong("“env” needs NAME=value");
        setting().environment.emplace_back(words.rest());
        return std::nullopt;
    }

    Trouble parseClient(Words& words)
    {
        const std::string address(words.take());
        if (address.empty())
            return words.wrong("“client” needs an address, and may have a host name behind it");
        setting().environment.push_back("TCPREMOTEIP=" + address);
        if (!words.rest().empty())
            setting().environment.push_back("TCPREMOTEHOST=" + std::string(words.take()));
        return words.rest().empty() ? Trouble() : words.wrong("this stands behind the host name, and nothing may");
    }

    Trouble parseRelay(Words& words)
    {
        setting().environment.push_back("RELAYCLIENT=" + std::string(words.rest()));
        return std::nullopt;
    }

    Trouble parseTls(Words& words)
    {
        setting().stage.pretence.tls = true;
        return words.rest().empty() ? Trouble() : words.wrong("nothing may stand behind “tls”");
    }

    Trouble parseAuth(Words& words)
    {
        const std::string_view how = words.rest();
        if (how != "accept" && how != "refuse")
            return words.wrong("“auth” needs accept or refuse behind it");
        setting().stage.pretence.logins = how == "accept" ? Logins::AcceptAll : Logins::RefuseAll;
        return std::nullopt;
    }

    /// The override of a plugin; made, if there is none yet.
    debug::Override& overrideOf(std::string_view plugin)
    {
        auto& overrides = setting().stage.overrides;
        const auto found = std::find_if(overrides.begin(), overrides.end(),
                                        [&](const debug::Override& each) { return each.plugin == plugin; });
        if (found != overrides.end())
            return *found;
        overrides.push_back({.name = std::string(plugin), .plugin = std::string(plugin), .what = {}});
        return overrides.back();
    }

    Trouble parseAnswer(Words& words)
    {
        const std::string_view plugin = words.take();
        if (plugin.empty())
            return words.wrong("“answer” needs a plugin's line in smtpplugins, and a line that it would print");
        auto& answer = overrideOf(plugin).what.answer;
        if (!answer)
            answer.emplace();
        if (!words.rest().empty())
            answer->output += std::string(words.rest()) + "\n";
        return std::nullopt;
    }

    Trouble parseFault(Words& words)
    {
        const std::string_view plugin = words.take();
        const auto fault = debug::parseFault(words.rest());
        if (plugin.empty() || !fault) {
            std::string known;
            for (const auto each : debug::allFaults)
                known += (known.empty() ? "" : ", ") + std::string(debug::formatFault(each));
            return words.wrong("“fault” needs a plugin's line in smtpplugins and one of " + known);
        }
        overrideOf(plugin).what.fault = fault;
        return std::nullopt;
    }

    Trouble parseMessage(Words& words)
    {
        if (words.rest().empty())
            return words.wrong("“message” needs a file behind it");
        addLine({{}, words.number(), std::nullopt, true, std::string(words.rest())});
        return std::nullopt;
    }

    Trouble parsePause(Words& words)
    {
        const std::string_view time = words.rest();
        long value = 0;
        const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), value);
        const std::string_view unit = time.substr(static_cast<std::size_t>(end - time.data()));
        const long scaled = unit == "s" ? std::min(value, maxPause) * 1000 : value;
        if (error != std::errc() || (unit != "s" && unit != "ms") || value < 0 || scaled > maxPause)
            return words.wrong("“pause” needs a time of ten minutes at most: 200ms, 2s");
        m_pause = std::chrono::milliseconds(scaled);
        return std::nullopt;
    }

    Trouble parseHangup(Words& words)
    {
        ClientLine line{{}, words.number(), std::nullopt};
        line.hangsUp = true;
        addLine(std::move(line));
        return words.rest().empty() ? Trouble() : words.wrong("nothing may stand behind “hangup”");
    }

    Trouble parseExpect(Words& words)
    {
        auto demand = parseDemand(words.rest(), words.number());
        if (!demand)
            return words.wrong(demand.error().message);
        Dialog& dialog = talk();
        auto& demands = dialog.lines.empty() ? dialog.greetingDemands : dialog.lines.back().demands;
        demands.push_back(std::move(*demand));
        return std::nullopt;
    }

    Variables m_variables;
    Dialog m_common; ///< what is set for all sessions
    Case m_case;
    std::chrono::milliseconds m_pause{}; ///< before the line that comes
};

const std::array<CaseParser::Row, 21> CaseParser::rows{{
    {"title", Place::File, &CaseParser::parseTitle},       {"dialect", Place::File, &CaseParser::parseDialect},
    {"home", Place::File, &CaseParser::parseHome},         {"control", Place::File, &CaseParser::parseControl},
    {"plugin", Place::File, &CaseParser::parsePlugin},     {"clock", Place::Session, &CaseParser::parseClock},
    {"dns", Place::File, &CaseParser::parseDns},           {"private-home", Place::File, &CaseParser::parsePrivateHome},
    {"let", Place::Anywhere, &CaseParser::parseLet},       {"session", Place::Anywhere, &CaseParser::parseSession},
    {"env", Place::Session, &CaseParser::parseEnv},        {"client", Place::Session, &CaseParser::parseClient},
    {"relay", Place::Session, &CaseParser::parseRelay},    {"tls", Place::Session, &CaseParser::parseTls},
    {"auth", Place::Session, &CaseParser::parseAuth},      {"answer", Place::Session, &CaseParser::parseAnswer},
    {"fault", Place::Session, &CaseParser::parseFault},    {"message", Place::Talk, &CaseParser::parseMessage},
    {"pause", Place::Anywhere, &CaseParser::parsePause},   {"hangup", Place::Anywhere, &CaseParser::parseHangup},
    {"expect", Place::Anywhere, &CaseParser::parseExpect},
}};

} // namespace

Result<Case> parseCase(const std::vector<ScenarioLine>& lines, Variables variables, std::size_t& left)
{
    return CaseParser(std::move(variables)).parse(lines, left);
}

} // namespace spp::scenario
