// SPDX-License-Identifier: MIT
#include "core/smtp/reply.h"

#include <algorithm>

namespace spp::smtp
{

namespace
{

constexpr std::size_t codeLength = 3;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "5.7.1" (RFC 3463 section 2).
bool isStatus(std::string_view word)
{
    const bool fits = std::all_of(word.begin(), word.end(), [](char c) { return isDigit(c) || c == '.'; });
    return fits && std::count(word.begin(), word.end(), '.') == 2 && word.find("..") == std::string_view::npos &&
           std::string_view("245").find(word.front()) != std::string_view::npos && word[1] == '.' &&
           isDigit(word.back());
}

/// "5.7.1" out of "(#5.7.1)"; empty if it is none.
std::string_view statusOf(std::string_view mark)
{
    if (!mark.starts_with("(#") || !mark.ends_with(')'))
        return {};
    mark = mark.substr(2, mark.size() - 3);
    return isStatus(mark) ? mark : std::string_view{};
}

} // namespace

bool hasReplyCode(std::string_view line)
{
    return line.size() >= codeLength && line[0] >= '2' && line[0] <= '5' && isDigit(line[1]) && isDigit(line[2]) &&
           (line.size() == codeLength || line[codeLength] == ' ' || line[codeLength] == '-');
}

std::string_view replyText(std::string_view line)
{
    return hasReplyCode(line) ? line.substr(std::min(line.size(), codeLength + 1)) : line;
}

std::string cleanReplyText(std::string_view line)
{
    std::string text(replyText(line));
    while (!text.empty() && (text.back() == '\r' || text.back() == '\n'))
        text.pop_back();
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
    return text;
}

std::string_view leadingStatus(std::string_view text)
{
    const std::string_view word = text.substr(0, text.find(' '));
    return isStatus(word) ? word : std::string_view{};
}

std::string withEnhancedCode(std::string_view line)
{
    if (!hasReplyCode(line) || line[0] == '3')
        return std::string(line);
    std::string_view text = replyText(line);
    std::string status{line[0], '.', '0', '.', '0'};
    if (const auto place = text.rfind("(#"); place != std::string_view::npos) {
        if (const auto found = statusOf(text.substr(place)); !found.empty()) {
            status = found;
            status[0] = line[0]; // RFC 2034 section 4: both tell the same class
            text = text.substr(0, place == 0 ? 0 : place - 1);
        }
    }
    return std::string(line.substr(0, codeLength)) + " " + status + " " + std::string(text);
}

std::string refusal(std::string_view line, std::string_view otherwise)
{
    const bool refuses = hasReplyCode(line) && (line[0] == '4' || line[0] == '5');
    const std::string_view code = refuses ? line.substr(0, codeLength) : otherwise;
    std::string text = cleanReplyText(line);
    if (!leadingStatus(text).empty())
        text[0] = code[0];
    return std::string(code) + " " + text;
}

std::string joinReply(const std::vector<std::string>& before, std::string_view last)
{
    const std::string code(last.substr(0, codeLength));
    const std::string_view status = leadingStatus(replyText(last));
    const std::string begin = code + "-" + (status.empty() ? "" : std::string(status) + " ");
    std::string reply;
    for (const auto& line : before) {
        const std::string text = cleanReplyText(line);
        const std::string_view rest = std::string_view(text).substr(leadingStatus(text).size());
        reply += begin;
        reply += rest.size() < text.size() && rest.starts_with(' ') ? rest.substr(1) : rest;
        reply += "\r\n";
    }
    return reply + std::string(last);
}

} // namespace spp::smtp
