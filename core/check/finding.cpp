// SPDX-License-Identifier: MIT
#include "core/check/finding.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace spp::check
{

std::string formatPlace(const Finding& finding)
{
    std::string place = finding.file;
    for (const std::size_t number : {finding.line, finding.column}) {
        if (number == 0)
            break;
        place += ":" + std::to_string(number);
    }
    return place;
}

void sortFindings(std::vector<Finding>& findings)
{
    const auto key = [](const Finding& each) {
        return std::tie(each.file, each.line, each.column, each.rule, each.sentence);
    };
    std::sort(findings.begin(), findings.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    findings.erase(
        std::unique(findings.begin(), findings.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
        findings.end());
}

Fix unixLineEnds(std::string file, std::string_view bytes)
{
    Fix fix{"Convert to Unix line ends", std::move(file), {}};
    for (auto at = bytes.find("\r\n"); at != std::string_view::npos; at = bytes.find("\r\n", at + 1))
        fix.edits.push_back({at, at + 1, {}});
    return fix;
}

bool fits(const Fix& fix, std::string_view bytes)
{
    return fix.checked == std::hash<std::string_view>()(bytes);
}

void noteChecked(Fix& fix, std::string_view bytes)
{
    fix.checked = std::hash<std::string_view>()(bytes);
}

std::string mended(std::string_view bytes, const Fix& fix)
{
    std::string result;
    std::size_t done = 0;
    for (const Edit& edit : fix.edits) {
        result += bytes.substr(done, edit.begin - done);
        result += edit.text;
        done = edit.end;
    }
    result += bytes.substr(done);
    return result;
}

} // namespace spp::check
