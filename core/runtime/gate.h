// SPDX-License-Identifier: MIT
/// Stands between a session's wish and the deed. A daemon has none; in the workbench it is the debugger, which holds a wish,
/// changes it, or ends the session. Called on the Driver's loop; may wait as long as it likes.
#pragma once

#include "core/session/session.h"
#include "core/session/wish.h"

#include <asio/awaitable.hpp>

namespace spp::runtime
{

enum class Passage { CarryOut, EndSession };

class Gate
{
public:
    virtual ~Gate() = default;

    /// Asked before a wish is carried out. The wish may be changed in place.
    virtual asio::awaitable<Passage> pass(const session::Session& session, session::Wish& wish) = 0;
};

} // namespace spp::runtime
