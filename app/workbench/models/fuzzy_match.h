// SPDX-License-Identifier: MIT
/// How well a name fits the few letters that a person typed for it. Thread-safe: values.
#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace spp::workbench
{

struct FuzzyMatch
{
    int score = 0;        ///< higher is better
    QList<int> positions; ///< where the letters are in the name, ascending
};

/// The letters in their order, whatever stands between them, in any case. Those that follow each other or begin a word count more, and those
/// in the last part of a path. nullopt: they are not all there.
std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView name);

} // namespace spp::workbench
