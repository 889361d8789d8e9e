// SPDX-License-Identifier: MIT
/// What a record tells, as trace files have it. Pure.
#pragma once

#include "core/base/error.h"
#include "core/trace/json_bytes.h"
#include "core/trace/record.h"

namespace spp::trace
{

/// Adds "is", and what there is to tell. @param environment of the session: a plugin's is told by what is different
void writeBody(Json& line, const Body& body, const plugin::Environment& environment);

/// The error is a sentence without a place. A report has its body alone.
Result<Body> readBody(const Json& line, const plugin::Environment& environment);

} // namespace spp::trace
