// SPDX-License-Identifier: MIT
#include "core/library/plugin_template.h"

#include "core/base/text.h"
#include "core/control/control_file.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::library
{

using control::Section;

namespace
{

constexpr std::size_t maxName = 64;

constexpr std::array<TemplateLanguage, 6> languageTable{{
    {"Shell", "sh", "", "sh"},
    {"Python", "python", "", "python3"},
    {"Perl", "perl", "", "perl"},
    {"C", "c", ".c", "cc"},
    {"Go", "go", ".go", "go"},
    {"Rust", "rust", ".rs", "rustc"},
}};

/// What the template's plugin looks at in a section, and what it says to that.
struct SectionExample
{
    std::string_view variable;
    std::string_view meaning;
    std::string_view what; ///< it refuses
    std::string_view refused;
    std::string_view passed;
    std::string_view reply;
};

SectionExample exampleOf(Section section)
{
    constexpr SectionExample recipient{"SMTPRCPTTO",      "the recipient",       "one recipient",
                                       "nobody@@DOMAIN@", "postmaster@@DOMAIN@", "550 5.1.1 there is no such mailbox"};
    switch (section) {
    case Section::Connection:
        return {"TCPREMOTEIP", "the client's address",
                "one client",  "192.0.2.66",
                "192.0.2.1",   "554 5.7.1 no mail is taken from your address"};
    case Section::Helo:
        return {"SMTPHELOHOST",        "what the client calls itself", "one host name",
                "refused.example.net", "friend.example.net",           "550 5.7.1 that name is not welcome here"};
    case Section::Mail:
        return {"SMTPMAILFROM",       "the sender; empty for bounces",
                "one sender",         "refused@example.net",
                "friend@example.net", "550 5.7.1 no mail is taken from that sender"};
    case Section::Rcpt:
    case Section::Pass: return recipient;
    case Section::Data:
        return {"SMTPMAILFROM",          "the sender; empty for bounces",
                "one sender's messages", "refused@example.net",
                "friend@example.net",    "550 5.7.1 no message is taken from that sender"};
    case Section::Auth:
        return {"SMTPAUTHUSER", "who has logged in", "one user",
                "guest",        "postmaster",        "535 5.7.8 that user may not log in"};
    }
    return recipient;
}

using Words = std::vector<std::pair<std::string_view, std::string_view>>;

std::string replaced(std::string text, const Words& words)
{
    for (const auto& [word, value] : words)
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
            text.replace(at, word.size(), value);
    return text;
}

/// Without the licence of the template, which is not that of what somebody makes of it, and an empty comment line behind that.
std::string withoutLicence(std::string_view text)
{
    const auto lines = text::lines(text);
    const auto isLicence = [](std::string_view line) { return line.find("SPDX-") != std::string_view::npos; };
    const auto isBlank = [](std::string_view line) { return line.empty() || line == "#" || line == "//"; };
    std::string kept;
    bool afterLicence = false;
    for (const auto line : lines) {
        const bool leave = isLicence(line) || (afterLicence && isBlank(line));
        afterLicence = isLicence(line);
        if (!leave)
            kept += std::string(line) + "\n";
    }
    return kept;
}

bool hasOnly(std::string_view text, std::string_view more)
{
    return std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               more.find(c) != std::string_view::npos;
    });
}

} // namespace

std::span<const TemplateLanguage> templateLanguages()
{
    return languageTable;
}

Result<void> checkPluginName(std::string_view name)
{
    if (name.empty())
        return fail(Fault::Configuration, "Give the plugin a name.");
    if (name.size() > maxName)
        return fail(Fault::Configuration, "The name is longer than " + std::to_string(maxName) + " letters.");
    if (name.find_first_of(" \t") != std::string_view::npos)
        return fail(Fault::Configuration, "The name can't have blanks: smtpplugins could not name it.");
    if (!hasOnly(name, "._-") || !hasOnly(name.substr(0, 1), ""))
        return fail(Fault::Configuration,
                    "The name has letters, digits, dots, dashes and underscores, and begins with a letter or digit.");
    return {};
}

bool isDomain(std::string_view name)
{
    return !name.empty() && name.size() <= 253 && hasOnly(name, ".-") && hasOnly(name.substr(0, 1), "");
}

std::string firstDomain(std::string_view rcptHosts)
{
    for (const auto& line : control::parseLines(rcptHosts))
        if (isDomain(line.text))
            return line.text;
    return "example.org";
}

std::string programPath(const PluginPlan& plan)
{
    return "plugins/" + plan.name;
}

std::string sourcePath(const PluginPlan& plan)
{
    return programPath(plan) + std::string(plan.language.suffix);
}

std::vector<DialogPaths> dialogPaths(const PluginPlan& plan)
{
    const std::string section(formatSection(plan.section));
    std::vector<DialogPaths> paths{{"dialogs/" + section + ".spp", "dialogs/" + plan.name + ".spp"}};
    // A client has one address to a session.
    if (plan.section == Section::Connection)
        paths.push_back({"dialogs/" + section + "-passed.spp", "dialogs/" + plan.name + "-passed.spp"});
    return paths;
}

std::string fillTemplate(std::string_view text, const PluginPlan& plan)
{
    const auto example = exampleOf(plan.section);
    // Addresses in the values have a domain that is replaced last.
    return replaced(withoutLicence(text), {{"@NAME@", plan.name},
                                           {"@SECTION@", formatSection(plan.section)},
                                           {"@VARIABLE@", example.variable},
                                           {"@MEANING@", example.meaning},
                                           {"@WHAT@", example.what},
                                           {"@REFUSED@", example.refused},
                                           {"@PASSED@", example.passed},
                                           {"@REPLY@", example.reply},
                                           {"@CODE@", example.reply.substr(0, 3)},
                                           {"@DOMAIN@", plan.domain}});
}

std::string fillTemplate(std::string_view text, std::string_view host, std::string_view domain)
{
    return replaced(withoutLicence(text), {{"@HOST@", host}, {"@DOMAIN@", domain}});
}

std::string fillScenario(std::string_view text, std::string_view home, std::string_view domain)
{
    const std::string line = home.empty() ? std::string() : "home " + std::string(home) + "\n";
    return replaced(withoutLicence(text), {{"@HOME@\n", line}, {"@DOMAIN@", domain}});
}

} // namespace spp::library
