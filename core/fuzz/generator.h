// SPDX-License-Identifier: MIT
/// Dialogs by chance, by the grammar of SMTP (RFC 5321): what clients say, what careless ones say, and what hostile ones try. Pure.
#pragma once

#include "core/fuzz/chance.h"
#include "core/fuzz/talk.h"
#include "core/fuzz/vocabulary.h"

namespace spp::fuzz
{

/// Longer than any of the limits that RFC 5321 4.5.3.1 names (64, 255, 512), and than what shells and tables like.
inline constexpr std::size_t maxOddText = 2000;

Talk makeTalk(Chance& chance, const Vocabulary& vocabulary);

} // namespace spp::fuzz
