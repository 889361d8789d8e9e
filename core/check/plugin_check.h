// SPDX-License-Identifier: MIT
/// What the file of a plugin says: its first line, its line ends, the variables that it reads. Part of checkHome().
#pragma once

#include "core/check/check.h"
#include "core/check/smtpplugins_lines.h"

#include <optional>
#include <string_view>
#include <vector>

namespace spp::check
{

/// A file that smtpplugins runs.
struct PluginFile
{
    std::string path;
    std::string bytes;
    std::optional<control::Section> lastSection; ///< in which it runs latest; nullopt: also in [auth], or nowhere
    bool isDirect = false;                       ///< some plain line executes it, no shell
};

/// Each once, in the order of smtpplugins. What can't be read is left out.
std::vector<PluginFile> readPluginFiles(const HomeView& view, const SmtpPluginsLines& lines);

/// How it is started: #!, interpreter, line ends, who may write it.
void checkStart(const Subject& subject, const PluginFile& file, std::vector<Finding>& findings);

/// The environment's variables in it.
/// @param everything the bytes of all plugins and of smtpplugins: what one of them sets, others may read
void checkVariables(const PluginFile& file, std::string_view everything, std::vector<Finding>& findings);
/// The same for a line of smtpplugins that the shell runs.
void checkVariables(const Subject& subject, const SmtpPluginsLines& lines, const PluginLine& plugin,
                    std::string_view everything, std::vector<Finding>& findings);

/// The parent process's number taken for the session's.
void checkParent(const PluginFile& file, std::vector<Finding>& findings);

} // namespace spp::check
