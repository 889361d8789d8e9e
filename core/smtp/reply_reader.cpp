// SPDX-License-Identifier: MIT
#include "core/smtp/reply_reader.h"

#include "core/base/text.h"
#include "core/smtp/reply.h"

#include <utility>

namespace spp::smtp
{

namespace
{

constexpr std::size_t shownOfGarbage = 80;

int codeOf(std::string_view line)
{
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

} // namespace

void ReplyReader::append(std::string_view bytes)
{
    if (!m_trouble.empty())
        return;
    m_lines.append(bytes);
    m_unfinished += bytes.size();
}

Result<std::optional<ServerReply>> ReplyReader::next()
{
    if (!m_trouble.empty())
        return broken(m_trouble);
    while (const auto line = m_lines.next()) {
        const std::string_view text = line->text;
        if (!hasReplyCode(text))
            return broken("“" + text::printable(text.substr(0, shownOfGarbage)) + "” is no reply");
        if (!m_reply.lines.empty() && codeOf(text) != m_reply.code)
            return broken("the lines of a reply have different codes");
        m_reply.code = codeOf(text);
        m_reply.lines.emplace_back(replyText(text));
        if (text.size() > 3 && text[3] == '-')
            continue;
        m_unfinished = m_lines.size();
        return std::exchange(m_reply, {});
    }
    if (m_unfinished > maxReply)
        return broken("a reply is larger than 64 KiB");
    return std::nullopt;
}

tl::unexpected<Error> ReplyReader::broken(std::string why)
{
    m_trouble = std::move(why);
    return fail(Fault::Configuration, m_trouble);
}

} // namespace spp::smtp
