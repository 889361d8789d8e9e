// SPDX-License-Identifier: MIT
/// Whatever stands in a table of DNS answers, it is refused with a line and a sentence, or its rows become as many lines of zones, which
/// mean the same, and settings of a few known forms: nothing else of it reaches the resolver.
#include "core/base/text.h"
#include "core/world/resolver_files.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <cstdint>

using namespace spp;
using test::check;

namespace
{

bool isPlain(std::string_view line)
{
    return std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool isSetting(std::string_view line)
{
    const bool isKnown = line.starts_with("  name: \"") || line.starts_with("  local-zone: \"") ||
                         line == "auth-zone:" || line == "  for-downstream: no" || line == "  for-upstream: yes" ||
                         line == "  fallback-enabled: no" || line.starts_with("  zonefile: \"");
    const auto quotes = std::count(line.begin(), line.end(), '"');
    return isKnown && isPlain(line) && (quotes == 0 || quotes == 2) && line.find('\\') == std::string_view::npos;
}

/// @return of rows that stand in the table
std::size_t checkZone(std::string_view text)
{
    std::size_t rows = 0;
    for (const std::string_view line : text::lines(text)) {
        check(isPlain(line));
        if (line.ends_with(" 60 IN SOA . . 1 60 60 60 60") || line.ends_with(" 60 IN NS ."))
            continue; // most likely not of the table
        const auto again = world::parseDnsTable(line);
        check(again && again->records.size() == 1 && again->failures.empty());
        const auto& record = again->records.front();
        check(record.name + ". " + std::to_string(record.ttl) + " IN " + record.type + " " + record.data == line);
        ++rows;
    }
    return rows;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto table = world::parseDnsTable(bytes);
    if (!table) {
        check(table.error().message.starts_with("line "));
        check(!text::hasControlByte(table.error().message));
        return 0;
    }
    const auto own = world::resolverFiles({});
    std::size_t rows = 0;
    for (const auto& file : world::resolverFiles(*table)) {
        if (file.name.starts_with("zone-"))
            rows += checkZone(file.text);
        if (file.name != "unbound.conf")
            continue;
        std::string_view settings = file.text;
        const std::string_view begin = std::string_view(own.back().text).substr(0, own.back().text.find("auth-zone:"));
        check(settings.starts_with(begin));
        for (const std::string_view line : text::lines(settings.substr(begin.size())))
            check(isSetting(line));
    }
    check(rows <= table->records.size());
    return 0;
}
