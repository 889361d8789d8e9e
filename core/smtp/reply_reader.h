// SPDX-License-Identifier: MIT
/// Reads the replies of a server while they arrive (RFC 5321 4.2), as its client. A server is not trusted: a reply has no more than
/// 64 KiB, of a line no more than 2000 bytes are kept, and what is no reply is an error that stays: nothing behind it can be understood.
/// A value; not thread-safe.
#pragma once

#include "core/base/error.h"
#include "core/smtp/line_buffer.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::smtp
{

struct ServerReply
{
    int code = 0;                   ///< 200 to 599
    std::vector<std::string> lines; ///< what stands behind the code, one at least; any bytes

    bool isPositive() const { return code / 100 == 2; }
    bool isTemporary() const { return code / 100 == 4; }
    bool isPermanent() const { return code / 100 == 5; }
    bool operator==(const ServerReply&) const = default;
};

class ReplyReader
{
public:
    void append(std::string_view bytes);

    /// The next reply, once all of it is there. The error is a sentence without the name of the server.
    Result<std::optional<ServerReply>> next();

    /// Nothing is here beyond the replies that were handed out.
    bool isEmpty() const { return m_lines.size() == 0 && m_reply.lines.empty(); }

private:
    static constexpr std::size_t maxLine = 2000; // RFC 5321 4.5.3.1.5 has 512; some servers tell long stories
    static constexpr std::size_t maxReply = 64UL * 1024;

    tl::unexpected<Error> broken(std::string why);

    LineBuffer m_lines{maxLine};
    ServerReply m_reply;          ///< its lines so far
    std::size_t m_unfinished = 0; ///< bytes since the last whole reply
    std::string m_trouble;
};

} // namespace spp::smtp
