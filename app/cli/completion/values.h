// SPDX-License-Identifier: MIT
/// The values of a kind: what options and arguments of spp take. Reads folders, homes and traces.
#pragma once

#include "app/cli/completion/completion.h"

#include <string>
#include <string_view>

namespace spp::cli
{

/// What stands elsewhere on the line and decides what may stand here.
struct CompletionContext
{
    std::string home; ///< of --home; may be empty
    std::string file; ///< the first argument of the command; may be empty
};

/// DIALECT, SECTION, PLUGIN (of a home, or in a trace), LIBRARY (plugins that come along), WORD (for spp explain), FILE, DIR, SCENARIO,
/// TRACE, or several with | between them. Of any other kind there are none: NUMBER, NAME, HOST …
/// @param begun what is typed of it
Completions valuesOf(std::string_view kinds, const std::string& begun, const CompletionContext& context);

/// Whether valuesOf() knows it, or knows that nothing can be proposed.
bool isKind(std::string_view kinds);

} // namespace spp::cli
