// SPDX-License-Identifier: MIT
#include "core/fuzz/talk.h"

#include <string_view>

namespace spp::fuzz
{

namespace
{

/// A scenario's variables begin so.
std::string withoutVariables(std::string_view text)
{
    std::string result;
    for (auto mark = text.find("${"); mark != std::string_view::npos; mark = text.find("${")) {
        result.append(text.substr(0, mark)).append("${{");
        text.remove_prefix(mark + 2);
    }
    return result.append(text);
}

class TalkWriter
{
public:
    TalkWriter(const Talk& talk, const std::vector<Expected>& expected) : m_talk(talk), m_expected(expected) {}

    std::string write(const Setting& setting)
    {
        for (const std::string& line : setting.comment)
            add(line.empty() ? "#" : "# " + line);
        if (!setting.title.empty())
            add("title " + withoutVariables(setting.title));
        for (const std::string& line : setting.stage)
            add(withoutVariables(line));
        for (std::size_t session = 0; session < m_talk.sessions.size(); ++session)
            write(session);
        return std::move(m_text);
    }

private:
    void write(std::size_t number)
    {
        const Session& session = m_talk.sessions[number];
        if (m_talk.sessions.size() > 1)
            add("session " + std::to_string(number + 1));
        for (const std::string& entry : session.environment)
            add("env " + withoutVariables(entry));
        if (session.logins != Logins::None)
            add(session.logins == Logins::Accept ? "auth accept" : "auth refuse");
        addExpected(number, 0);
        for (std::size_t i = 0; i < session.said.size(); ++i) {
            write(session.said[i]);
            addExpected(number, i + 1);
        }
    }

    void write(const Said& said)
    {
        if (said.hangsUp)
            return add("hangup");
        addSaid(said.withNext ? "C+" : "C:", said.text);
        if (said.message.empty())
            return;
        add("S: 354"); // otherwise its lines would be commands
        for (const std::string& line : said.message)
            addSaid("C:", line.starts_with('.') ? "." + line : line);
        add("C: .");
    }

    void addSaid(const std::string& mark, const std::string& text)
    {
        add(mark + (text.empty() ? "" : " " + withoutVariables(text)));
    }

    void addExpected(std::size_t session, std::size_t said)
    {
        for (const Expected& each : m_expected)
            if (each.session == session && each.said == said)
                add(withoutVariables(each.line));
    }

    void add(const std::string& line) { m_text += line + "\n"; }

    const Talk& m_talk;
    const std::vector<Expected>& m_expected;
    std::string m_text;
};

} // namespace

std::size_t sizeOf(const Talk& talk)
{
    // A thing that is said costs more than its bytes: each of them must be understood.
    constexpr std::size_t costOfOne = 8;
    std::size_t size = 0;
    for (const Session& session : talk.sessions) {
        size += costOfOne + (session.logins == Logins::None ? 0 : 1);
        for (const std::string& entry : session.environment)
            size += costOfOne + entry.size();
        for (const Said& said : session.said) {
            size += costOfOne + said.text.size() + (said.withNext ? 1 : 0);
            for (const std::string& line : said.message)
                size += 1 + line.size();
        }
    }
    return size;
}

std::string formatTalk(const Talk& talk, const Setting& setting, const std::vector<Expected>& expected)
{
    return TalkWriter(talk, expected).write(setting);
}

} // namespace spp::fuzz
