// SPDX-License-Identifier: MIT
#include "core/scenario/dialog_client.h"

#include "core/base/text.h"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace spp::scenario
{

ClientScript scriptOf(const Dialog& dialog)
{
    return {dialog.lines, 0, {dialog.greeting}, {}, false};
}

DialogClient::DialogClient(const asio::any_io_executor& executor, ClientScript script, AtEnd atEnd)
    : m_wake(executor), m_script(std::move(script)), m_atEnd(atEnd)
{}

void DialogClient::say(std::string text)
{
    m_script.lines.push_back({std::move(text), 0, std::nullopt});
    m_wake.cancel();
}

void DialogClient::send(std::string message)
{
    if (unsaid() > 0 || !m_script.wantsMessage)
        m_script.lines.push_back({"DATA", 0, std::nullopt});
    m_script.lines.push_back({std::move(message), 0, std::nullopt, true});
    m_wake.cancel();
}

void DialogClient::hangUp()
{
    m_script.lines.erase(m_script.lines.begin() + static_cast<std::ptrdiff_t>(m_script.said), m_script.lines.end());
    m_atEnd = AtEnd::HangsUp;
    m_wake.cancel();
}

void DialogClient::vanish()
{
    m_gone = true;
    m_wake.cancel();
}

asio::awaitable<runtime::IoResult> DialogClient::read(std::span<char> buffer)
{
    m_cancelled = false;
    if (!isSaying())
        judge();
    co_await pause();
    while (!isSaying() && !m_gone && !m_cancelled && !takeNextLines()) {
        if (m_atEnd == AtEnd::HangsUp)
            co_return runtime::IoResult{};
        if (m_onWaiting)
            m_onWaiting();
        co_await wait(asio::steady_timer::time_point::max());
    }
    if (m_gone)
        co_return runtime::IoResult{};
    if (m_cancelled)
        co_return runtime::IoResult{asio::error::operation_aborted, 0};
    const std::string_view unsent = std::string_view(m_saying).substr(m_sent);
    const std::size_t size = std::min(buffer.size(), unsent.size());
    std::copy_n(unsent.begin(), size, buffer.begin());
    m_sent += size;
    co_return runtime::IoResult{{}, size};
}

/// Before the line that comes next, once.
asio::awaitable<void> DialogClient::pause()
{
    if (isSaying() || unsaid() == 0 || m_paused == m_script.said + 1)
        co_return;
    const auto until = std::chrono::steady_clock::now() + m_script.lines[m_script.said].pause;
    m_paused = m_script.said + 1;
    while (std::chrono::steady_clock::now() < until && !m_gone && !m_cancelled)
        co_await wait(until);
}

asio::awaitable<void> DialogClient::wait(std::chrono::steady_clock::time_point until)
{
    std::error_code woken;
    m_wake.expires_at(until);
    co_await m_wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

asio::awaitable<std::error_code> DialogClient::write(std::string_view bytes)
{
    if (m_gone)
        co_return asio::error::broken_pipe;
    m_script.reply += bytes;
    co_return std::error_code{};
}

void DialogClient::cancel()
{
    m_cancelled = true;
    m_wake.cancel();
}

void DialogClient::close()
{
    judge();
}

/// Those that are sent together. @return false: there is none
bool DialogClient::takeNextLines()
{
    std::string taken;
    bool more = true;
    while (more && unsaid() > 0 && !m_gone) {
        const ClientLine& line = m_script.lines[m_script.said++];
        more = line.withNext;
        if (line.hangsUp) {
            m_gone = true;
        } else if (line.isMessage && !std::exchange(m_script.wantsMessage, false)) {
            judge(line.expectation, "nothing, since the message was not asked for");
            more = true;
        } else {
            taken += line.text + "\r\n";
            m_script.awaited.push_back(line.expectation);
        }
    }
    if (taken.empty())
        return m_gone;
    m_saying = std::move(taken);
    m_sent = 0;
    m_script.wantsMessage = false;
    return true;
}

/// The server waits for the next line, so the replies to the ones before are complete.
void DialogClient::judge()
{
    const auto awaited = std::exchange(m_script.awaited, {});
    const std::string reply = std::exchange(m_script.reply, {});
    const auto replies = splitReplies(reply);
    if (!replies.empty())
        m_script.wantsMessage = replies.back().starts_with("354");
    for (std::size_t i = 0; i < awaited.size(); ++i) {
        // One line's reply is all that came: some servers have two to a command.
        const std::string_view got = awaited.size() == 1 ? reply : i < replies.size() ? replies[i] : std::string_view();
        if (awaited[i] && !judge(awaited[i], got) && awaited[i]->allowsMessage())
            skipMessage();
    }
}

bool DialogClient::judge(const std::optional<Expectation>& expected, std::string_view reply)
{
    if (!expected || expected->matches(reply))
        return true;
    m_mismatches.push_back({expected->line, expected->text(), text::printable(reply)});
    return false;
}

/// The message was to follow, but it is not wanted: its lines must not be taken for commands.
void DialogClient::skipMessage()
{
    const auto next = m_script.lines.begin() + static_cast<std::ptrdiff_t>(m_script.said);
    const auto end = std::find_if(next, m_script.lines.end(),
                                  [](const ClientLine& line) { return line.isMessage || line.text == "."; });
    if (end != m_script.lines.end())
        m_script.said += static_cast<std::size_t>(end - next) + 1;
}

} // namespace spp::scenario
