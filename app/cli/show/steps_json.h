// SPDX-License-Identifier: MIT
/// The steps of recorded sessions as one JSON document, for other programs. Bytes are made printable, as in text.
#pragma once

#include "core/trace/trace_file.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace spp::cli
{

struct ShownSession
{
    const trace::RecordedSession* session = nullptr;          ///< outlives this
    std::vector<std::pair<std::size_t, std::size_t>> records; ///< which of them are shown: from, and up to but without
};

std::string stepsAsJson(const std::vector<ShownSession>& sessions);

} // namespace spp::cli
