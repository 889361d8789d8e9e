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
    return {dialog.lines, 0, dialog.greeting, {}, false};
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
    while (!isSaying() && !m_gone && !takeNextLine()) {
        if (m_atEnd == AtEnd::HangsUp)
            co_return runtime::IoResult{};
        if (m_onWaiting)
            m_onWaiting();
        std::error_code woken;
        m_wake.expires_at(asio::steady_timer::time_point::max());
        co_await m_wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        if (m_cancelled)
            co_return runtime::IoResult{asio::error::operation_aborted, 0};
    }
    if (m_gone)
        co_return runtime::IoResult{};
    const std::string_view unsent = std::string_view(m_saying).substr(m_sent);
    const std::size_t size = std::min(buffer.size(), unsent.size());
    std::copy_n(unsent.begin(), size, buffer.begin());
    m_sent += size;
    co_return runtime::IoResult{{}, size};
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

/// @return false: there is none
bool DialogClient::takeNextLine()
{
    while (unsaid() > 0) {
        const ClientLine& line = m_script.lines[m_script.said++];
        if (line.isMessage && !m_script.wantsMessage) {
            if (line.expectation)
                m_mismatches.push_back(
                    {line.expectation->line, line.expectation->prefix, "nothing, since the message was not asked for"});
            continue;
        }
        m_saying = line.text + "\r\n";
        m_sent = 0;
        m_script.expectation = line.expectation;
        m_script.wantsMessage = false;
        return true;
    }
    return false;
}

/// The server waits for the next line, so the reply to the one before is complete.
void DialogClient::judge()
{
    const auto expected = std::exchange(m_script.expectation, std::nullopt);
    const std::string reply = std::exchange(m_script.reply, {});
    if (!reply.empty())
        m_script.wantsMessage = reply.starts_with("354");
    if (!expected || reply.starts_with(expected->prefix))
        return;
    m_mismatches.push_back({expected->line, expected->prefix, text::printable(reply)});
    if (expected->prefix.starts_with('3'))
        skipMessage();
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
