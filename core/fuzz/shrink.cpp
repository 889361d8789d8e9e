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
        thin([&](Talk& talk) -> std::string& { return place(talk).text; });
    }

    /// Leaves out as much of a list as can be: halves, quarters … single ones.
    template <typename Place>
    void thin(const Place& place, std::size_t least = 0)
    {
        for (std::size_t chunk = (place(m_talk).size() + 1) / 2; chunk > 0; chunk /= 2)
            for (std::size_t begin = 0; begin < place(m_talk).size();) {
                const std::size_t size = std::min(chunk, place(m_talk).size() - begin);
                const bool isLess = place(m_talk).size() - size >= least && attempt([&](Talk& talk) {
                                        auto& list = place(talk);
                                        const auto from = std::next(list.begin(), static_cast<std::ptrdiff_t>(begin));
                                        list.erase(from, std::next(from, static_cast<std::ptrdiff_t>(size)));
                                    });
                if (!isLess)
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
