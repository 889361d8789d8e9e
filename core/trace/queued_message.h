// SPDX-License-Identifier: MIT
/// A message as it was handed to the queue, or would have been: its envelope, and which plugin added which header line. Pure.
#pragma once

#include "core/session/state.h"
#include "core/trace/timeline.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spp::trace
{

/// A line that stands above the client's own message.
struct AddedHeader
{
    std::string text;                ///< without its line end
    std::optional<std::size_t> step; ///< of the plugin that printed it; none: the server's own
    std::size_t outputLine = 0;      ///< of that plugin's output, from 1

    bool operator==(const AddedHeader&) const = default;
};

struct QueuedMessage
{
    std::size_t step = 0;             ///< where the message begins
    std::optional<std::size_t> queue; ///< where the queue has answered
    session::Envelope envelope;
    std::map<std::string, std::size_t> changed; ///< addresses that a plugin put in the client's place, and its step
    std::vector<AddedHeader> added;             ///< in their order
    std::string text;                           ///< the client's message behind them
    std::size_t cut = 0;                        ///< so many more bytes of it are not kept
};

/// Where a message stands in the timeline. One that comes in chunks (BDAT) is one message.
struct MessagePlace
{
    std::size_t step = 0;             ///< where it begins
    std::optional<std::size_t> queue; ///< where the queue has answered
};

std::vector<MessagePlace> messagePlaces(const Timeline& timeline);

/// @param step where the message begins
QueuedMessage queuedMessage(const Timeline& timeline, std::size_t step);

} // namespace spp::trace
