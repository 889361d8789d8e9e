// SPDX-License-Identifier: MIT
/// The letters that plugins print, each by itself. Pure.
#pragma once

#include "core/guide/explain.h"

#include <optional>
#include <span>

namespace spp::guide
{

/// "E", "LM": all of them.
std::span<const std::string_view> letters();

/// nullopt: it is none. In any case.
std::optional<Explanation> explainLetter(std::string_view letter, const session::Dialect& dialect);

} // namespace spp::guide
