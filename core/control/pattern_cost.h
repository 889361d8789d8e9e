// SPDX-License-Identifier: MIT
/// Foresees which regular expressions the C library would choke on: it writes repetitions out, so nested ones multiply; it takes
/// exponential time over loops around nothing, as in (a*)*, where there are several ways around nothing, as in (a??b??)*, or several
/// places, as in (^|$|\b)*; and over back references, where the client chooses the text.
/// Pure; accepts any bytes.
#pragma once

#include <string>
#include <string_view>

namespace spp::control
{

/// An expression in which all repetitions are written out may have so many characters and operators. What is longer costs seconds for
/// each look-up.
inline constexpr std::size_t maxPatternSize = 2000;
/// So many loops may go around what can be empty: (.*)* is needless, but harmless.
inline constexpr std::size_t maxEmptyLoops = 2;
/// Where there is such a loop, so many parts of the expression may be empty in one more way: a?? in two, (a?|b*) too. Each doubles
/// the time.
inline constexpr std::size_t maxForks = 8;
/// So many places, which ^, $, \b and their like stand for, may have no character between them: the library copies all that may follow
/// each of them.
inline constexpr std::size_t maxPlaces = 40;
/// The same where a loop goes around what can be empty.
inline constexpr std::size_t maxPlacesInLoops = 2;
/// Groups inside of groups; the C library goes into each with a call of its own.
inline constexpr std::size_t maxPatternDepth = 100;

/// What makes a POSIX extended expression too costly, in words that go on "the pattern …"; empty if nothing does.
std::string whyTooCostly(std::string_view expression);

} // namespace spp::control
