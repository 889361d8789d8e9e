// SPDX-License-Identifier: MIT
#include "core/scenario/dialog_client.h"

#include "core/base/text.h"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace spp::scenario
{

DialogClient::DialogClient(const asio::any_io_executor& executor, const Dialog& dialog, AtEnd atEnd)
    : m_wake(executor),
      m_lines(dialog.lines.begin(), dialog.lines.end()),
      m_atEnd(atEnd),
      m_expectation(dialog.greeting)
{}

void DialogClient::say(std::string text)
{
    m_lines.push_back({std::move(text), 0, std::nullopt});
    m_wake.cancel();
}

void DialogClient::hangUp()
{
    m_lines.clear();
    m_atEnd = AtEnd::HangsUp;
    m_wake.cancel();
}

asio::awaitable<runtime::IoResult> DialogClient::read(std::span<char> buffer)
{
    m_cancelled = false;
    if (m_unsent.empty())
        judge();
    while (m_unsent.empty() && !takeNextLine()) {
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
    const std::size_t size = std::min(buffer.size(), m_unsent.size());
    std::copy_n(m_unsent.begin(), size, buffer.begin());
    m_unsent.erase(0, size);
    co_return runtime::IoResult{{}, size};
}

asio::awaitable<std::error_code> DialogClient::write(std::string_view bytes)
{
    m_reply += bytes;
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

bool DialogClient::takeNextLine()
{
    if (m_lines.empty())
        return false;
    ClientLine line = std::move(m_lines.front());
    m_lines.pop_front();
    m_unsent = line.text + "\r\n";
    m_expectation = std::move(line.expectation);
    return true;
}

/// The server waits for the next line, so the reply to the one before is complete.
void DialogClient::judge()
{
    const auto expected = std::exchange(m_expectation, std::nullopt);
    const std::string reply = std::exchange(m_reply, {});
    if (!expected || reply.starts_with(expected->prefix))
        return;
    m_mismatches.push_back({expected->line, expected->prefix, text::printable(reply)});
    if (expected->prefix.starts_with('3'))
        skipMessage();
}

/// The message was to follow, but it is not wanted: its lines must not be taken for commands.
void DialogClient::skipMessage()
{
    const auto end = std::find_if(m_lines.begin(), m_lines.end(), [](const ClientLine& l) { return l.text == "."; });
    if (end != m_lines.end())
        m_lines.erase(m_lines.begin(), end + 1);
}

} // namespace spp::scenario
