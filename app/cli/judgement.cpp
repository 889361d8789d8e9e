// SPDX-License-Identifier: MIT
#include "app/cli/judgement.h"

#include "core/base/text.h"

namespace spp::cli
{

bool printJudgement(Screen& screen, const std::vector<scenario::Mismatch>& mismatches, std::size_t unsaidLines)
{
    for (const auto& mismatch : mismatches)
        screen.line(0, "line " + std::to_string(mismatch.line) + ": expected “" + text::printable(mismatch.expected) +
                           "”, got “" + mismatch.got + "”");
    if (unsaidLines > 0)
        screen.line(0,
                    "the session ended before the client had said its last " + std::to_string(unsaidLines) + " lines");
    return mismatches.empty() && unsaidLines == 0;
}

} // namespace spp::cli
