// SPDX-License-Identifier: MIT
#include "tests/support/session_tester.h"

#include "core/base/text.h"
#include "core/session/home_options.h"

#include <QTest>

#include <algorithm>
#include <csignal>

namespace spp::test
{

using namespace session;

namespace
{

template <typename... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string join(const std::vector<std::string>& parts)
{
    std::string result;
    for (const auto& part : parts)
        result += (result.empty() ? "" : "|") + part;
    return result;
}

/// One reply: every line but the last has a dash behind its code.
bool isOneReply(std::string_view text)
{
    const auto lines = text::lines(text);
    return !lines.empty() && text.ends_with("\r\n") &&
           std::all_of(lines.begin(), lines.end() - 1,
                       [](std::string_view line) { return line.size() > 3 && line[3] == '-'; });
}

} // namespace

std::string format(const Wish& wish)
{
    return std::visit(
        Overloaded{
            [](const SendBytes& w) { return "send " + w.bytes; },
            [](const RunPlugin& w) { return "run " + w.call.line + " " + join(w.call.environment.entries()); },
            [](const StopReadingPlugin&) { return std::string("stop reading"); },
            [](const KillPlugin&) { return std::string("kill"); },
            [](const OpenQueue& w) {
                return "open " + w.program + " " + w.envelope.sender + " " + join(w.envelope.recipients) + " " +
                       join(w.environment.entries());
            },
            [](const WriteQueue& w) { return "write " + w.bytes; },
            [](const FinishQueue&) { return std::string("finish"); },
            [](const AbandonQueue&) { return std::string("abandon"); },
            [](const CheckLogin& w) { return "check " + join(w.command) + " " + w.fields; },
            [](const CheckRecipient& w) {
                return "check " + join(w.call.arguments) + " " + join(w.call.environment.entries());
            },
            [](const StartTls&) { return std::string("start TLS"); },
            [](const Complain& w) { return "complain " + w.words; },
            [](const LimitReached& w) { return "limit " + w.words; },
            [](const Close& w) { return "close " + std::to_string(w.exitStatus); },
        },
        wish);
}

SessionConfig SessionTester::configOf(const FakeHome& home, const SessionOptions& options)
{
    SessionConfig config;
    config.dialect = findDialect(options.dialect);
    if (config.dialect == nullptr)
        qFatal("no dialect %s", options.dialect.c_str());
    config.environment = plugin::Environment(options.environment);
    if (options.pluginsOn == config.dialect->pluginsNeedEnableSpp)
        config.environment.set(options.pluginsOn ? "ENABLE_SPP" : "NOSPP", "1");
    auto parsed = home.parse(homeOptions(*config.dialect, config.environment));
    if (parsed)
        config.home = std::make_shared<const control::Home>(std::move(*parsed));
    else
        config.homeError = parsed.error().message;
    config.localAddresses = options.localAddresses;
    config.passwordCommand = options.passwordCommand;
    config.hasCertificate = options.hasCertificate;
    config.id = "s1";
    config.reports = options.reports;
    config.ownLimits = options.limits;
    config.xclient = options.xclient;
    config.greetDelay = options.greetDelay;
    return config;
}

SessionTester::SessionTester(FakeHome home, const SessionOptions& options)
    : m_home(std::move(home)),
      m_users(options.users),
      m_tlsWorks(options.tlsWorks),
      m_passwordCrashes(options.passwordCrashes),
      m_recipientCheck(options.recipientCheck),
      m_firstConfig(configOf(m_home, options)),
      m_session(m_firstConfig)
{
    handle(Connected{});
}

void SessionTester::say(std::string_view line, std::string_view begin, std::source_location where)
{
    const std::string got = say(line);
    const std::string what =
        "said “" + text::printable(line) + "”, wanted “" + std::string(begin) + "”, got “" + text::printable(got) + "”";
    QTest::qVerify(got.starts_with(begin) && isOneReply(got), "reply", what.c_str(), where.file_name(),
                   static_cast<int>(where.line()));
}

std::string SessionTester::send(std::string_view bytes)
{
    m_received.clear();
    handle(BytesReceived{bytes});
    return replies();
}

std::string SessionTester::sendBytes(std::string_view bytes)
{
    std::string received;
    for (const char& c : bytes)
        received += send({&c, 1});
    return received;
}

void SessionTester::beginMail(std::string_view sender, std::source_location where)
{
    say("HELO client.example.net", "250", where);
    say("MAIL FROM:<" + std::string(sender) + ">", "250", where);
}

std::string SessionTester::deliver(std::string_view text)
{
    say("MAIL FROM:<a@example.net>");
    say("RCPT TO:<b@example.org>");
    say("DATA", "354");
    return send(std::string(text) + ".\r\n");
}

void SessionTester::hangUp()
{
    handle(InputEnded{});
}

void SessionTester::wait(std::chrono::seconds duration)
{
    const auto end = m_elapsed + duration;
    if (const auto deadline = m_session.deadline(); deadline && *deadline <= end) {
        m_elapsed = *deadline;
        handle(DeadlinePassed{});
    }
    m_elapsed = end;
}

void SessionTester::beBusy(std::chrono::seconds duration)
{
    m_elapsed += duration;
    handle(InputAwaited{});
}

void SessionTester::handle(const Event& event)
{
    tell(event);
    settle();
}

std::string SessionTester::pluginLines() const
{
    std::string result;
    for (const auto& run : m_runs)
        result += (result.empty() ? "" : " ") + run.line;
    return result;
}

std::string SessionTester::lastSeen(std::string_view name) const
{
    if (m_runs.empty())
        return "(no plugin ran)";
    return std::string(m_runs.back().environment.value(name).value_or("(none)"));
}

/// Events keep views; those of the test go out of scope, so the bytes are kept here.
void SessionTester::tell(const Event& event)
{
    Event kept = event;
    if (auto* received = std::get_if<BytesReceived>(&kept))
        received->bytes = keep(received->bytes);
    m_events.emplace_back(kept, now());
    m_session.handle(kept, now());
    auto reports = m_session.takeReports();
    std::move(reports.begin(), reports.end(), std::back_inserter(m_reports));
    while (const auto wish = m_session.nextWish()) {
        m_wishes.push_back(format(*wish));
        carryOut(*wish);
    }
}

void SessionTester::settle()
{
    while (!m_answers.empty()) {
        const Event event = m_answers.front();
        m_answers.pop_front();
        tell(event);
    }
}

void SessionTester::carryOut(const Wish& wish)
{
    std::visit(Overloaded{
                   [&](const SendBytes& w) { m_received += w.bytes; },
                   [&](const RunPlugin& w) { runPlugin(w.call); },
                   [&](const StopReadingPlugin&) {
                       ++m_stops;
                       dropPluginOutput();
                   },
                   [&](const KillPlugin&) {
                       ++m_kills;
                       dropPluginOutput();
                       for (Event& answer : m_answers)
                           if (auto* exited = std::get_if<PluginExited>(&answer))
                               exited->exit = {plugin::Exit::Kind::Signal, SIGKILL, {}};
                   },
                   [&](const OpenQueue& w) {
                       if (m_queue.opens)
                           m_queue.messages.push_back({w, {}, false, false});
                       m_answers.emplace_back(QueueOpened{m_queue.opens});
                   },
                   [&](const WriteQueue& w) { m_queue.messages.back().message += w.bytes; },
                   [&](const FinishQueue&) {
                       m_queue.messages.back().finished = true;
                       m_answers.emplace_back(m_queue.answer);
                   },
                   [&](const AbandonQueue&) {
                       m_queue.messages.back().abandoned = true;
                       m_answers.emplace_back(m_queue.answer);
                   },
                   [&](const CheckLogin& w) { checkLogin(w); },
                   [&](const CheckRecipient& w) {
                       m_recipientChecks.push_back(w.call);
                       m_answers.emplace_back(RecipientChecked{m_recipientCheck});
                   },
                   [&](const StartTls&) {
                       ++m_handshakes;
                       m_answers.emplace_back(m_tlsWorks ? TlsStarted{true, std::string(testCipher), {}}
                                                         : TlsStarted{false, {}, std::string(testTlsTrouble)});
                   },
                   [&](const Complain& w) { m_complaints.push_back(w.words); },
                   [&](const LimitReached& w) { m_limits.push_back(w); },
                   [&](const Close& w) { m_exitStatus = w.exitStatus; },
               },
               wish);
}

void SessionTester::runPlugin(const plugin::Call& call)
{
    m_runs.push_back(call);
    const FakePlugin fake = m_home.run(call);
    if (fake.stays)
        return;
    m_elapsed += fake.takes;
    if (fake.exitsFirst)
        m_answers.emplace_back(PluginExited{fake.exit});
    for (const auto& chunk : fake.chunks)
        m_answers.emplace_back(PluginOutput{keep(chunk)});
    m_answers.emplace_back(PluginOutputEnded{});
    if (!fake.exitsFirst)
        m_answers.emplace_back(PluginExited{fake.exit});
}

void SessionTester::dropPluginOutput()
{
    std::erase_if(m_answers, [](const Event& event) {
        return std::holds_alternative<PluginOutput>(event) || std::holds_alternative<PluginOutputEnded>(event);
    });
}

/// The user is the first field; which of the others is the password, or the digest, depends on the dialect.
void SessionTester::checkLogin(const CheckLogin& wish)
{
    m_logins.push_back(wish);
    std::vector<std::string> fields;
    for (std::size_t begin = 0; begin < wish.fields.size(); begin += fields.back().size() + 1)
        fields.push_back(wish.fields.substr(begin, wish.fields.find('\0', begin) - begin));
    const auto user = m_users.find(fields.empty() ? "" : fields.front());
    const bool accepted =
        user != m_users.end() && std::find(fields.begin() + 1, fields.end(), user->second) != fields.end();
    m_answers.emplace_back(LoginChecked{accepted && !m_passwordCrashes, m_passwordCrashes});
}

Moment SessionTester::now() const
{
    using namespace std::chrono;
    constexpr sys_days newYear{year{2026} / January / 1};
    return {m_elapsed, newYear + duration_cast<system_clock::duration>(m_elapsed)};
}

} // namespace spp::test
