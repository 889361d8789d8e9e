// SPDX-License-Identifier: MIT
/// Whatever smtpplugins holds, each of its entries is in one place, with its line's number, in the section of the last heading above
/// it, and a plugin's call names that place.
#include "core/control/control_file.h"
#include "core/control/smtpplugins.h"
#include "core/plugin/call.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <cstdint>
#include <map>

using namespace spp;
using test::check;

namespace
{

struct Place
{
    std::string text;
    bool isHeading = false;
    std::optional<control::Section> section;
};

/// By line; a NUL makes several entries of one.
using Places = std::multimap<std::size_t, Place>;

void checkCall(control::Section section, const control::PluginEntry& entry)
{
    const plugin::Call call = plugin::makeCall(section, entry, {}, "/home", "control/smtpplugins");
    check(call.section == section && call.line == entry.text &&
          call.place == "control/smtpplugins:" + std::to_string(entry.line));
    check(entry.isShell() ? call.arguments.back() == entry.text.substr(1) : call.program == entry.text);
}

Places placesOf(const control::SmtpPlugins& parsed)
{
    Places places;
    for (const auto& heading : parsed.headings())
        places.emplace(heading.line, Place{heading.text, true, heading.section});
    for (const auto& entry : parsed.neverRun())
        places.emplace(entry.line, Place{entry.text, false, std::nullopt});
    for (std::size_t i = 0; i < control::sectionCount; ++i) {
        const auto section = static_cast<control::Section>(i);
        std::size_t before = 0;
        for (const auto& entry : parsed.plugins(section)) {
            check(entry.line >= before);
            before = entry.line;
            checkCall(section, entry);
            places.emplace(entry.line, Place{entry.text, false, section});
        }
    }
    return places;
}

} // namespace

/// The file as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Places places = placesOf(control::SmtpPlugins::parse(bytes));
    const auto lines = control::parseLines(bytes);
    check(places.size() == lines.size());
    std::optional<control::Section> section;
    for (const auto& entry : lines) {
        const std::string_view text = entry.text;
        const std::size_t line = entry.line;
        const bool isHeading = text.starts_with('[');
        const auto [first, last] = places.equal_range(line);
        // Entries of one line may be equal, and a heading between them.
        const auto found = std::find_if(first, last, [&](const auto& each) {
            const Place& place = each.second;
            return place.text == text && place.isHeading == isHeading && (isHeading || place.section == section);
        });
        check(found != last);
        if (isHeading)
            section = found->second.section;
        places.erase(found);
    }
    return 0;
}
