// SPDX-License-Identifier: MIT
#include "core/check/programs.h"

#include "core/check/head_comment.h"

#include <algorithm>
#include <set>

namespace spp::check
{

namespace
{

constexpr std::size_t maxPrograms = 500; // more than anybody chooses from, and each is read
constexpr int maxFolderDepth = 8;        // a link may lead round in a circle

bool isHiddenOrBackup(const std::string& name)
{
    return name.starts_with('.') || name.ends_with('~');
}

void findFiles(const HomeView& view, const std::string& folder, int depth, std::set<std::string>& files)
{
    for (const auto& name : view.names(folder)) {
        if (files.size() >= maxPrograms)
            return;
        if (isHiddenOrBackup(name))
            continue;
        const std::string path = folder + "/" + name;
        const auto kind = view.facts(path).kind;
        if (kind == FileFacts::Kind::File)
            files.insert(path);
        else if (kind == FileFacts::Kind::Folder && depth < maxFolderDepth)
            findFiles(view, path, depth + 1, files);
    }
}

Program lookAt(const HomeView& view, const std::string& path)
{
    Program program{path, view.facts(path), {}, {}, {}};
    if (const auto bytes = view.bytes(path)) {
        program.script = parseScript(*bytes);
        program.head = headComment(*bytes);
        program.summary = summaryOf(program.head, path.substr(path.rfind('/') + 1));
    }
    return program;
}

} // namespace

std::vector<Program> findPrograms(const Subject& subject)
{
    std::set<std::string> files;
    findFiles(subject.view, "plugins", 1, files);
    for (const auto& named : pluginFiles(subject))
        files.insert(named);
    std::vector<Program> programs;
    programs.reserve(files.size());
    std::transform(files.begin(), files.end(), std::back_inserter(programs),
                   [&](const auto& path) { return lookAt(subject.view, path); });
    return programs;
}

} // namespace spp::check
