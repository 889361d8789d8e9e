// SPDX-License-Identifier: MIT
/// The rules that a home is checked by. Static data.
#pragma once

#include "core/trace/hazard.h"

#include <span>
#include <string_view>

namespace spp::check
{

enum class Rule {
    // control/smtpplugins
    NoSmtpPlugins,
    UnknownSection,
    MisspeltSection,
    SectionNotInDialect,
    AboveFirstSection,
    MissingPlugin,
    WrongFolder,
    BlanksWantColon,
    DuplicatePlugin,
    Unreachable,
    // the file of a plugin
    NotAFile,
    NotExecutable,
    WritableByOthers,
    NoInterpreterLine,
    MissingInterpreter,
    InterpreterArguments,
    CrLf,
    SyntaxError,
    ShellCheck,
    BuildError,
    BuildWarning,
    // what it does
    UnquotedVariable,
    UnknownVariable,
    VariableNotSetYet,
    ParentAsSession,
    // control files
    BrokenControlFile,
    UnlistedPlugin,
    NoRcptHosts,
    GreetingWithoutHost,
};

using trace::Severity;

struct RuleRow
{
    Rule rule;
    std::string_view name; ///< for machines, and for a person who looks it up: "not-executable"
    Severity severity;
    std::string_view explanation; ///< for one who has not met it before: a few sentences
};

/// In the order of the enumerators.
std::span<const RuleRow> ruleRows();
const RuleRow& rowOf(Rule rule);
inline Severity severityOf(Rule rule)
{
    return rowOf(rule).severity;
}

} // namespace spp::check
