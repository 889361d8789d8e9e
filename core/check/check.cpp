// SPDX-License-Identifier: MIT
#include "core/check/check.h"

#include "core/check/control_check.h"
#include "core/check/failures_check.h"
#include "core/check/plugin_check.h"
#include "core/check/smtpplugins_check.h"
#include "core/check/words.h"

#include <algorithm>

namespace spp::check
{

namespace
{

/// A CR at the end of a line of smtpplugins is part of the path.
void checkSmtpPluginsCr(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    if (lines.bytes.find("\r\n") == std::string::npos)
        return;
    findings.push_back({Rule::CrLf, subject.smtpPluginsPath, 0, 0, 0,
                        "lines end in CR LF, as on Windows; the CR becomes part of each path, and no plugin is found",
                        unixLineEnds(subject.smtpPluginsPath, lines.bytes)});
}

/// To the server a NUL ends a line; to whoever reads the file it does not. Nothing can be said of such lines.
bool isText(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    const auto at = lines.bytes.find('\0');
    if (at == std::string::npos)
        return true;
    findings.push_back(
        {Rule::BrokenControlFile,
         subject.smtpPluginsPath,
         placeOf(lines.bytes, at).line,
         0,
         0,
         "holds a NUL, which is no text: to the server the line ends there, and what follows is another; "
         "take it out",
         {}});
    return false;
}

void checkPlugins(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    const auto files = readPluginFiles(subject.view, lines);
    std::string everything = lines.bytes;
    for (const auto& file : files)
        everything += "\n" + file.bytes;
    for (const auto& file : files) {
        checkStart(subject, file, findings);
        checkVariables(file, everything, findings);
        checkParent(file, findings);
    }
    for (const auto& plugin : lines.plugins)
        if (plugin.entry.isShell())
            checkVariables(subject, lines, plugin, everything, findings);
}

void checkLines(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    if (!isText(subject, lines, findings))
        return;
    checkSmtpPluginsCr(subject, lines, findings);
    checkSections(subject, lines, findings);
    checkPrograms(subject, lines, findings);
    checkOrder(subject, lines, findings);
    checkFailures(subject, lines, findings);
    checkPlugins(subject, lines, findings);
}

} // namespace

std::vector<Finding> checkHome(const Subject& subject)
{
    std::vector<Finding> findings;
    checkControls(subject, findings);
    if (auto bytes = subject.view.bytes(subject.smtpPluginsPath)) {
        checkLines(subject, readLines(std::move(*bytes)), findings);
    } else {
        findings.push_back({Rule::NoSmtpPlugins,
                            subject.smtpPluginsPath,
                            0,
                            0,
                            0,
                            "there is no such file; create it (it may be empty), or set NOSPP to run without plugins",
                            {}});
    }
    for (auto& finding : findings)
        if (!finding.fix.edits.empty())
            noteChecked(finding.fix, subject.view.bytes(finding.fix.file).value_or(""));
    sortFindings(findings);
    return findings;
}

std::vector<std::string> pluginFiles(const Subject& subject)
{
    std::vector<std::string> paths;
    if (auto bytes = subject.view.bytes(subject.smtpPluginsPath))
        for (const auto& file : readPluginFiles(subject.view, readLines(std::move(*bytes))))
            paths.push_back(file.path);
    return paths;
}

} // namespace spp::check
