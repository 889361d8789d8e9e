// SPDX-License-Identifier: MIT
/// The client's side of a simulated session: a stream that says the lines of a dialog, one whenever the server waits for one, and
/// compares the replies. Lines may be added while it runs. Used on its executor only, but for what says otherwise.
#pragma once

#include "core/runtime/stream.h"
#include "core/scenario/dialog.h"

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace spp::scenario
{

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
    DialogClient(const asio::any_io_executor& executor, const Dialog& dialog, AtEnd atEnd);

    /// Told whenever the client begins to wait for more lines.
    void onWaiting(std::function<void()> observer) { m_onWaiting = std::move(observer); }

    /// One more line for the server, without its CR LF.
    void say(std::string text);
    /// All lines that wait are dropped and the client goes away.
    void hangUp();

    const std::vector<Mismatch>& mismatches() const { return m_mismatches; }
    /// Lines that the server never asked for: the session ended before.
    std::size_t unsaid() const { return m_lines.size(); }

    asio::awaitable<runtime::IoResult> read(std::span<char> buffer) override;
    asio::awaitable<std::error_code> write(std::string_view bytes) override;
    void cancel() override;
    void close() override;

private:
    bool takeNextLine();
    void judge();
    void skipMessage();

    asio::steady_timer m_wake; ///< a condition: cancelled when there is something to do
    std::deque<ClientLine> m_lines;
    AtEnd m_atEnd;
    std::string m_unsent; ///< of the line in work
    std::string m_reply;  ///< since the last line
    std::optional<Expectation> m_expectation;
    std::vector<Mismatch> m_mismatches;
    std::function<void()> m_onWaiting;
    bool m_cancelled = false;
};

} // namespace spp::scenario
