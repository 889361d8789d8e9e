// SPDX-License-Identifier: MIT
/// What a hop said to a message, and how that becomes one answer. Pure.
///
/// Our client gets one reply for all recipients, so that their answers must be merged without losing mail:
/// - all accepted: accepted.
/// - any temporary refusal: deferred, the client tries again with all of them. Where it came behind the message (LMTP), those who
///   accepted have it then, and will get it again: a duplicate is better than a loss. 4xx for whoever refused for good would be
///   the same next time, with more duplicates, but the rest may get through.
/// - otherwise any permanent refusal: refused, in the hop's words. The client tells the sender that it reached nobody, which may be
///   more than is true: in LMTP, some may have it, and the words say how many. The other ways are worse: 250 would lose the refused
///   one's mail in silence (a client of LMTP with a queue of its own would bounce it, RFC 2033; we answer instead of queueing, and
///   send no mail of our own), 4xx would have it sent again for days, and delivered each time.
/// A recipient that is refused before the message is sent costs no duplicates at all: then it is not sent to the others, either.
#pragma once

#include "core/session/event.h"
#include "core/smtp/reply_reader.h"

#include <vector>

namespace spp::runtime
{

struct HopReplies
{
    std::vector<smtp::ServerReply> recipients; ///< one for each, in their order
    bool sent = false;                         ///< the message was: who accepted has it
};

/// Without an id. A reason for the administrator (without the hop's name) stands in it if the hop doesn't want to talk to us at all.
session::QueueFinished mergeReplies(const HopReplies& replies);

} // namespace spp::runtime
