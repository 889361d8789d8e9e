// SPDX-License-Identifier: MIT
#include "app/cli/completion/values.h"

#include "app/cli/home.h"
#include "app/cli/trace_view.h"
#include "core/base/text.h"
#include "core/check/section_guide.h"
#include "core/guide/explain.h"
#include "core/plugin/interpreter.h"
#include "core/runtime/files.h"
#include "core/runtime/resources.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <set>

namespace spp::cli
{

namespace fs = std::filesystem;

namespace
{

constexpr std::array listedKinds{"DIALECT", "SECTION", "PLUGIN", "LIBRARY", "WORD"};
constexpr std::array fileKinds{"FILE", "DIR", "SCENARIO", "TRACE"};
constexpr std::array freeKinds{"NUMBER", "NAME", "HOST", "DOMAIN", "HOST:PORT", "TIME", "DATE", "TARGET", "TEXT"};

template <typename List>
bool isIn(const List& list, std::string_view kind)
{
    return std::ranges::find(list, kind) != list.end();
}

std::vector<std::string> partsOf(std::string_view kinds)
{
    std::vector<std::string> parts;
    while (!kinds.empty()) {
        const auto end = std::min(kinds.find('|'), kinds.size());
        parts.emplace_back(kinds.substr(0, end));
        kinds.remove_prefix(std::min(end + 1, kinds.size()));
    }
    return parts;
}

std::vector<Candidate> dialects()
{
    std::vector<Candidate> found;
    for (const auto& dialect : session::dialects())
        found.push_back({std::string(dialect.name), std::string(dialect.about)});
    return found;
}

std::vector<Candidate> sections()
{
    std::vector<Candidate> found;
    for (const auto section : check::sectionsOf(session::modernDialect()))
        found.push_back({std::string(formatSection(section)), std::string(check::sectionBrief(section))});
    return found;
}

std::vector<Candidate> explainedWords()
{
    std::vector<Candidate> found;
    for (const auto& topic : guide::topics())
        for (const auto& word : topic.words)
            found.push_back({word, topic.name});
    return found;
}

/// The names alone: to read their heads takes longer than a person waits for.
std::vector<Candidate> libraryPlugins()
{
    std::vector<Candidate> found;
    const auto resources = runtime::findResources();
    std::error_code error;
    if (resources)
        for (fs::directory_iterator entry(*resources + "/plugins", error), end; !error && entry != end;
             entry.increment(error))
            if (entry->is_directory(error))
                found.push_back({entry->path().filename().string(), {}});
    return found;
}

std::vector<Candidate> pluginsOfHome(const std::string& near)
{
    constexpr std::size_t most = 1024UL * 1024;
    const auto home = homeAround(near);
    const auto bytes = home ? runtime::readFile(*home + "/control/smtpplugins", most)
                            : Result<std::string>(tl::unexpected<Error>(home.error()));
    if (!bytes)
        return {};
    std::vector<Candidate> found;
    const auto parsed = control::SmtpPlugins::parse(*bytes);
    for (std::size_t each = 0; each < control::sectionCount; ++each) {
        const auto section = static_cast<control::Section>(each);
        for (const auto& entry : parsed.plugins(section)) {
            const std::string_view line = entry.text;
            const std::string file(entry.isShell() ? plugin::plainFirstWord(line.substr(1)) : line);
            if (!file.empty())
                found.push_back({file, "in [" + std::string(formatSection(section)) + "]"});
        }
    }
    return found;
}

std::vector<Candidate> pluginsOfTrace(const std::string& file)
{
    std::vector<Candidate> found;
    if (const auto sessions = readTrace(file))
        for (const auto& session : *sessions)
            for (const auto& record : session.records)
                if (const auto* report = std::get_if<session::Report>(&record.body))
                    if (const auto* started = std::get_if<session::PluginStarted>(&report->body)) {
                        const auto& call = started->call;
                        const std::string name = call.line.starts_with(':') ? plugin::programOf(call) : call.line;
                        if (!name.empty())
                            found.push_back({name, "in [" + std::string(formatSection(call.section)) + "]"});
                    }
    return found;
}

std::vector<Candidate> plugins(const CompletionContext& context)
{
    if (isTrace(context.file))
        return pluginsOfTrace(context.file);
    if (!context.home.empty())
        return pluginsOfHome(context.home);
    return pluginsOfHome(context.file.empty() ? "." : fs::path(context.file).parent_path() / ".");
}

std::vector<Candidate> listed(std::string_view kind, const CompletionContext& context)
{
    if (kind == "DIALECT")
        return dialects();
    if (kind == "SECTION")
        return sections();
    if (kind == "PLUGIN")
        return plugins(context);
    if (kind == "LIBRARY")
        return libraryPlugins();
    return explainedWords();
}

bool fits(const fs::directory_entry& entry, const std::vector<std::string>& kinds)
{
    const std::string name = entry.path().filename().string();
    return std::ranges::any_of(kinds, [&](const std::string& kind) {
        return kind == "FILE" || (kind == "SCENARIO" && name.ends_with(".spp")) || (kind == "TRACE" && isTrace(name));
    });
}

/// What is in the folder that is typed; hidden files where a dot is typed.
void addFiles(const std::vector<std::string>& kinds, const std::string& begun, std::vector<Candidate>& found)
{
    const std::string folder = begun.substr(0, begun.rfind('/') + 1);
    const std::string name = begun.substr(folder.size());
    std::string place = folder.empty() ? "." : folder;
    if (const char* own = std::getenv("HOME"); own != nullptr && place.starts_with("~/"))
        place.replace(0, 1, own);
    std::error_code error;
    for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
        const std::string each = entry->path().filename().string();
        if (!each.starts_with(name) || (each.starts_with('.') && !name.starts_with('.')))
            continue;
        std::error_code unknown;
        if (entry->is_directory(unknown))
            found.push_back({folder + each + "/", {}});
        else if (fits(*entry, kinds))
            found.push_back({folder + each, {}});
    }
}

/// Sorted, each once, and a tab or line end in none.
void tidy(Completions& completions, const std::string& begun)
{
    auto& all = completions.candidates;
    std::erase_if(
        all, [&](const Candidate& each) { return !each.text.starts_with(begun) || text::hasControlByte(each.text); });
    std::ranges::stable_sort(all, {}, &Candidate::text);
    const auto same = std::ranges::unique(all, {}, &Candidate::text);
    all.erase(same.begin(), same.end());
}

} // namespace

bool isKind(std::string_view kinds)
{
    return std::ranges::all_of(partsOf(kinds), [](const std::string& kind) {
        return isIn(listedKinds, kind) || isIn(fileKinds, kind) || isIn(freeKinds, kind);
    });
}

Completions valuesOf(std::string_view kinds, const std::string& begun, const CompletionContext& context)
{
    Completions completions;
    const auto parts = partsOf(kinds);
    completions.areFiles = std::ranges::any_of(parts, [](const std::string& kind) { return isIn(fileKinds, kind); });
    for (const auto& kind : parts)
        if (isIn(listedKinds, kind))
            for (auto& each : listed(kind, context))
                completions.candidates.push_back(std::move(each));
    if (completions.areFiles)
        addFiles(parts, begun, completions.candidates);
    tidy(completions, begun);
    return completions;
}

} // namespace spp::cli
