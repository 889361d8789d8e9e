// SPDX-License-Identifier: MIT
#include "core/control/plugin_failures.h"

#include "core/base/text.h"
#include "core/control/control_file.h"

#include <algorithm>
#include <array>
#include <optional>

namespace spp::control
{

namespace
{

constexpr std::array policies{FailurePolicy::Accept, FailurePolicy::Defer, FailurePolicy::Refuse, FailurePolicy::Close};

std::optional<FailurePolicy> parseFailurePolicy(std::string_view word)
{
    const auto found = std::find_if(policies.begin(), policies.end(),
                                    [&](FailurePolicy each) { return formatFailurePolicy(each) == word; });
    return found == policies.end() ? std::nullopt : std::optional(*found);
}

std::string_view withoutColon(std::string_view pluginLine)
{
    return text::trim(pluginLine.substr(pluginLine.starts_with(':') ? 1 : 0));
}

Result<FailureRule> parseFailureRule(std::string_view line)
{
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    const auto policy = parseFailurePolicy(word);
    if (!policy)
        return fail(Fault::Configuration, "“" + text::printable(word) +
                                              "” is none of accept, defer, refuse and close; begin with one of them");
    const std::string_view plugin = withoutColon(text::trim(line.substr(word.size())));
    if (plugin.empty())
        return fail(Fault::Configuration, "name a plugin behind “" + std::string(word) +
                                              "”, as its line in smtpplugins begins, or * for all others");
    return FailureRule{*policy, std::string(plugin), 0};
}

/// "control/pluginfailures:3"; added up in one place, since GCC 12 sees an overflow in string + ":".
std::string placeOf(std::size_t line)
{
    std::string place(PluginFailures::path);
    place += ':';
    return place += std::to_string(line);
}

} // namespace

std::string_view formatFailurePolicy(FailurePolicy policy)
{
    switch (policy) {
    case FailurePolicy::Accept: return "accept";
    case FailurePolicy::Defer: return "defer";
    case FailurePolicy::Refuse: return "refuse";
    case FailurePolicy::Close: return "close";
    }
    return {};
}

bool FailureRule::names(std::string_view pluginLine) const
{
    const std::string_view line = withoutColon(pluginLine);
    if (!line.starts_with(plugin))
        return false;
    return line.size() == plugin.size() || line[plugin.size()] == ' ' || line[plugin.size()] == '\t';
}

std::string FailureRule::place() const
{
    return placeOf(line);
}

Result<PluginFailures> PluginFailures::parse(std::string_view bytes)
{
    PluginFailures result;
    for (const auto& [text, line] : parseLines(bytes)) {
        auto rule = parseFailureRule(text::trim(text));
        const std::string place = placeOf(line);
        if (!rule)
            return tl::unexpected<Error>(rule.error().at(place));
        rule->line = line;
        for (const FailureRule& other : result.m_rules)
            if (other.plugin == rule->plugin)
                return fail(Fault::Configuration, place + ": “" + text::printable(rule->plugin) +
                                                      "” is named in line " + std::to_string(other.line) +
                                                      " already; take one of them out");
        result.m_rules.push_back(std::move(*rule));
    }
    return result;
}

const FailureRule* PluginFailures::find(std::string_view pluginLine) const
{
    const FailureRule* others = nullptr;
    for (const FailureRule& rule : m_rules) {
        if (rule.isForOthers())
            others = &rule;
        else if (rule.names(pluginLine))
            return &rule;
    }
    return others;
}

} // namespace spp::control
