// SPDX-License-Identifier: MIT
#include "core/check/control_check.h"

#include "core/base/text.h"
#include "core/control/control_file.h"
#include "core/control/home.h"

#include <algorithm>
#include <array>

namespace spp::check
{

namespace
{

Finding aboutControl(std::string file, std::size_t line, Rule rule, std::string sentence)
{
    return {rule, std::move(file), line, 0, 0, std::move(sentence), {}};
}

/// "control/me: there is neither …" as file and sentence.
Finding fromError(const Error& error)
{
    const auto colon = error.message.find(": ");
    if (colon == std::string::npos)
        return aboutControl("control", 0, Rule::BrokenControlFile, error.message);
    std::string file = error.message.substr(0, colon);
    std::size_t line = 0;
    if (const auto number = file.rfind(':'); number != std::string::npos)
        if (const auto parsed = text::leadingNumber(std::string_view(file).substr(number + 1))) {
            line = *parsed;
            file.resize(number);
        }
    return aboutControl(std::move(file), line, Rule::BrokenControlFile, error.message.substr(colon + 2));
}

void checkWhole(const Subject& subject, std::vector<Finding>& findings)
{
    control::HomeOptions options;
    options.extraControls = subject.dialect.hasExtraChecks;
    options.badMailFromHoldsPatterns = subject.dialect.badMailFromHoldsPatterns;
    options.pluginFailures = subject.dialect.hasPluginFailures;
    options.narrowNumbers = subject.dialect.hasNarrowNumbers;
    options.plugins = false; // they are checked line by line
    const auto home =
        control::parseHome("/", options, [&](const std::string& path) -> Result<std::optional<std::string>> {
            auto bytes = subject.view.bytes(path);
            if (!bytes && subject.view.facts(path).kind != FileFacts::Kind::Missing)
                return fail(Fault::Configuration, path + ": can't be read");
            return bytes;
        });
    if (!home)
        findings.push_back(fromError(home.error()));
}

void checkNumber(const Subject& subject, const std::string& path, std::string_view otherwise,
                 std::vector<Finding>& findings)
{
    const auto bytes = subject.view.bytes(path);
    if (!bytes)
        return;
    const std::string line = control::parseFirstLine(*bytes);
    const auto rest = std::min(line.find_first_not_of("0123456789"), line.size());
    if (rest == 0)
        findings.push_back(
            aboutControl(path, 1, Rule::BrokenControlFile,
                         "“" + text::printable(line) + "” is no number; the server takes " + std::string(otherwise)));
    else if (rest < line.size())
        findings.push_back(aboutControl(path, 1, Rule::BrokenControlFile,
                                        "“" + text::printable(line) + "” is read as " + line.substr(0, rest) +
                                            ": what is behind the digits does not count"));
}

bool looksLikeHost(std::string_view word)
{
    const auto isHostByte = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '[' || c == ']' ||
               c == ':';
    };
    const std::string lowered = text::lower(word);
    return word.find('.') != std::string_view::npos && std::all_of(lowered.begin(), lowered.end(), isHostByte);
}

void checkGreeting(const Subject& subject, std::vector<Finding>& findings)
{
    const std::string path = subject.view.facts("control/smtpgreeting").kind == FileFacts::Kind::File
                                 ? "control/smtpgreeting"
                                 : "control/me";
    const auto bytes = subject.view.bytes(path);
    if (!bytes)
        return;
    const std::string line = control::parseFirstLine(*bytes);
    const auto word = std::string_view(line).substr(0, line.find_first_of(" \t"));
    if (!looksLikeHost(word))
        findings.push_back(aboutControl(path, 1, Rule::GreetingWithoutHost,
                                        "the greeting begins with “" + text::printable(word) +
                                            "”, which is no full host name; begin it with this host's name"));
}

void checkRelay(const Subject& subject, std::vector<Finding>& findings)
{
    if (subject.dialect.takesEveryDomainWithoutRcptHosts &&
        subject.view.facts("control/rcpthosts").kind == FileFacts::Kind::Missing)
        findings.push_back(aboutControl("control/rcpthosts", 0, Rule::NoRcptHosts,
                                        "there is no such file, so that mail for every domain is taken from anybody; "
                                        "write your domains into it, one a line"));
}

/// Lists whose entries would hold a CR, and match nothing.
void checkCr(const Subject& subject, std::vector<Finding>& findings)
{
    constexpr std::array lists{"control/rcpthosts", "control/badmailfrom", "control/me", "control/smtpgreeting",
                               "control/localiphost"};
    for (const std::string path : lists) {
        const auto bytes = subject.view.bytes(path);
        if (!bytes || bytes->find("\r\n") == std::string::npos)
            continue;
        auto finding =
            aboutControl(path, 0, Rule::CrLf, "lines end in CR LF, as on Windows; the CR becomes part of each");
        finding.fix = unixLineEnds(path, *bytes);
        findings.push_back(std::move(finding));
    }
}

} // namespace

void checkControls(const Subject& subject, std::vector<Finding>& findings)
{
    checkWhole(subject, findings);
    checkNumber(subject, "control/databytes", "no limit", findings);
    checkNumber(subject, "control/timeoutsmtpd", std::to_string(subject.dialect.limits.silence.count()) + " seconds",
                findings);
    checkGreeting(subject, findings);
    checkRelay(subject, findings);
    checkCr(subject, findings);
}

} // namespace spp::check
