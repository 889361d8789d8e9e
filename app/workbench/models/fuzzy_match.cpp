// SPDX-License-Identifier: MIT
#include "app/workbench/models/fuzzy_match.h"

#include <algorithm>
#include <vector>

namespace spp::workbench
{

namespace
{

constexpr int pointsForLetter = 1;
constexpr int pointsForFollowing = 6;
constexpr int pointsForWordStart = 5;
constexpr int pointsForFileName = 2;

/// Longer ones are nobody's typing, nor a file's name; the table below stays small.
constexpr qsizetype longestTyped = 100;
constexpr qsizetype longestName = 1000;

bool beginsWord(QStringView name, qsizetype at)
{
    return at == 0 || !name[at - 1].isLetterOrNumber() || (name[at].isUpper() && name[at - 1].isLower());
}

int pointsAt(QStringView name, qsizetype at, qsizetype fileName)
{
    return pointsForLetter + (beginsWord(name, at) ? pointsForWordStart : 0) + (at >= fileName ? pointsForFileName : 0);
}

/// The best way to place the letters up to one of them, with that one at a certain place in the name.
struct Placed
{
    int score = -1;  ///< negative: it can't stand there
    int before = -1; ///< where the letter before stands
};

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView name)
{
    if (typed.size() > longestTyped || name.size() > longestName)
        return std::nullopt;
    if (typed.isEmpty())
        return FuzzyMatch{};
    const qsizetype fileName = name.lastIndexOf(u'/') + 1;
    std::vector<std::vector<Placed>> table(static_cast<std::size_t>(typed.size()),
                                           std::vector<Placed>(static_cast<std::size_t>(name.size())));
    for (std::size_t letter = 0; letter < table.size(); ++letter) {
        Placed best{letter == 0 ? 0 : -1, -1}; // of the letters before, anywhere to the left
        for (std::size_t at = 0; at < table[letter].size(); ++at) {
            if (letter > 0 && at > 0 && table[letter - 1][at - 1].score > best.score)
                best = {table[letter - 1][at - 1].score, static_cast<int>(at) - 1};
            const auto index = static_cast<qsizetype>(at);
            if (name[index].toCaseFolded() != typed[static_cast<qsizetype>(letter)].toCaseFolded() || best.score < 0)
                continue;
            Placed here = best;
            if (letter > 0 && table[letter - 1][at - 1].score + pointsForFollowing > here.score &&
                table[letter - 1][at - 1].score >= 0)
                here = {table[letter - 1][at - 1].score + pointsForFollowing, static_cast<int>(at) - 1};
            here.score += pointsAt(name, index, fileName);
            table[letter][at] = here;
        }
    }

    const auto& lastRow = table.back();
    const auto end = std::ranges::max_element(lastRow, {}, &Placed::score);
    if (end == lastRow.end() || end->score < 0)
        return std::nullopt;
    FuzzyMatch match{end->score, {}};
    auto at = static_cast<int>(end - lastRow.begin());
    for (auto letter = table.size(); letter > 0; --letter) {
        match.positions.prepend(at);
        at = table[letter - 1][static_cast<std::size_t>(at)].before;
    }
    return match;
}

} // namespace spp::workbench
