// SPDX-License-Identifier: MIT
#include "core/debug/alignment.h"

#include <algorithm>

namespace spp::debug
{

namespace
{

/// So many differences are looked at together; behind them it goes on from the best way so far. The cost is this many times the length.
constexpr std::ptrdiff_t maxDifferences = 100;

/// The way with the fewest differences, found as E. W. Myers describes (An O(ND) Difference Algorithm, 1986): for each number of
/// differences and each diagonal, how far one comes.
class Way
{
public:
    Way(std::span<const std::size_t> left, std::span<const std::size_t> right) : m_left(left), m_right(right) {}

    /// Goes on until both ends are reached, or there are too many differences.
    void find()
    {
        for (std::ptrdiff_t differences = 0; differences <= maxDifferences; ++differences) {
            m_reached.emplace_back(static_cast<std::size_t>(2 * differences + 1), -1);
            for (std::ptrdiff_t diagonal = -differences; diagonal <= differences; diagonal += 2)
                if (goOn(differences, diagonal))
                    return;
        }
    }

    /// How far it came on the left and on the right.
    Match end() const
    {
        return {static_cast<std::size_t>(m_best.x), static_cast<std::size_t>(m_best.x - m_best.diagonal)};
    }

    /// Of the way to the end, in descending order.
    std::vector<Match> matches() const
    {
        std::vector<Match> found;
        std::ptrdiff_t x = m_best.x;
        std::ptrdiff_t diagonal = m_best.diagonal;
        for (std::ptrdiff_t differences = m_best.differences; differences >= 0; --differences) {
            const auto [start, isInsertion] = arrivalAt(differences, diagonal);
            for (; x > start; --x)
                found.push_back({static_cast<std::size_t>(x - 1), static_cast<std::size_t>(x - 1 - diagonal)});
            x = isInsertion ? start : start - 1;
            diagonal += isInsertion ? 1 : -1;
        }
        return found;
    }

private:
    struct Point
    {
        std::ptrdiff_t differences = 0;
        std::ptrdiff_t diagonal = 0;
        std::ptrdiff_t x = 0;

        std::ptrdiff_t progress() const { return 2 * x - diagonal; }
    };

    std::ptrdiff_t leftSize() const { return static_cast<std::ptrdiff_t>(m_left.size()); }
    std::ptrdiff_t rightSize() const { return static_cast<std::ptrdiff_t>(m_right.size()); }

    /// -1: nowhere.
    std::ptrdiff_t reached(std::ptrdiff_t differences, std::ptrdiff_t diagonal) const
    {
        if (differences < 0 || diagonal < -differences || diagonal > differences)
            return -1;
        return m_reached[static_cast<std::size_t>(differences)][static_cast<std::size_t>(diagonal + differences)];
    }

    /// Where the equal elements of a diagonal begin, and whether one comes there by an element of the right side alone.
    struct Arrival
    {
        std::ptrdiff_t x = -1;
        bool isInsertion = false;
    };
    Arrival arrivalAt(std::ptrdiff_t differences, std::ptrdiff_t diagonal) const
    {
        if (differences == 0)
            return {0, false};
        const std::ptrdiff_t left = reached(differences - 1, diagonal - 1);
        const std::ptrdiff_t right = reached(differences - 1, diagonal + 1);
        const bool canTakeLeft = left >= 0 && left < leftSize();
        const bool canTakeRight = right >= 0 && right - diagonal <= rightSize();
        if (canTakeRight && (!canTakeLeft || right > left))
            return {right, true};
        return {canTakeLeft ? left + 1 : -1, false};
    }

    /// @return both ends are reached
    bool goOn(std::ptrdiff_t differences, std::ptrdiff_t diagonal)
    {
        std::ptrdiff_t x = arrivalAt(differences, diagonal).x;
        if (x < 0)
            return false;
        while (x < leftSize() && x - diagonal < rightSize() &&
               m_left[static_cast<std::size_t>(x)] == m_right[static_cast<std::size_t>(x - diagonal)])
            ++x;
        m_reached.back()[static_cast<std::size_t>(diagonal + differences)] = x;
        const Point here{differences, diagonal, x};
        if (here.progress() > m_best.progress())
            m_best = here;
        return x == leftSize() && x - diagonal == rightSize();
    }

    std::span<const std::size_t> m_left;
    std::span<const std::size_t> m_right;
    std::vector<std::vector<std::ptrdiff_t>> m_reached; ///< by differences and diagonal
    Point m_best;
};

} // namespace

std::vector<Match> align(std::span<const std::size_t> left, std::span<const std::size_t> right)
{
    std::vector<Match> all;
    Match from;
    while (from.left < left.size() && from.right < right.size()) {
        Way way(left.subspan(from.left), right.subspan(from.right));
        way.find();
        const auto matches = way.matches();
        std::for_each(matches.rbegin(), matches.rend(), [&](const Match& each) {
            all.push_back({from.left + each.left, from.right + each.right});
        });
        from = {from.left + way.end().left, from.right + way.end().right};
    }
    return all;
}

} // namespace spp::debug
