// SPDX-License-Identifier: MIT
#include "core/check/plugin_check.h"

#include "core/base/text.h"
#include "core/check/script.h"
#include "core/check/variable_uses.h"
#include "core/check/words.h"
#include "core/plugin/variables.h"

#include <algorithm>
#include <array>
#include <set>

namespace spp::check
{

using control::Section;

namespace
{

std::string quotedWord(std::string_view bytes)
{
    return "“" + text::printable(bytes) + "”";
}

Finding aboutFile(const PluginFile& file, Rule rule, std::string sentence)
{
    return {rule, file.path, 0, 0, 0, std::move(sentence), {}};
}

Finding aboutFirstLine(const PluginFile& file, Rule rule, std::string sentence)
{
    return {rule, file.path, 1, 1, file.bytes.find('\n'), std::move(sentence), {}};
}

/// The section in which it runs latest tells what may be set; in [auth] anything may be.
std::optional<Section> laterOf(std::optional<Section> a, std::optional<Section> b)
{
    if (!a || !b || a == Section::Auth || b == Section::Auth)
        return std::nullopt;
    return std::max(*a, *b);
}

} // namespace

std::vector<PluginFile> readPluginFiles(const HomeView& view, const SmtpPluginsLines& lines)
{
    std::vector<PluginFile> files;
    for (const auto& plugin : lines.plugins) {
        if (plugin.file.empty() || view.facts(plugin.file).kind != FileFacts::Kind::File)
            continue;
        const auto known =
            std::find_if(files.begin(), files.end(), [&](const auto& each) { return each.path == plugin.file; });
        if (known != files.end()) {
            known->lastSection = laterOf(known->lastSection, plugin.section);
            known->isDirect = known->isDirect || !plugin.entry.isShell();
        } else if (auto bytes = view.bytes(plugin.file)) {
            files.push_back(
                {plugin.file, std::move(*bytes), laterOf(plugin.section, plugin.section), !plugin.entry.isShell()});
        }
    }
    return files;
}

namespace
{

void checkInterpreter(const Subject& subject, const PluginFile& file, const Script& script,
                      std::vector<Finding>& findings)
{
    if (!script.interpreter.starts_with('/') || subject.view.facts(script.interpreter).kind != FileFacts::Kind::File) {
        findings.push_back(aboutFirstLine(
            file, Rule::MissingInterpreter,
            "the interpreter " + quotedWord(script.interpreter) + " is not there; install it, or name one that is"));
        return;
    }
    const bool isEnv = script.interpreter.ends_with("/env");
    if (!isEnv)
        return;
    const auto& argument = script.argument;
    if (argument.find_first_of(" \t") != std::string::npos && !argument.starts_with("-S") &&
        !argument.starts_with("--split-string")) {
        auto finding =
            aboutFirstLine(file, Rule::InterpreterArguments,
                           "env is handed " + quotedWord(argument) + " as one word; write env -S " + argument);
        const std::size_t at = file.bytes.find(argument);
        finding.fix = {"Write env -S", file.path, {{at, at, "-S "}}};
        findings.push_back(std::move(finding));
    } else if (!script.program.empty() && !subject.view.isInPath(script.program)) {
        findings.push_back(aboutFirstLine(
            file, Rule::MissingInterpreter,
            "env finds no " + quotedWord(script.program) + " in PATH; install it, or name the interpreter's path"));
    }
}

void checkLineEnds(const PluginFile& file, std::vector<Finding>& findings)
{
    const auto first = file.bytes.find("\r\n");
    if (first == std::string::npos)
        return;
    const Place place = placeOf(file.bytes, first);
    Finding finding{Rule::CrLf,
                    file.path,
                    place.line,
                    place.column,
                    1,
                    place.line == 1 ? "the first line ends in CR LF: the system looks for an interpreter with a CR at "
                                      "the end of its name, and finds none"
                                    : "lines end in CR LF, as on Windows; the CR becomes part of words and paths",
                    unixLineEnds(file.path, file.bytes)};
    findings.push_back(std::move(finding));
}

} // namespace

void checkStart(const Subject& subject, const PluginFile& file, std::vector<Finding>& findings)
{
    if (subject.view.facts(file.path).writableByOthers)
        findings.push_back(aboutFile(file, Rule::WritableByOthers,
                                     quotedWord(file.path) + " may be written by every user; chmod o-w"));
    const Script script = parseScript(file.bytes);
    if (script.language == Language::Binary)
        return;
    if (script.language != Language::Unknown) {
        checkInterpreter(subject, file, script, findings);
    } else if (file.isDirect) {
        auto finding =
            aboutFirstLine(file, Rule::NoInterpreterLine,
                           file.bytes.empty() ? "the file is empty; it can't be executed"
                                              : "the first line is no #! line, so that the file can't be executed");
        finding.length = std::min(file.bytes.find('\n'), file.bytes.size());
        finding.fix = {"Put #!/bin/sh in front", file.path, {{0, 0, "#!/bin/sh\n"}}};
        findings.push_back(std::move(finding));
    }
    checkLineEnds(file, findings);
}

namespace
{

/// So many findings of one kind in one file say enough.
constexpr std::size_t maxEach = 100;

/// What people write when they mean one of the session's variables.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> mistaken{{
    {"HELOHOST", "SMTPHELOHOST"},
    {"HELO", "SMTPHELOHOST"},
    {"SMTPHELO", "SMTPHELOHOST"},
    {"MAILFROM", "SMTPMAILFROM"},
    {"SMTPFROM", "SMTPMAILFROM"},
    {"RCPTTO", "SMTPRCPTTO"},
    {"SMTPRCPT", "SMTPRCPTTO"},
    {"SMTPTO", "SMTPRCPTTO"},
    {"RCPTCOUNT", "SMTPRCPTCOUNT"},
    {"REMOTEIP", "TCPREMOTEIP"},
    {"REMOTEHOST", "TCPREMOTEHOST"},
    {"AUTHUSER", "SMTPAUTHUSER"},
    {"SMTPRCPTHOSTOK", "SMTPRCPTHOSTSOK"},
}};

std::string_view meantBy(std::string_view name)
{
    const auto found =
        std::find_if(mistaken.begin(), mistaken.end(), [&](const auto& each) { return each.first == name; });
    return found == mistaken.end() ? std::string_view() : found->second;
}

bool looksLikeSession(std::string_view name)
{
    for (const std::string_view prefix : {"SMTP", "TCPREMOTE", "TCPLOCAL", "SPP_"})
        if (name.starts_with(prefix))
            return true;
    return !meantBy(name).empty();
}

/// Text in which variables are read, and how findings about it are placed.
struct ReadText
{
    std::string_view bytes; ///< that offsets count in
    std::size_t begin = 0;  ///< of the script in these bytes
    std::string_view script;
    std::string_view file;
    std::optional<Section> section; ///< the latest in which it runs
    std::string_view everything;

    Finding about(const VariableUse& use, Rule rule, std::string sentence) const
    {
        const Place place = placeOf(bytes, begin + use.begin);
        const auto written = script.substr(use.begin, use.end - use.begin);
        return {rule,
                std::string(file),
                place.line,
                place.column,
                std::min(written.find('\n'), written.size()),
                std::move(sentence),
                {}};
    }
    /// "SNAME=" or "SNAME" is what a plugin prints to set it.
    bool isSetByPlugins(std::string_view name) const
    {
        return everything.find("S" + std::string(name)) != std::string_view::npos;
    }
};

std::optional<Finding> checkUnknown(const ReadText& text, const VariableUse& use)
{
    if (!looksLikeSession(use.name) || plugin::findVariable(use.name) != nullptr || text.isSetByPlugins(use.name) ||
        isMentionedBare(text.script.substr(0, use.begin), use.name))
        return std::nullopt;
    const std::string name(use.name);
    const auto meant = meantBy(use.name);
    auto finding = text.about(use, Rule::UnknownVariable,
                              name + " is never set" +
                                  (meant.empty() ? std::string(": by no server, and by no plugin of this home")
                                                 : "; did you mean " + std::string(meant) + "?"));
    if (!meant.empty()) {
        const std::size_t at = text.begin + static_cast<std::size_t>(use.name.data() - text.script.data());
        finding.fix = {
            "Write " + std::string(meant), std::string(text.file), {{at, at + use.name.size(), std::string(meant)}}};
    }
    return finding;
}

std::optional<Finding> checkTime(const ReadText& text, const VariableUse& use, const plugin::Variable& variable)
{
    if (!variable.since || !text.section || *text.section >= *variable.since)
        return std::nullopt;
    return text.about(use, Rule::VariableNotSetYet,
                      std::string(use.name) + " is not set before [" +
                          std::string(control::formatSection(*variable.since)) + "], and this runs in [" +
                          std::string(control::formatSection(*text.section)) + "]");
}

std::optional<Finding> checkQuotes(const ReadText& text, const VariableUse& use)
{
    if (!use.splits)
        return std::nullopt;
    const std::string written(text.script.substr(use.begin, use.end - use.begin));
    auto finding = text.about(use, Rule::UnquotedVariable,
                              written +
                                  " without double quotes is split at blanks, and * in it becomes file names; "
                                  "write \"" +
                                  written + "\"");
    const std::size_t begin = text.begin + use.begin;
    const std::size_t end = text.begin + use.end;
    finding.fix = {"Put it in double quotes", std::string(text.file), {{begin, begin, "\""}, {end, end, "\""}}};
    return finding;
}

void checkUses(const ReadText& text, Language language, std::vector<Finding>& findings)
{
    std::size_t found = 0;
    std::set<std::string_view> told; // once for each name
    for (const auto& use : variableUses(language, text.script)) {
        if (found >= maxEach)
            return;
        const auto note = [&](std::optional<Finding> finding) {
            if (finding) {
                findings.push_back(std::move(*finding));
                ++found;
            }
        };
        const auto* variable = plugin::findVariable(use.name);
        if (variable != nullptr && variable->fromClient)
            note(checkQuotes(text, use));
        if (!told.insert(use.name).second)
            continue;
        if (variable != nullptr)
            note(checkTime(text, use, *variable));
        else
            note(checkUnknown(text, use));
    }
}

} // namespace

void checkVariables(const PluginFile& file, std::string_view everything, std::vector<Finding>& findings)
{
    checkUses({file.bytes, 0, file.bytes, file.path, file.lastSection, everything}, parseScript(file.bytes).language,
              findings);
}

void checkVariables(const Subject& subject, const SmtpPluginsLines& lines, const PluginLine& plugin,
                    std::string_view everything, std::vector<Finding>& findings)
{
    const std::size_t begin = lines.begin(plugin.entry.line);
    checkUses({lines.bytes, begin, lines.line(plugin.entry.line), subject.smtpPluginsPath,
               plugin.section ? laterOf(plugin.section, plugin.section) : std::nullopt, everything},
              Language::Shell, findings);
}

void checkParent(const PluginFile& file, std::vector<Finding>& findings)
{
    const Language language = parseScript(file.bytes).language;
    const std::string_view word = language == Language::Shell ? "$PPID" : "getppid";
    if (language == Language::Binary || language == Language::Unknown)
        return;
    const auto at = file.bytes.find(word);
    if (at == std::string::npos)
        return;
    const Place place = placeOf(file.bytes, at);
    findings.push_back(
        {Rule::ParentAsSession,
         file.path,
         place.line,
         place.column,
         word.size(),
         "the parent's number tells sessions apart only below tcpserver; SPP_SESSION_ID does wherever it "
         "is set",
         {}});
}

} // namespace spp::check
