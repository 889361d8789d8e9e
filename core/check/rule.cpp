// SPDX-License-Identifier: MIT
#include "core/check/rule.h"

#include <array>
#include <cstddef>

namespace spp::check
{

namespace
{

/// In the order of the enumerators.
constexpr auto ruleTable = std::to_array<RuleRow>({
    {Rule::NoSmtpPlugins, "no-smtpplugins", Severity::Error,
     "A server with plugins reads control/smtpplugins when a session starts. Without the file it answers 421 and hangs "
     "up, unless "
     "NOSPP is set. An empty file is fine."},
    {Rule::UnknownSection, "unknown-section", Severity::Error,
     "A section is told by the first letter behind the bracket: connection, helo, mail, rcpt, data, auth, and pass "
     "where the dialect "
     "has it. Under any other letter plugins never run, and nothing says so."},
    {Rule::MisspeltSection, "misspelt-section", Severity::Warning,
     "Only the first letter behind the bracket counts, so [rctp] is [rcpt], and [heaven] is [helo]. It works, and "
     "misleads whoever "
     "reads it next."},
    {Rule::SectionNotInDialect, "section-not-in-dialect", Severity::Warning,
     "Not every server has every section: [pass] belongs to sagredo and modern, [auth] needs a server with AUTH. "
     "Elsewhere its plugins "
     "never run."},
    {Rule::AboveFirstSection, "above-first-section", Severity::Error,
     "Lines above the first section belong to none, and never run."},
    {Rule::MissingPlugin, "missing-plugin", Severity::Error,
     "A plain line is the path of a program, taken as it stands. If there is no such file, every command of that "
     "section is answered "
     "by 451, and no mail gets in."},
    {Rule::WrongFolder, "wrong-folder", Severity::Error,
     "Paths in smtpplugins are relative to the home directory, which holds control and plugins; not to control, and "
     "not to plugins."},
    {Rule::BlanksWantColon, "blanks-want-colon", Severity::Error,
     "A plain line is a path, blanks and all; it takes no arguments. A line that begins with a colon goes to /bin/sh, "
     "which splits "
     "words, knows redirections and sets variables."},
    {Rule::DuplicatePlugin, "duplicate-plugin", Severity::Warning,
     "The same line stands twice in a section, so the plugin runs twice for each command. That is seldom meant: its "
     "headers and its "
     "counts come twice, too."},
    {Rule::Unreachable, "unreachable", Severity::Warning,
     "A plugin that always prints a final command ends the section: N, O, E, R and D for this command, A for the whole "
     "session. What "
     "stands behind it never runs."},
    {Rule::NotAFile, "not-a-file", Severity::Error, "A plugin is a program: a file that the system can execute."},
    {Rule::NotExecutable, "not-executable", Severity::Error,
     "A plugin that may not be executed counts as exit 120: the command is answered by 451. chmod +x mends it."},
    {Rule::WritableByOthers, "writable-by-others", Severity::Warning,
     "Whoever may write a plugin decides about all mail, and runs what he likes as the server's user."},
    {Rule::NoInterpreterLine, "no-interpreter-line", Severity::Error,
     "The server executes plugins directly, not by a shell. A script without #! and an interpreter in its first line "
     "can't be executed: "
     "the command is answered by 451."},
    {Rule::MissingInterpreter, "missing-interpreter", Severity::Error,
     "The program behind #! is what runs. If it is missing, the plugin can't be executed, although it is there "
     "itself."},
    {Rule::InterpreterArguments, "interpreter-arguments", Severity::Error,
     "Linux hands everything behind the interpreter on as one argument, blanks included: env then looks for a program "
     "with a blank in "
     "its name. env -S splits it."},
    {Rule::CrLf, "cr-lf", Severity::Error,
     "Lines that end in CR LF come from Windows. The CR becomes part of the interpreter's name, of each word at a "
     "line's end, of each "
     "path: programs are not found, and comparisons fail."},
    {Rule::SyntaxError, "syntax-error", Severity::Error,
     "The interpreter itself says so, in its mode that checks and does not run."},
    {Rule::ShellCheck, "shellcheck", Severity::Note, "What the program shellcheck says of a shell script."},
    {Rule::BuildError, "build-error", Severity::Error,
     "The compiler says so. Sources with a line “build: COMMAND” in the comment at their head are built when they are "
     "saved in the window; after an error the program of the last build that went well may still be there, and runs."},
    {Rule::BuildWarning, "build-warning", Severity::Warning,
     "The compiler says so. It has built the program all the same."},
    {Rule::UnquotedVariable, "unquoted-variable", Severity::Warning,
     "The client decides what stands in this variable. Without double quotes the shell splits it at blanks and takes * "
     "and ? for file "
     "names: a sender can then add words to a command, and options with them."},
    {Rule::UnknownVariable, "unknown-variable", Severity::Warning,
     "No server sets this variable, and no plugin of this home does: it is always empty."},
    {Rule::VariableNotSetYet, "variable-not-set-yet", Severity::Warning,
     "Variables appear as the session goes on: SMTPHELOHOST at HELO, SMTPMAILFROM at MAIL, SMTPRCPTTO at RCPT. Earlier "
     "they are empty, "
     "or still those of the message before."},
    {Rule::ParentAsSession, "parent-as-session", Severity::Note,
     "Below tcpserver each session has a process of its own, and its number tells sessions apart. A server that serves "
     "many sessions "
     "has one number for all; spp-smtpd sets SPP_SESSION_ID for this."},
    {Rule::BrokenControlFile, "broken-control-file", Severity::Error,
     "The server reads its control files when a session starts. What it can't read or understand ends the session, or "
     "is taken for "
     "something else than was meant."},
    {Rule::UnlistedPlugin, "unlisted-plugin", Severity::Warning,
     "A line of control/pluginfailures names its plugin as that plugin's line in smtpplugins begins. What names none "
     "there has no effect: the command is deferred when the plugin that was meant fails."},
    {Rule::NoRcptHosts, "no-rcpthosts", Severity::Error,
     "Without control/rcpthosts qmail takes mail for every domain: anybody may send anything to anyone, an open relay. "
     "It is soon found."},
    {Rule::GreetingWithoutHost, "greeting-without-host", Severity::Warning,
     "RFC 5321 4.2: behind 220 comes the name of this host. Some clients look for it."},
});

} // namespace

std::span<const RuleRow> ruleRows()
{
    return ruleTable;
}

const RuleRow& rowOf(Rule rule)
{
    return ruleTable[static_cast<std::size_t>(rule)];
}

} // namespace spp::check
