// SPDX-License-Identifier: MIT
#include "core/scenario/transcript.h"

#include "core/base/text.h"
#include "core/base/word.h"
#include "core/scenario/judgement.h"
#include "core/scenario/revision.h"
#include "core/smtp/base64.h"
#include "core/trace/queued_message.h"
#include "core/world/day.h"

#include <algorithm>
#include <utility>

namespace spp::scenario
{

namespace
{

using trace::Step;
using trace::StepKind;

constexpr std::string_view lineOfLogin = "(a line of the login";

class Writer
{
public:
    Writer(const Dialog& setting, const trace::Timeline& timeline)
        : m_setting(setting), m_timeline(timeline), m_turns(turnsOf(timeline))
    {}

    std::string write()
    {
        writeHead();
        writeClient();
        writeStage();
        if (!m_text.empty())
            m_text += "\n";
        for (std::size_t turn = 0; turn < m_turns.size(); ++turn) {
            const std::size_t last = lastOfLogin(turn);
            if (isLogin(m_turns[last]))
                writeLogin(m_turns[turn = last]);
            else
                writeTurn(m_turns[turn]);
        }
        return std::move(m_text);
    }

private:
    /// Text of the session, in which "${" is no variable.
    void line(const std::string& word, std::string_view text)
    {
        m_text += word;
        const std::size_t begin = m_text.size();
        m_text += text;
        for (auto mark = m_text.find("${", begin); mark != std::string::npos; mark = m_text.find("${", mark + 3))
            m_text.insert(mark + 2, 1, '{');
        m_text += "\n";
    }
    void lineIfAny(const std::string& word, std::string_view text)
    {
        if (!text.empty())
            line(word + " ", text);
    }
    void comment(const std::string& words) { line("# ", words); }

    void writeHead()
    {
        lineIfAny("title", m_setting.title);
        lineIfAny("dialect", m_setting.dialect.empty() && m_timeline.dialect() != nullptr
                                 ? m_timeline.dialect()->name
                                 : std::string_view(m_setting.dialect));
        lineIfAny("home", m_setting.home);
        if (m_setting.world.day)
            line("clock ", world::formatDay(*m_setting.world.day));
        lineIfAny("dns", m_setting.world.dns);
        if (m_setting.world.privateHome && m_setting.world.dns.empty())
            m_text += "private-home\n";
        for (const ControlFile& file : m_setting.controls) {
            if (file.lines.empty())
                line("control ", file.name);
            for (const std::string& each : file.lines)
                line("control " + file.name + " ", each);
        }
    }

    /// What is other than of any simulated client.
    void writeClient()
    {
        if (m_timeline.size() == 0 || !m_timeline.steps().front().state)
            return;
        const auto& environment = m_timeline.steps().front().state->environment;
        const auto isUsual = [](std::string_view entry) {
            const auto& usual = simulatedClient();
            return std::find(usual.begin(), usual.end(), entry) != usual.end();
        };
        const std::string address(environment.value("TCPREMOTEIP").value_or(""));
        const std::string host(environment.value("TCPREMOTEHOST").value_or(""));
        if (!isUsual("TCPREMOTEIP=" + address) || !isUsual("TCPREMOTEHOST=" + host))
            line("client ", address + (host.empty() ? "" : " " + host));
        for (const std::string& entry : environment.entries()) {
            const std::string_view name = plugin::entryName(entry);
            if (name == "TCPREMOTEIP" || name == "TCPREMOTEHOST" || name == "PATH" || name == "SPP_SESSION_ID" ||
                isUsual(entry))
                continue;
            if (text::hasControlByte(entry) || entry.find('=') == std::string::npos)
                comment("the environment had this, too: " + text::printable(entry));
            else if (name == "RELAYCLIENT")
                line("relay", plugin::entryValue(entry).empty() ? "" : " " + std::string(plugin::entryValue(entry)));
            else
                line("env ", entry);
        }
    }

    void writeStage()
    {
        const debug::Pretence& pretence = m_setting.stage.pretence;
        if (pretence.tls)
            m_text += "tls\n";
        if (pretence.logins != debug::Pretence::Logins::Program)
            m_text += pretence.logins == debug::Pretence::Logins::AcceptAll ? "auth accept\n" : "auth refuse\n";
        for (const debug::Override& each : m_setting.stage.overrides)
            if (each.enabled)
                writeOverride(each);
    }

    void writeOverride(const debug::Override& each)
    {
        const std::string plugin = text::formatWord(each.plugin);
        if (plugin.empty())
            return comment("what was answered for " + each.plugin + " can't be said: it has quotes of both kinds");
        if (each.what.fault)
            line("fault " + plugin + " ", debug::formatFault(*each.what.fault));
        if (each.what.answer && each.what.answer->output.empty())
            line("answer ", plugin);
        if (each.what.answer)
            for (const std::string_view printed : text::lines(each.what.answer->output))
                line("answer " + plugin + " ", printed);
        if (each.run != 0 || each.what.environment || each.what.delay.count() != 0)
            comment("of " + each.plugin + " more was changed by hand than a scenario can say");
    }

    void writeTurn(const Turn& turn)
    {
        const Step& first = m_timeline.steps()[turn.step];
        const bool isChunk = first.text.size() > 4 && text::equalsIgnoringCase(first.text.substr(0, 5), "BDAT ");
        if (first.kind == StepKind::Message)
            writeMessage(turn);
        else if (first.kind == StepKind::ClientLine && isChunk)
            comment("the client sent " + text::printable(first.text) + " here; a scenario has DATA");
        else if (first.kind == StepKind::ClientLine)
            writeSaid(first.text);
        if (!isChunk)
            writeReply(turn);
        writeObjections(turn);
        writeQueued(turn);
    }

    /// A login may take several lines of the client.
    std::size_t lastOfLogin(std::size_t turn) const
    {
        while (turn + 1 < m_turns.size() && m_timeline.steps()[m_turns[turn + 1].step].text.starts_with(lineOfLogin))
            ++turn;
        return turn;
    }
    bool isLogin(const Turn& turn) const
    {
        const Step& first = m_timeline.steps()[turn.step];
        return first.kind == StepKind::ClientLine && first.text.ends_with("not shown)");
    }

    /// What the client said is a secret. Where logins are pretended, any other will do.
    void writeLogin(const Turn& turn)
    {
        if (m_setting.stage.pretence.logins == debug::Pretence::Logins::Program)
            return comment(
                "the client logged in here, and its secret is not kept: write C: AUTH PLAIN … and S: 235, or "
                "“auth accept” above");
        const auto& state = m_timeline.steps()[turn.last - 1].state;
        const std::string user = state && state->login ? *state->login : "user";
        line("C: AUTH PLAIN ", smtp::encodeBase64(std::string("\0", 1) + user + std::string("\0", 1) + "secret"));
        writeReply(turn);
        writeObjections(turn);
    }

    void writeSaid(const std::string& said)
    {
        if (text::hasControlByte(said))
            comment("the client sent bytes here that stand in no line of text: " + text::printable(said));
        else
            line(said.empty() ? "C:" : "C: ", said);
    }

    void writeMessage(const Turn& turn)
    {
        const auto message = trace::queuedMessage(m_timeline, turn.step);
        if (message.cut > 0)
            comment("the message went on for " + std::to_string(message.cut) + " bytes more");
        for (std::string_view each : text::lines(message.text)) {
            if (each.ends_with('\r'))
                each.remove_suffix(1);
            line(each.empty() ? "C:" : each.starts_with('.') ? "C: ." : "C: ", each);
        }
        line("C: ", ".");
    }

    void writeReply(const Turn& turn)
    {
        if (!turn.reply)
            return;
        const std::string pattern = formatReply(m_timeline.steps()[*turn.reply].text);
        if (!pattern.empty())
            line("", pattern);
    }

    /// Of a plugin that let the command pass the reply tells enough.
    void writeObjections(const Turn& turn)
    {
        for (std::size_t index = turn.step; index < turn.last; ++index) {
            const Step& step = m_timeline.steps()[index];
            if (step.kind != StepKind::Plugin || !step.plugin || !step.plugin->whySkipped.empty())
                continue;
            const bool isObjection =
                step.outcome == trace::Outcome::Deferred || step.outcome == trace::Outcome::Refused ||
                step.outcome == trace::Outcome::Disconnected || step.outcome == trace::Outcome::Failed;
            const std::string plugin = text::formatWord(step.plugin->call.line);
            if (isObjection && !plugin.empty())
                line("expect plugin " + plugin + " ", trace::formatOutcome(step.outcome));
        }
    }

    void writeQueued(const Turn& turn)
    {
        for (const auto& place : trace::messagePlaces(m_timeline)) {
            const bool isHere = place.queue && *place.queue >= turn.step && *place.queue < turn.last;
            if (!isHere || m_timeline.steps()[*place.queue].outcome != trace::Outcome::Accepted)
                continue;
            const auto message = trace::queuedMessage(m_timeline, place.step);
            m_text += "expect queued\n";
            for (const auto& header : message.added)
                if (header.step)
                    line("expect header ", header.text);
            for (const auto& [address, step] : message.changed)
                line(address == message.envelope.sender ? "expect sender <" : "expect recipient <", address + ">");
        }
    }

    const Dialog& m_setting;
    const trace::Timeline& m_timeline;
    std::vector<Turn> m_turns;
    std::string m_text;
};

} // namespace

std::string formatTranscript(const Dialog& setting, const trace::Timeline& timeline)
{
    return Writer(setting, timeline).write();
}

} // namespace spp::scenario
