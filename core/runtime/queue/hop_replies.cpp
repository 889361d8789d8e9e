// SPDX-License-Identifier: MIT
#include "core/runtime/queue/hop_replies.h"

#include "core/smtp/reply.h"

#include <algorithm>
#include <array>

namespace spp::runtime
{

namespace
{

using smtp::ServerReply;

// qmail-queue(8)
constexpr int permanentRefusal = 31;
constexpr int temporaryRefusal = 71;

/// Of a hop's words. With code, status and what we add a reply stays below the 512 bytes of RFC 5321 4.5.3.1.5.
constexpr std::size_t maxWords = 380;

/// These are about us, not about the message: no mail is refused because we don't get on with the hop.
bool isAboutUs(const ServerReply& reply)
{
    constexpr std::array codes{502, 503, 530};
    return std::find(codes.begin(), codes.end(), reply.code) != codes.end();
}

bool isForGood(const ServerReply& reply)
{
    return reply.isPermanent() && !isAboutUs(reply);
}

/// All lines as one, without their enhanced status codes, of printable ASCII.
std::string wordsOf(const ServerReply& reply)
{
    std::string words;
    for (const std::string& line : reply.lines) {
        std::string_view text = line;
        text.remove_prefix(smtp::leadingStatus(text).size());
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty())
            continue;
        words += words.empty() ? "" : " ";
        words += text.substr(0, maxWords);
        if (words.size() >= maxWords)
            break;
    }
    words.resize(std::min(words.size(), maxWords));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
    return words.empty() ? "refused" : words;
}

/// 421 would tell our client that it is we who close the connection.
std::string codeFor(const ServerReply& reply)
{
    if (!isForGood(reply))
        return reply.isTemporary() && reply.code != 421 ? std::to_string(reply.code) : "451";
    return std::to_string(reply.code);
}

std::string inTheWordsOf(const ServerReply& reply, const std::string& more)
{
    const std::string_view status = smtp::leadingStatus(reply.lines.front()).substr(0, 11); // RFC 3463 section 2
    std::string line = codeFor(reply) + " " + wordsOf(reply) + more;
    if (!status.empty())
        line += " (#" + std::string(status) + ")";
    return line;
}

std::string howManyHaveIt(const HopReplies& replies, std::size_t accepted)
{
    if (accepted == 0)
        return {};
    const auto all = replies.recipients.size();
    return "; refused for " + std::to_string(all - accepted) + " of " + std::to_string(all) +
           (replies.sent ? " recipients, the others have it" : " recipients, sent to none");
}

} // namespace

session::QueueFinished mergeReplies(const HopReplies& replies)
{
    const auto& all = replies.recipients;
    const auto accepted =
        static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](auto& r) { return r.isPositive(); }));
    session::QueueFinished answer;
    if (accepted == all.size())
        return answer;
    const auto later = std::find_if(all.begin(), all.end(), [](auto& r) { return !r.isPositive() && !isForGood(r); });
    if (later != all.end()) {
        answer.exit.number = temporaryRefusal;
        if (isAboutUs(*later))
            answer.exit.reason = "does not take mail from here: " + std::to_string(later->code) + " " + wordsOf(*later);
        else
            answer.words = inTheWordsOf(*later, {});
        return answer;
    }
    answer.exit.number = permanentRefusal;
    answer.words = inTheWordsOf(*std::find_if(all.begin(), all.end(), isForGood), howManyHaveIt(replies, accepted));
    return answer;
}

} // namespace spp::runtime
