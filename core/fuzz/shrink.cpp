// SPDX-License-Identifier: MIT
#include "core/fuzz/shrink.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace spp::fuzz
{

namespace
{

/// Where in a line that may become shorter stands: within an address's brackets, or else behind the first word.
struct Argument
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

Argument argumentOf(const std::string& text)
{
    const auto open = text.find('<');
    const auto close = text.rfind('>');
    if (open != std::string::npos && close != std::string::npos && open < close)
        return {open + 1, close};
    return {std::min(text.find(' '), text.size()), text.size()};
}

class Shrinker
{
public:
    Shrinker(Talk talk, const Shows& shows, std::size_t tries) : m_talk(std::move(talk)), m_shows(shows), m_tries(tries)
    {}

    Talk run()
    {
        for (std::size_t before = sizeOf(m_talk) + 1; before > sizeOf(m_talk) && m_tries > 0;) {
            before = sizeOf(m_talk);
            thin(
                [](Talk & talk) -> auto& { return talk.sessions; }, 1);
            for (std::size_t i = 0; i < m_talk.sessions.size(); ++i)
                shrinkSession(i);
        }
        return std::move(m_talk);
    }

private:
    void shrinkSession(std::size_t number)
    {
        const auto session = [number](Talk& talk) -> Session& { return talk.sessions[number]; };
        thin([&](Talk & talk) -> auto& { return session(talk).said; });
        thin([&](Talk & talk) -> auto& { return session(talk).environment; });
        attempt([&](Talk& talk) { session(talk).logins = Logins::None; });
        attempt([&](Talk& talk) {
            for (Said& said : session(talk).said)
                said.withNext = false;
        });
        for (std::size_t i = 0; i < m_talk.sessions[number].said.size(); ++i)
            shrinkSaid([&, i](Talk& talk) -> Said& { return session(talk).said[i]; });
        for (std::size_t i = 0; i < m_talk.sessions[number].environment.size(); ++i)
            thin([&, i](Talk& talk) -> std::string& { return session(talk).environment[i]; });
    }

    template <typename Place>
    void shrinkSaid(const Place& place)
    {
        attempt([&](Talk& talk) { place(talk).message.clear(); });
        thin([&](Talk & talk) -> auto& { return place(talk).message; });
        attempt([&](Talk& talk) { place(talk).withNext = false; });
        // Parameters, and whatever else stands behind an address.
        attempt([&](Talk& talk) {
            std::string& text = place(talk).text;
            text.erase(std::min(text.find("> "), text.size() - 1) + 1);
        });
        thinArgument([&](Talk& talk) -> std::string& { return place(talk).text; });
    }

    /// The command stays, for whoever reads it.
    template <typename Place>
    void thinArgument(const Place& place)
    {
        const std::string& text = place(m_talk);
        const Argument argument = argumentOf(text);
        const std::string before = text.substr(0, argument.begin);
        const std::string behind = text.substr(argument.end);
        std::string kept = text.substr(argument.begin, argument.end - argument.begin);
        thin(kept, 0, [&](Talk& talk, const std::string& less) { place(talk) = before + less + behind; });
    }

    template <typename Place>
    void thin(const Place& place, std::size_t least = 0)
    {
        auto kept = place(m_talk);
        thin(kept, least, [&](Talk& talk, const auto& less) { place(talk) = less; });
    }

    /// Leaves out as much of a list as can be: halves, quarters … single ones.
    template <typename List, typename Put>
    void thin(List& kept, std::size_t least, const Put& put)
    {
        for (std::size_t chunk = (kept.size() + 1) / 2; chunk > 0; chunk /= 2)
            for (std::size_t begin = 0; begin < kept.size();) {
                const std::size_t size = std::min(chunk, kept.size() - begin);
                List less = kept;
                const auto from = std::next(less.begin(), static_cast<std::ptrdiff_t>(begin));
                less.erase(from, std::next(from, static_cast<std::ptrdiff_t>(size)));
                if (less.size() >= least && attempt([&](Talk& talk) { put(talk, less); }))
                    kept = std::move(less);
                else
                    begin += size;
            }
    }

    template <typename Change>
    bool attempt(const Change& change)
    {
        if (m_tries == 0)
            return false;
        Talk candidate = m_talk;
        change(candidate);
        if (sizeOf(candidate) >= sizeOf(m_talk))
            return false;
        --m_tries;
        if (!m_shows(candidate))
            return false;
        m_talk = std::move(candidate);
        return true;
    }

    Talk m_talk;
    const Shows& m_shows;
    std::size_t m_tries;
};

} // namespace

Talk shrink(Talk talk, const Shows& shows, std::size_t tries)
{
    return Shrinker(std::move(talk), shows, tries).run();
}

} // namespace spp::fuzz
