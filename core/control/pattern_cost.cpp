// SPDX-License-Identifier: MIT
#include "core/control/pattern_cost.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace spp::control
{

namespace
{

/// A part of an expression, repetitions written out. Begins as the empty sequence.
struct Piece
{
    std::size_t size = 0;
    std::size_t emptyLoops = 0;
    std::size_t forks = 0;
    bool canBeEmpty = true;
    // Places with no character between them: at the beginning, at the end, and in the longest run.
    std::size_t firstPlaces = 0;
    std::size_t lastPlaces = 0;
    std::size_t places = 0;

    void append(const Piece& next)
    {
        add(next);
        places = std::max({places, next.places, sum(lastPlaces, next.firstPlaces, maxPlaces)});
        firstPlaces = canBeEmpty ? sum(firstPlaces, next.firstPlaces, maxPlaces) : firstPlaces;
        lastPlaces = next.canBeEmpty ? sum(lastPlaces, next.lastPlaces, maxPlaces) : next.lastPlaces;
        canBeEmpty = canBeEmpty && next.canBeEmpty;
    }
    void offer(const Piece& alternative)
    {
        const bool isFork = canBeEmpty && alternative.canBeEmpty;
        add({.size = 1, .forks = isFork ? 1UL : 0UL});
        add(alternative);
        // Ways through nothing but places are all taken together; of others one is taken.
        const auto either = [isFork](std::size_t a, std::size_t b) {
            return isFork ? sum(a, b, maxPlaces) : std::max(a, b);
        };
        firstPlaces = either(firstPlaces, alternative.firstPlaces);
        lastPlaces = either(lastPlaces, alternative.lastPlaces);
        places = std::max({places, alternative.places, firstPlaces, lastPlaces});
        canBeEmpty = canBeEmpty || alternative.canBeEmpty;
    }
    /// Any number of times, or none.
    void loop()
    {
        const std::size_t aroundNothing = canBeEmpty ? 1 : 0;
        add({.size = 1, .emptyLoops = aroundNothing, .forks = aroundNothing});
        canBeEmpty = true;
    }

private:
    // Counts stop where they are too large anyway, so that no product overflows.
    static std::size_t sum(std::size_t a, std::size_t b, std::size_t most) { return std::min(a + b, most + 1); }

    void add(const Piece& other)
    {
        size = sum(size, other.size, maxPatternSize);
        emptyLoops = sum(emptyLoops, other.emptyLoops, maxEmptyLoops);
        forks = sum(forks, other.forks, maxForks);
    }
};

constexpr Piece character{.size = 1, .canBeEmpty = false};
/// What ^, $ or \b stand for.
constexpr Piece place{.size = 1, .firstPlaces = 1, .lastPlaces = 1, .places = 1};

/// * is 0 to any number.
struct Repetition
{
    std::size_t least = 0;
    std::optional<std::size_t> most;
};

/// The expression, or a group of it, as far as it is read.
struct Group
{
    std::optional<Piece> before; ///< the alternatives before this one
    Piece sequence;              ///< of this alternative, but for the last piece, which may yet be repeated
    Piece last;

    void append(const Piece& piece)
    {
        sequence.append(last);
        last = piece;
    }
    void endAlternative()
    {
        sequence.append(last);
        if (before)
            before->offer(sequence);
        else
            before = sequence;
        sequence = last = {};
    }
};

/// What comes to nothing, as a{0} and what is no interval, has been read all the same: it is never less than the piece.
Piece repeated(const Piece& piece, const Repetition& repetition)
{
    Piece optional = piece;
    if (repetition.most)
        optional.offer({});
    else
        optional.loop();
    const std::size_t copies = std::max<std::size_t>(1, repetition.most.value_or(repetition.least + 1));
    Piece all;
    for (std::size_t i = 0; i < copies && all.size <= maxPatternSize; ++i)
        all.append(i < repetition.least ? piece : optional);
    return all;
}

class Reader
{
public:
    explicit Reader(std::string_view expression) : m_rest(expression) {}

    std::string trouble()
    {
        while (!m_rest.empty())
            if (std::string why = takeNext(); !why.empty())
                return why;
        while (m_groups.size() > 1)
            endGroup();
        m_groups.front().endAlternative();
        const Piece& whole = *m_groups.front().before;
        if (whole.size > maxPatternSize)
            return "is too long, once its repetitions are written out";
        if (whole.emptyLoops > maxEmptyLoops)
            return "repeats what can be empty, as in (a*)*, more than twice";
        if (whole.emptyLoops > 0 && whole.forks > maxForks)
            return "repeats what can be empty, as in (a*)*, and has too many ways to be empty, as in a??";
        if (whole.places > (whole.emptyLoops > 0 ? maxPlacesInLoops : maxPlaces))
            return "has too many places such as ^, $ or \\b with no character between them";
        return {};
    }

private:
    std::string takeNext()
    {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        switch (c) {
        case '\\': return takeEscaped();
        case '[': takeBracket(); return {};
        case '(': m_groups.emplace_back(); return m_groups.size() > maxPatternDepth ? "is nested too deeply" : "";
        case ')': endGroup(); return {};
        case '|': group().endAlternative(); return {};
        case '*': repeat({0, std::nullopt}); return {};
        case '+': repeat({1, std::nullopt}); return {};
        case '?': repeat({0, 1}); return {};
        case '{': takeInterval(); return {};
        case '^':
        case '$': group().append(place); return {};
        default: group().append(character); return {};
        }
    }

    std::string takeEscaped()
    {
        const char c = m_rest.empty() ? '\\' : m_rest.front();
        m_rest.remove_prefix(std::min<std::size_t>(1, m_rest.size()));
        if (c >= '1' && c <= '9')
            return "has a back reference, which is no part of such expressions";
        // \b, \< and their like stand for a place, not for a character.
        const bool isPlace = std::string_view("bB<>`'").find(c) != std::string_view::npos;
        group().append(isPlace ? place : character);
        return {};
    }

    /// [^]a-z[:alpha:]]
    void takeBracket()
    {
        std::size_t end = m_rest.starts_with('^') ? 1 : 0;
        if (m_rest.substr(end).starts_with(']'))
            ++end;
        while (end < m_rest.size() && m_rest[end] != ']') {
            const bool isClass = m_rest[end] == '[' && end + 1 < m_rest.size() &&
                                 std::string_view(":.=").find(m_rest[end + 1]) != std::string_view::npos;
            const auto closing =
                isClass ? m_rest.find(std::string{m_rest[end + 1], ']'}, end + 2) : std::string_view::npos;
            end = closing == std::string_view::npos ? end + 1 : closing + 2;
        }
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        group().append(character);
    }

    /// {2}, {2,}, {,3} or {2,3}; anything else is no interval, and the C library says what it is.
    void takeInterval()
    {
        const std::string_view inside = m_rest.substr(0, m_rest.find('}'));
        const auto comma = inside.find(',');
        const auto least = number(inside.substr(0, comma));
        if (comma == std::string_view::npos)
            repeat({least.value_or(0), least.value_or(0)});
        else
            repeat({least.value_or(0), number(inside.substr(comma + 1))});
        m_rest.remove_prefix(std::min(inside.size() + 1, m_rest.size()));
    }

    static std::optional<std::size_t> number(std::string_view digits)
    {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error == std::errc::result_out_of_range)
            return maxPatternSize + 1;
        return error == std::errc{} ? std::optional(std::min(value, maxPatternSize + 1)) : std::nullopt;
    }

    void repeat(const Repetition& repetition) { group().last = repeated(group().last, repetition); }

    void endGroup()
    {
        if (m_groups.size() == 1)
            return group().append(character); // a bracket that was not opened is a character
        group().endAlternative();
        const Piece piece = *group().before;
        m_groups.pop_back();
        group().append(piece);
    }

    Group& group() { return m_groups.back(); }

    std::string_view m_rest;
    std::vector<Group> m_groups{1};
};

} // namespace

std::string whyTooCostly(std::string_view expression)
{
    return Reader(expression).trouble();
}

} // namespace spp::control
