// SPDX-License-Identifier: MIT
#include "core/check/variable_uses.h"

#include "core/check/words.h"

#include <algorithm>
#include <array>

namespace spp::check
{

namespace
{

/// The name behind an opener, in quotes or (in Perl) without. Comments count as well: what is read there is read again elsewhere.
void findBehind(std::string_view bytes, std::string_view opener, bool wantsQuotes, std::vector<VariableUse>& uses)
{
    for (auto at = bytes.find(opener); at != std::string_view::npos; at = bytes.find(opener, at + 1)) {
        std::size_t begin = at + opener.size();
        const bool hasQuote = begin < bytes.size() && (bytes[begin] == '"' || bytes[begin] == '\'');
        if (wantsQuotes && !hasQuote)
            continue;
        begin += hasQuote ? 1 : 0;
        if (const auto name = nameAt(bytes, begin); !name.empty())
            uses.push_back({begin, begin + name.size(), name, false});
    }
}

constexpr std::array<std::string_view, 5> pythonOpeners{"environ[", "environ.get(", "getenv(", "environb[b",
                                                        "environ.setdefault("};

} // namespace

std::vector<VariableUse> variableUses(Language language, std::string_view bytes)
{
    if (language == Language::Shell)
        return shellVariables(bytes);
    std::vector<VariableUse> uses;
    if (language == Language::Python)
        for (const auto opener : pythonOpeners)
            findBehind(bytes, opener, true, uses);
    if (language == Language::Perl)
        findBehind(bytes, "ENV{", false, uses);
    std::sort(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return uses;
}

} // namespace spp::check
