// SPDX-License-Identifier: MIT
#include "core/deploy/line_difference.h"

#include "core/base/text.h"
#include "core/debug/alignment.h"
#include "core/deploy/selection.h"

#include <map>

namespace spp::deploy
{

namespace
{

/// Nobody reads a difference of more; it is told in bytes.
constexpr std::size_t longestText = 1024UL * 1024;

/// The lines, each with its LF or without it: that the last one has none is a difference.
std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

std::string shownLine(std::string_view line)
{
    if (line.ends_with('\n'))
        return std::string(line.substr(0, line.size() - 1));
    return std::string(line) + "  (no line end)";
}

/// Every line of both texts, in the order in which they are read.
std::vector<DiffLine> merge(std::string_view before, std::string_view after)
{
    const auto old = linesOf(before);
    const auto now = linesOf(after);
    std::map<std::string_view, std::size_t> numbers;
    const auto numbered = [&](const std::vector<std::string_view>& lines) {
        std::vector<std::size_t> result;
        for (const std::string_view line : lines)
            result.push_back(numbers.emplace(line, numbers.size()).first->second);
        return result;
    };
    auto matches = debug::align(numbered(old), numbered(now));
    matches.push_back({old.size(), now.size()}); // the end
    std::vector<DiffLine> merged;
    std::size_t left = 0;
    std::size_t right = 0;
    for (const debug::Match& match : matches) {
        for (; left < match.left; ++left)
            merged.push_back({DiffLine::Kind::Gone, left + 1, 0, shownLine(old[left])});
        for (; right < match.right; ++right)
            merged.push_back({DiffLine::Kind::New, 0, right + 1, shownLine(now[right])});
        if (left == old.size() && right == now.size())
            break;
        merged.push_back({DiffLine::Kind::Same, ++left, ++right, shownLine(old[left - 1])});
    }
    return merged;
}

std::string sized(const Entry& entry)
{
    return std::to_string(entry.content.size()) + (entry.content.size() == 1 ? " byte" : " bytes");
}

bool isReadable(const std::optional<Entry>& entry)
{
    return !entry || (entry->content.find('\0') == std::string::npos && entry->content.size() <= longestText);
}

} // namespace

std::vector<DiffLine> compareLines(std::string_view before, std::string_view after, std::size_t around)
{
    const std::vector<DiffLine> merged = merge(before, after);
    std::vector<bool> isKept(merged.size(), false);
    for (std::size_t i = 0; i < merged.size(); ++i)
        if (merged[i].kind != DiffLine::Kind::Same)
            for (std::size_t k = i - std::min(i, around); k <= std::min(i + around, merged.size() - 1); ++k)
                isKept[k] = true;
    std::vector<DiffLine> kept;
    for (std::size_t i = 0; i < merged.size(); ++i) {
        if (isKept[i])
            kept.push_back(merged[i]);
        else if (!kept.empty() && kept.back().kind != DiffLine::Kind::Gap)
            kept.push_back({DiffLine::Kind::Gap, 0, 0, {}});
    }
    if (!kept.empty() && kept.back().kind == DiffLine::Kind::Gap)
        kept.pop_back();
    return kept;
}

ShownDifference show(const Difference& difference)
{
    const auto& there = difference.there;
    const auto& after = difference.after;
    for (const auto* entry : {&there, &after})
        if (*entry && isPrivateKey(difference.path, **entry))
            return {{}, "a private key or certificate, which is not shown"};
    const Entry& any = after ? *after : *there;
    if (any.kind == Kind::Folder)
        return {{}, "a folder"};
    if (any.kind == Kind::Link || (there && there->kind == Kind::Link))
        return {{},
                (there ? "leads to " + text::printable(there->content) : "leads nowhere yet") +
                    (after ? ", will be " + text::printable(after->content) : "")};
    if (!isReadable(there) || !isReadable(after))
        return {{},
                "no text: " + (there ? sized(*there) : std::string("nothing")) + " there" +
                    (after ? ", " + sized(*after) + " here" : "")};
    if (there && after && there->content == after->content)
        return {{}, difference.deed == Difference::Deed::Keep ? "only there; it stays as it is" : "the same bytes"};
    return {compareLines(there ? there->content : "", after ? after->content : ""), {}};
}

} // namespace spp::deploy
