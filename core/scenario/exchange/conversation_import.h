// SPDX-License-Identifier: MIT
/// What was said in a session, as mail programs, logs and people write it down, as a scenario. Pure; accepts any bytes.
///
/// Who has said a line is told by a mark in front of it, maybe behind a time:
///
///     client   ->  ~>  >  >>>  -->  C:  Client:  In:  send:
///     server   <-  <~  <** <  <<<  <--  S:  Server:  Out:  reply:
///
/// Without marks, as telnet has it, lines that begin with a code of three digits are the server's, commands of SMTP and what stands
/// between the server's 354 and a dot are the client's. Everything else is kept as a comment.
#pragma once

#include "core/scenario/exchange/imported.h"

#include <string_view>

namespace spp::scenario
{

Imported importConversation(std::string_view text);

} // namespace spp::scenario
