// SPDX-License-Identifier: MIT
/// The client's side of a simulated session: a stream that says the lines of a dialog, one whenever the server waits for one, and
/// compares the replies. Lines may be added while it runs. Used on its executor only, but for what says otherwise.
#pragma once

#include "core/runtime/stream.h"
#include "core/scenario/dialog.h"

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

/// What a client has to say, and where it is in that.
struct ClientScript
{
    std::vector<ClientLine> lines;
    std::size_t said = 0; ///< of them, before it begins
    /// The replies that are awaited, in their order: to the greeting, to one line, or to lines that were sent together.
    std::vector<std::optional<Expectation>> awaited;
    std::string reply;         ///< as much of them as has come
    bool wantsMessage = false; ///< the last one was a 354
};

/// The whole of a dialog.
ClientScript scriptOf(const Dialog& dialog);

/// A reply that was not as expected.
struct Mismatch
{
    std::size_t line = 0; ///< of the expectation in the dialog's file; 0: a reply that never came
    std::string expected;
    std::string got; ///< the whole reply, printable
};

class DialogClient : public runtime::Stream
{
public:
    enum class AtEnd { HangsUp, Waits };

    /// @param atEnd what to do when all lines have been said: go away, or wait for more
    DialogClient(const asio::any_io_executor& executor, ClientScript script, AtEnd atEnd);

    /// Told whenever the client begins to wait for more lines.
    void onWaiting(std::function<void()> observer) { m_onWaiting = std::move(observer); }

    /// One more line for the server, without its CR LF.
    void say(std::string text);
    /// A message, as formatMessage() makes it, behind DATA unless the client is waiting and was just asked for one. It is not said if
    /// the server does not ask for it.
    void send(std::string message);
    /// All lines that wait are dropped and the client goes away once it is asked for more.
    void hangUp();
    /// The client is gone, whatever the server is doing.
    void vanish();

    const std::vector<Mismatch>& mismatches() const { return m_mismatches; }
    /// All lines, those that were added while it ran too; so many of them were said.
    const std::vector<ClientLine>& lines() const { return m_script.lines; }
    std::size_t said() const { return m_script.said; }
    /// Lines that the server never asked for: the session ended before.
    std::size_t unsaid() const { return m_script.lines.size() - m_script.said; }
    /// Where the line that was said last stands in the dialog's file; 0: nowhere.
    std::size_t dialogLine() const { return m_script.said == 0 ? 0 : m_script.lines[m_script.said - 1].line; }

    asio::awaitable<runtime::IoResult> read(std::span<char> buffer) override;
    asio::awaitable<std::error_code> write(std::string_view bytes) override;
    void cancel() override;
    void close() override;

    /// What it says now has not been read to its end.
    bool isSaying() const { return m_sent < m_saying.size(); }

private:
    bool takeNextLines();
    void judge();
    bool judge(const std::optional<Expectation>& expected, std::string_view reply);
    void skipMessage();
    asio::awaitable<void> pause();
    asio::awaitable<void> wait(std::chrono::steady_clock::time_point until);

    asio::steady_timer m_wake; ///< a condition: cancelled when there is something to do
    std::size_t m_paused = 0;  ///< so many lines have had the pause before them
    ClientScript m_script;
    AtEnd m_atEnd;
    std::string m_saying;   ///< the line in work, or several that are sent together
    std::size_t m_sent = 0; ///< of it
    std::vector<Mismatch> m_mismatches;
    std::function<void()> m_onWaiting;
    bool m_cancelled = false;
    bool m_gone = false;
};

} // namespace spp::scenario
