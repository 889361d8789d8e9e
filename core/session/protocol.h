// SPDX-License-Identifier: MIT
/// Keeps the word behind "with" in the Received line: each dialect has its own way to tell of EHLO, TLS and a login there
/// (RFC 3848 in the end). Pure.
#pragma once

#include "core/session/context.h"

namespace spp::session
{

void noteHelo(Context& context, bool extended);
void noteTls(Context& context);
void noteLogin(Context& context);

} // namespace spp::session
