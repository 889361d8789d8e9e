// SPDX-License-Identifier: MIT
#include "core/scenario/remote_case.h"

#include "core/base/text.h"
#include "core/scenario/dialog_client.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>

#include <array>
#include <utility>

namespace spp::scenario
{

namespace
{

/// More is no reply.
constexpr std::size_t maxReplies = 1024UL * 1024;
constexpr std::string_view lineEnd = "\r\n";
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::seconds timeToClose{2};

bool isVisible(const Demand& demand)
{
    return std::holds_alternative<ClosedDemand>(demand.what);
}

/// The dialog without what can't be seen.
Dialog fromOutside(Dialog dialog)
{
    const auto reduce = [](std::vector<Demand>& demands) {
        std::erase_if(demands, [](const Demand& demand) { return !isVisible(demand); });
    };
    reduce(dialog.greetingDemands);
    for (ClientLine& line : dialog.lines)
        reduce(line.demands);
    return dialog;
}

/// How many replies have come whole.
std::size_t countReplies(std::string_view bytes)
{
    const auto replies = splitReplies(bytes);
    if (replies.empty())
        return 0;
    const auto lastLine = text::lines(replies.back()).back();
    const bool isWhole = replies.back().ends_with('\n') && !(lastLine.size() > 3 && lastLine[3] == '-');
    return replies.size() - (isWhole ? 0 : 1);
}

} // namespace

std::size_t countUnseen(const Case& scenario)
{
    std::size_t unseen = 0;
    const auto count = [&](const std::vector<Demand>& demands) {
        for (const Demand& demand : demands)
            unseen += isVisible(demand) ? 0 : 1;
    };
    for (const Dialog& session : scenario.sessions) {
        count(session.greetingDemands);
        for (const ClientLine& line : session.lines)
            count(line.demands);
    }
    return unseen;
}

RemoteCase::RemoteCase(asio::io_context& loop, Case scenario, runtime::ServerAddress server, RunObserver observer)
    : m_loop(loop), m_case(std::move(scenario)), m_server(std::move(server)), m_observer(std::move(observer))
{}

void RemoteCase::run()
{
    asio::co_spawn(
        m_loop, [self = shared_from_this()] { return self->playAll(); }, asio::detached);
}

void RemoteCase::stop()
{
    m_run.stopped = true;
    if (m_client != nullptr)
        m_client->vanish();
    if (m_connection != nullptr)
        m_connection->close();
}

asio::awaitable<void> RemoteCase::playAll()
{
    for (const Dialog& session : m_case.sessions) {
        if (m_run.stopped || !m_run.error.empty())
            break;
        const Dialog dialog = fromOutside(session);
        m_run.sessions.push_back({dialog.session, {}, {}, {}});
        const auto played = co_await play(dialog);
        if (!played && !m_run.stopped)
            m_run.error = played.error().message;
        SessionRun& run = m_run.sessions.back();
        if (m_run.error.empty() && !m_run.stopped)
            run.failures = judge(dialog, run.timeline);
    }
    m_observer.finished(std::move(m_run));
}

asio::awaitable<Result<void>> RemoteCase::play(const Dialog& dialog)
{
    runtime::ClientConnection connection(m_loop.get_executor(), m_server);
    m_connection = &connection;
    m_message.clear();
    m_half.clear();
    m_chunk = 0;
    m_inMessage = m_startsTls = false;
    m_unanswered.clear();
    m_unanswered.emplace_back(
        session::SessionStarted{.id = m_server.shown(), .dialect = {}, .home = {}, .error = {}}); // by a greeting
    DialogClient client(m_loop.get_executor(), scriptOf(dialog), DialogClient::AtEnd::HangsUp);
    m_client = &client;
    m_awaitsClose = !dialog.lines.empty() && !dialog.lines.back().demands.empty();
    auto result = co_await connection.open(patience);
    if (result)
        result = co_await converse(connection, client);
    m_connection = nullptr;
    m_client = nullptr;
    co_return result;
}

asio::awaitable<Result<void>> RemoteCase::converse(runtime::ClientConnection& connection, DialogClient& client)
{
    std::string unheard; // less than a reply
    for (;;) {
        while (countReplies(unheard) < m_unanswered.size()) {
            const auto bytes = co_await connection.read(patience);
            if (!bytes)
                co_return tl::unexpected<Error>(bytes.error());
            if (bytes->empty()) {
                hear(unheard);
                if (m_run.sessions.back().timeline.size() == 0)
                    co_return fail(Fault::Configuration, m_server.shown() + ": hung up without a greeting");
                record(session::SessionEnded{0, "by the server"});
                co_return Result<void>{};
            }
            unheard += *bytes;
            if (unheard.size() > maxReplies)
                co_return fail(Fault::Configuration, m_server.shown() + ": a reply of more than 1 MiB");
        }
        if (!m_unanswered.empty()) {
            const bool startsTls = hear(unheard);
            (void)co_await client.write(std::exchange(unheard, {}));
            if (startsTls)
                if (const auto started = co_await connection.startTls(patience); !started)
                    co_return started;
        }
        const auto said = co_await say(connection, client);
        if (!said)
            co_return tl::unexpected<Error>(said.error());
        if (!*said) {
            const bool isClosed = m_awaitsClose && co_await connection.isClosed(timeToClose);
            record(session::SessionEnded{0, isClosed ? "by the server" : "the client went away"});
            co_return Result<void>{};
        }
    }
}

/// @return TLS begins now
bool RemoteCase::hear(std::string_view bytes)
{
    const auto replies = splitReplies(bytes);
    for (const std::string_view reply : replies) {
        if (!m_unanswered.empty()) {
            record(std::move(m_unanswered.front()));
            m_unanswered.pop_front();
        }
        record(session::ReplySent{std::string(reply), false});
    }
    m_inMessage = !replies.empty() && replies.back().starts_with("354");
    return std::exchange(m_startsTls, false) && !replies.empty() && replies.back().starts_with("220");
}

/// All that the client says at one go. @return false: it has no more to say
asio::awaitable<Result<bool>> RemoteCase::say(runtime::ClientConnection& connection, DialogClient& client)
{
    do {
        std::array<char, 16384> buffer;
        const auto taken = co_await client.read(buffer);
        if (taken.error || taken.size == 0)
            co_return false;
        const std::string_view bytes(buffer.data(), taken.size);
        if (const auto written = co_await connection.write(bytes, patience); !written)
            co_return tl::unexpected<Error>(written.error());
        noteSaid(bytes);
    } while (client.isSaying());
    co_return true;
}

void RemoteCase::noteSaid(std::string_view bytes)
{
    m_half += bytes;
    for (auto end = m_half.find(lineEnd); end != std::string::npos; end = m_half.find(lineEnd)) {
        const std::string line = m_half.substr(0, end);
        m_half.erase(0, end + lineEnd.size());
        noteLine(line);
    }
}

/// A line of a message, a part of a chunk, or a command.
void RemoteCase::noteLine(std::string_view line)
{
    if (m_chunk > 0) {
        m_chunk -= std::min(m_chunk, line.size() + lineEnd.size());
        if (m_chunk == 0)
            m_unanswered.push_back(*std::exchange(m_begunChunk, std::nullopt));
    } else if (m_inMessage) {
        m_message.append(line).append("\n");
        m_inMessage = line != ".";
        if (!m_inMessage)
            m_unanswered.emplace_back(session::MessagePart{std::exchange(m_message, {})});
    } else {
        noteCommand(line);
    }
}

void RemoteCase::noteCommand(std::string_view line)
{
    session::ReportBody said = session::ClientLine{std::string(line), smtp::Verb::Unknown};
    m_startsTls = text::equalsIgnoringCase(text::trim(line), "STARTTLS");
    if (text::equalsIgnoringCase(line.substr(0, 5), "BDAT "))
        m_chunk = text::leadingNumber(text::trim(line.substr(5))).value_or(0);
    if (m_chunk > 0)
        m_begunChunk = std::move(said);
    else
        m_unanswered.push_back(std::move(said));
}

void RemoteCase::record(session::ReportBody body)
{
    static const auto nothingKnown = std::make_shared<const session::SessionState>();
    const trace::Record record{{}, session::Report{std::move(body), {}, nothingKnown}};
    m_run.sessions.back().timeline.add(record);
    if (m_observer.record)
        m_observer.record(record);
}

} // namespace spp::scenario
