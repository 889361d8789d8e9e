// SPDX-License-Identifier: MIT
/// A command line taken apart as a shell would (POSIX 2.2, and $'…' of bash and ksh), without the shell: nothing is looked up or run.
/// Pure.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::text
{

/// The words of one command. What only a shell could fill in ($NAME, `…`, $(…)), and what is more than one command, is an error.
Result<std::vector<std::string>> splitShellWords(std::string_view line);

/// A word as far as it has been typed: its quotes may still be open, and $ is taken as it stands.
std::string unquoteShellWord(std::string_view word);

} // namespace spp::text
