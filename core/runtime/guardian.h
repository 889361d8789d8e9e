// SPDX-License-Identifier: MIT
/// Kills what this program has started, with all of its process groups, should this program end without having done so: by a signal
/// that can't be handled, by a crash. A process of its own, which waits for the end of a pipe. Thread-safe.
#pragma once

#include "core/base/error.h"

#include <sys/types.h>

namespace spp::runtime
{

/// From now on. Asked once more it does nothing.
Result<void> startGuardian();

/// Tells it that this process, the leader of a group, is about to become a program. May be called behind vfork: it makes one system
/// call. Without a guardian it does nothing.
void entrust(pid_t process);

/// Tells it that the process has ended and been waited for.
void dismiss(pid_t process);

} // namespace spp::runtime
