// SPDX-License-Identifier: MIT
#include "app/cli/deploy/differences_printer.h"

#include "core/base/text.h"
#include "core/deploy/line_difference.h"

namespace spp::cli
{

namespace
{

void printLine(Screen& screen, const deploy::DiffLine& line)
{
    using Kind = deploy::DiffLine::Kind;
    switch (line.kind) {
    case Kind::Same: screen.line(2, "  " + text::printable(line.text), Colour::Muted); break;
    case Kind::Gone: screen.line(2, "- " + text::printable(line.text), Colour::Refuse); break;
    case Kind::New: screen.line(2, "+ " + text::printable(line.text), Colour::Accept); break;
    case Kind::Gap: screen.line(2, "  ⋮", Colour::Muted); break;
    }
}

void printDifference(Screen& screen, const deploy::Difference& difference)
{
    const std::string words = describe(difference);
    screen.line(0,
                text::printable(difference.path) + ": " + std::string(formatDeed(difference.deed)) +
                    (words.empty() ? "" : ", " + words),
                difference.deed == deploy::Difference::Deed::Keep ? Colour::Muted : Colour::Strong);
    if (difference.deed == deploy::Difference::Deed::Keep)
        return;
    const deploy::ShownDifference shown = show(difference);
    for (const deploy::DiffLine& line : shown.lines)
        printLine(screen, line);
    if (!shown.instead.empty())
        screen.line(2, shown.instead, Colour::Muted);
}

} // namespace

void printDifferences(Screen& screen, const deploy::Differences& differences)
{
    for (const deploy::Difference& each : differences)
        printDifference(screen, each);
    const std::size_t deeds = countDeeds(differences);
    const std::size_t kept = differences.size() - deeds;
    screen.line(0, (deeds == 0 ? "there is nothing to do" : counted(deeds, "change")) +
                       (kept == 0 ? "" : "; " + counted(kept, "file") + " only there, kept"));
}

} // namespace spp::cli
