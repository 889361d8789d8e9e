// SPDX-License-Identifier: MIT
/// Where a session collects what it wants done and what it tells, until it is asked. Text for the client is gathered and goes out
/// ahead of every other wish, so the order on the wire is the order of the replies. Once it is held, it goes out only before the
/// client is waited for, or when there is much of it: then what programs write to the same connection is ahead of it.
/// A value; not thread-safe.
#pragma once

#include "core/session/report.h"
#include "core/session/wish.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spp::session
{

/// As much text is held: the size of qmail-smtpd's buffer for output.
inline constexpr std::size_t maxHeldText = 512;

class Outbox
{
public:
    void send(std::string_view bytes)
    {
        if (m_holds && m_text.size() + bytes.size() > maxHeldText)
            flush();
        m_text += bytes;
    }
    void wish(Wish wish)
    {
        pass();
        m_wishes.push_back(std::move(wish));
    }
    /// For the log: LimitReached, Complain. Told once, however often it happens in the session.
    template <typename ForTheLog>
    void tell(ForTheLog wish)
    {
        if (std::find(m_told.begin(), m_told.end(), wish.words) != m_told.end())
            return;
        m_told.push_back(wish.words);
        m_wishes.emplace_back(std::move(wish));
    }
    /// From now on text is held.
    void hold() { m_holds = true; }
    /// Gathered text goes on its way, unless it is held.
    void pass()
    {
        if (!m_holds || m_text.size() > maxHeldText)
            flush();
    }
    /// Gathered text becomes a wish: before waiting for the client, and at the end.
    void flush()
    {
        if (!m_text.empty())
            m_wishes.emplace_back(SendBytes{std::exchange(m_text, {})});
    }
    std::optional<Wish> next()
    {
        if (m_wishes.empty())
            return std::nullopt;
        Wish wish = std::move(m_wishes.front());
        m_wishes.pop_front();
        return wish;
    }
    bool empty() const { return m_wishes.empty(); }

    void report(ReportBody body, Moment now, const SessionState& state)
    {
        // Most reports change nothing: they share one copy of the state.
        if (!m_reported || *m_reported != state)
            m_reported = std::make_shared<const SessionState>(state);
        m_reports.push_back({std::move(body), now, m_reported});
    }
    std::vector<Report> takeReports() { return std::exchange(m_reports, {}); }

private:
    std::string m_text;
    bool m_holds = false;
    std::deque<Wish> m_wishes;
    std::vector<std::string> m_told;
    std::vector<Report> m_reports;
    std::shared_ptr<const SessionState> m_reported;
};

} // namespace spp::session
