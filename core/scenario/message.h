// SPDX-License-Identifier: MIT
/// The message that a client sends behind DATA: as it goes over the wire, and in place of those that a dialog spells out. Pure.
#pragma once

#include "core/scenario/dialog.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace spp::scenario
{

/// A message that is larger is not sent: it is held in memory, more than once.
inline constexpr std::size_t maxMessageFile = 64UL * 1024 * 1024;

/// RFC 5321 4.5.2: each line ends with CR LF, whether it did or had LF alone; one that begins with a dot has another before it. The
/// closing dot stands at the end, without its CR LF. Other bytes are kept, a CR by itself, too.
std::string formatMessage(std::string_view message);

/// What the client sends behind each DATA of the dialog is this instead: `formatted`, see above. DATA that the dialog expects to be
/// refused stays alone; BDAT is left as it is.
void useMessage(Dialog& dialog, std::string_view formatted);

} // namespace spp::scenario
