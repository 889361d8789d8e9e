// SPDX-License-Identifier: MIT
#include "app/cli/check/check.h"

#include "app/cli/check/findings_json.h"
#include "app/cli/choice.h"
#include "app/cli/complaint.h"
#include "app/cli/home.h"
#include "app/cli/screen.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/runtime/syntax_check.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace spp::cli
{

namespace
{

enum class CheckFormat { Text, Json, Sarif };

struct CheckOptions
{
    std::string home = ".";         ///< or a folder in it
    std::string dialect = "modern"; ///< which sections and control files count
    CheckFormat format = CheckFormat::Text;
    bool strict = false; ///< warnings fail, too
};

constexpr int clean = 0;
constexpr int faulty = 1;

using Findings = std::vector<spp::check::Finding>;

std::size_t count(const Findings& findings, trace::Severity severity)
{
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [&](const auto& each) { return each.severity() == severity; }));
}

void printFindings(const std::string& home, const Findings& findings)
{
    Screen screen(std::cout, wantsColour());
    for (const auto& finding : findings) {
        const auto& row = rowOf(finding.rule);
        screen.line(0,
                    text::printable(formatPlace(finding)) + ": " +
                        std::string(trace::formatSeverity(finding.severity())) + ": " + finding.sentence + " [" +
                        std::string(row.name) + "]",
                    colourOf(finding.severity()));
    }
    if (findings.empty())
        screen.line(0, text::printable(home) + ": nothing wrong was found", Colour::Accept);
    else
        screen.line(0, counted(count(findings, trace::Severity::Error), "error") + ", " +
                           counted(count(findings, trace::Severity::Warning), "warning") + ", " +
                           counted(count(findings, trace::Severity::Note), "note"));
}

int check(const CheckOptions& options)
{
    const auto* dialect = session::findDialect(options.dialect);
    if (dialect == nullptr)
        return complainOf("there is no dialect " + text::printable(options.dialect) + "; see README.md");
    const auto home = homeAround(options.home);
    if (!home)
        return complainOf(home.error().message);
    const Findings findings = runtime::checkHomeOnDisk({*home, *dialect});
    switch (options.format) {
    case CheckFormat::Text: printFindings(*home, findings); break;
    case CheckFormat::Json: std::cout << findingsAsJson(*home, findings) << "\n"; break;
    case CheckFormat::Sarif: std::cout << findingsAsSarif(*home, findings) << "\n"; break;
    }
    std::cout.flush();
    if (!std::cout)
        return complainOf("what was found can't be written to standard output");
    const bool fails = count(findings, trace::Severity::Error) > 0 ||
                       (options.strict && count(findings, trace::Severity::Warning) > 0);
    return fails ? faulty : clean;
}

} // namespace

void addCheckCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<CheckOptions>();
    auto* check = spp.add_subcommand("check", "find what is wrong in a home, its plugins and control files");
    check->add_option("home", options->home, "the qmail home directory, or a folder in it")
        ->capture_default_str()
        ->type_name("DIR");
    check->add_option("--dialect", options->dialect, "the server that it is for")
        ->capture_default_str()
        ->type_name("DIALECT");
    addChoice<CheckFormat>(*check, "--format", options->format,
                           {{"text", CheckFormat::Text}, {"json", CheckFormat::Json}, {"sarif", CheckFormat::Sarif}},
                           "for people, for programs, or for code hosts");
    check->add_flag("--strict", options->strict, "warnings fail, too");
    check->callback([options, &status] { status = cli::check(*options); });
}

} // namespace spp::cli
