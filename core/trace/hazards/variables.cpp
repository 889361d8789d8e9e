// SPDX-License-Identifier: MIT
/// The variables that a plugin sets or takes away.
#include "core/plugin/environment.h"
#include "core/trace/hazards/look.h"

#include <algorithm>
#include <array>

namespace spp::trace::hazards
{

using plugin::Letter;

namespace
{

/// Names that decide how every later plugin and the queue program run.
constexpr std::array dangerousNames{"PATH",       "IFS",      "ENV",      "BASH_ENV", "SHELLOPTS",   "PYTHONPATH",
                                    "PYTHONHOME", "PERL5LIB", "PERL5OPT", "RUBYOPT",  "NODE_OPTIONS"};

/// The session's own: what they tell of can be changed in another way, or not at all.
struct OwnVariable
{
    std::string_view name;
    std::string_view advice;
};
constexpr std::array ownVariables{
    OwnVariable{"SMTPMAILFROM", "the sender stays as it is. C in [mail] changes it."},
    OwnVariable{"SMTPRCPTTO", "the recipient stays as it is. C in [rcpt] changes it."},
    OwnVariable{"SMTPHELOHOST", "the client's name stays as it is, in the Received line too."},
    OwnVariable{"SMTPRCPTCOUNT", "the server counts for itself."},
    OwnVariable{"SMTPRCPTCOUNTALL", "the server counts for itself."},
    OwnVariable{"SMTPRCPTHOSTSOK", "rcpthosts was asked before. O in [rcpt] skips its answer."},
    OwnVariable{"NOSPP", "plugins stay on. A switches them off for the rest of the session."},
    OwnVariable{"ENABLE_SPP", "it was looked at when the session began."},
    OwnVariable{"SPPCONFFILE", "smtpplugins was read when the session began."},
};

bool isDangerous(std::string_view name)
{
    return name.starts_with("LD_") || std::ranges::find(dangerousNames, name) != dangerousNames.end();
}

/// Whether the server still looks at RELAYCLIENT and DATABYTES here.
bool obeys(const Look& look)
{
    const auto section = look.plugin().call.section;
    return look.dialect().obeysPluginVariables &&
           (section == control::Section::Connection || section == control::Section::Auth);
}

/// Why setting it does not do what it looks like; empty if it does.
std::string withoutEffect(const Look& look, std::string_view name)
{
    for (const OwnVariable& own : ownVariables)
        if (name == own.name)
            return std::string(own.advice);
    if (name == "RELAYCLIENT" && !obeys(look))
        return look.dialect().obeysPluginVariables
                   ? "the client may not relay by it. Set it in [connection] or [auth]."
                   : "the client may not relay by it: the server looked before the first plugin ran. O in [rcpt] "
                     "accepts one recipient.";
    if (name == "DATABYTES" && !obeys(look))
        return "the server's limit stays as it is.";
    if (name.starts_with("TCP"))
        return "the server goes on with what it knew of the connection, in the Received line too.";
    if (name == "QMAILQUEUE" && !look.dialect().knowsQmailQueue)
        return "this server has one queue program.";
    if (name == "QMAILQUEUE" && look.step().state && look.step().state->queueProgram)
        return "the queue program was chosen at the session's first DATA.";
    return {};
}

void lookAtSet(Look& look, std::string_view entry, std::size_t number)
{
    if (entry.find('=') == std::string_view::npos) {
        look.raise(HazardKind::SetWithoutEquals,
                   entry.empty() ? "S without a name and a value sets no variable. Write Sname=value."
                                 : quote("S" + std::string(entry)) + " has no “=”, so it sets no variable. Write " +
                                       quote("S" + std::string(entry) + "=value") + ".",
                   number);
        return;
    }
    const std::string_view name = plugin::entryName(entry);
    if (isDangerous(name))
        look.raise(
            HazardKind::DangerousVariable,
            std::string(name) +
                " decides how every later plugin and the queue program run. Set it inside the plugin that needs it.",
            number);
    else if (const std::string why = withoutEffect(look, name); !why.empty())
        look.raise(HazardKind::VariableWithoutEffect,
                   "Setting " + quote(name) + " changes what later plugins and the queue program see; " + why, number);
    else if (name == "RELAYCLIENT")
        look.raise(HazardKind::OpensRelay,
                   "From here on this client may send mail to any address (RELAYCLIENT). Be sure of who it is.",
                   number);
}

} // namespace

void lookAtVariables(Look& look)
{
    forEachLine(look, [&](const PluginLine& line, std::size_t number) {
        const std::string& text = line.command.text;
        if (line.command.letter == Letter::Set)
            lookAtSet(look, text, number);
        else if (line.command.letter == Letter::Unset && isDangerous(text))
            look.raise(HazardKind::DangerousVariable,
                       "Without " + text + " later plugins and the queue program may not run as they should.", number);
    });
}

} // namespace spp::trace::hazards
