// SPDX-License-Identifier: MIT
/// A home directory in memory: control files, and plugins that are not processes but answers. Values.
#pragma once

#include "core/control/home.h"
#include "core/plugin/call.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spp::test
{

/// What a plugin does when it is run.
struct FakePlugin
{
    std::vector<std::string> chunks; ///< its output, in the pieces in which it arrives
    plugin::Exit exit;
    std::chrono::seconds takes{0}; ///< before it says anything
    bool exitsFirst = false;       ///< its exit is seen before its output
    bool stays = false;            ///< never says anything and never ends
};

FakePlugin says(std::string output);
FakePlugin exits(int code, std::string output = {});
FakePlugin dies(int signal, std::string output = {});

/// Answers a call, so that a plugin can look at its environment.
using PluginAnswer = std::function<FakePlugin(const plugin::Call&)>;

class FakeHome
{
public:
    /// The content of a file below control/.
    FakeHome& file(const std::string& name, std::string content);
    FakeHome& without(const std::string& name);
    FakeHome& unreadable(const std::string& name);

    /// Adds a plugin to a section of smtpplugins.
    FakeHome& plugin(const std::string& section, FakePlugin fake);
    FakeHome& plugin(const std::string& section, PluginAnswer answer);
    /// Says what a line of smtpplugins does; a line of which nothing is said prints nothing and exits 0.
    FakeHome& program(const std::string& line, PluginAnswer answer);

    Result<control::Home> parse(const control::HomeOptions& options = {}) const;
    FakePlugin run(const plugin::Call& call) const;

private:
    struct File
    {
        std::string content;
        bool readable = true;
    };

    std::map<std::string, File> m_files;
    std::map<std::string, PluginAnswer> m_programs;
};

/// me, rcpthosts (both example.org) and an empty smtpplugins.
FakeHome home();

} // namespace spp::test
