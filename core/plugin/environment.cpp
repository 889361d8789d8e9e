// SPDX-License-Identifier: MIT
#include "core/plugin/environment.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace spp::plugin
{

namespace
{

bool hasName(std::string_view entry, std::string_view name)
{
    return entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name);
}

bool hasEntry(const Environment& environment, std::string_view entry)
{
    const auto& entries = environment.entries();
    return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

/// Nearly all entries stand where they stood a step before: looking there first saves looking everywhere.
bool isUnmoved(const Environment& a, const Environment& b, std::size_t place)
{
    return place < a.entries().size() && place < b.entries().size() && a.entries()[place] == b.entries()[place];
}

} // namespace

std::string_view entryName(std::string_view entry)
{
    return entry.substr(0, entry.find('='));
}

std::string_view entryValue(std::string_view entry)
{
    const auto equals = entry.find('=');
    return equals == std::string_view::npos ? std::string_view{} : entry.substr(equals + 1);
}

const std::vector<std::string>& Environment::noEntries()
{
    static const std::vector<std::string> none;
    return none;
}

std::vector<std::string>& Environment::ownEntries()
{
    if (!m_entries || m_shared)
        m_entries = std::make_shared<std::vector<std::string>>(entries());
    m_shared = false;
    return *m_entries;
}

std::optional<std::string_view> Environment::value(std::string_view name) const
{
    for (const std::string_view entry : entries())
        if (hasName(entry, name))
            return entry.substr(name.size() + 1);
    return std::nullopt;
}

void Environment::set(std::string_view name, std::string_view value)
{
    std::string entry(name);
    entry += '=';
    entry += value;
    put(entry);
}

void Environment::put(std::string_view entry)
{
    // Without "=" it has no name, and takes nobody's place.
    if (entry.find('=') != std::string_view::npos)
        unset(entryName(entry));
    ownEntries().emplace_back(entry);
}

void Environment::unset(std::string_view name)
{
    if (!contains(name))
        return;
    auto& entries = ownEntries();
    for (std::size_t i = entries.size(); i-- > 0;) {
        if (!hasName(entries[i], name))
            continue;
        std::swap(entries[i], entries.back());
        entries.pop_back();
    }
}

std::vector<EnvironmentChange> changes(const Environment& before, const Environment& after)
{
    std::vector<EnvironmentChange> result;
    if (&before.entries() == &after.entries())
        return result;
    for (std::size_t place = 0; place < after.entries().size(); ++place) {
        const std::string& entry = after.entries()[place];
        if (isUnmoved(before, after, place) || hasEntry(before, entry))
            continue;
        const auto name = entryName(entry);
        const auto old = before.value(name);
        result.push_back(
            {std::string(name), old ? std::optional<std::string>(*old) : std::nullopt, std::string(entryValue(entry))});
    }
    for (std::size_t place = 0; place < before.entries().size(); ++place) {
        const std::string& entry = before.entries()[place];
        const auto name = entryName(entry);
        if (!isUnmoved(before, after, place) && !after.contains(name) && !hasEntry(after, name))
            result.push_back({std::string(name), std::string(entryValue(entry)), std::nullopt});
    }
    return result;
}

} // namespace spp::plugin
