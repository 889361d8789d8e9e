// SPDX-License-Identifier: MIT
/// C and O: which addresses a plugin lets through, and what is looked up no more.
#include "core/base/text.h"
#include "core/trace/hazards/look.h"

#include <optional>

namespace spp::trace::hazards
{

using control::Section;
using plugin::Letter;

namespace
{

/// The address of a command has 899 bytes at most (the reference's limit).
constexpr std::size_t maxAddress = 899;

bool hasAddress(Section section)
{
    return section == Section::Mail || section == Section::Rcpt || section == Section::Pass;
}

void lookAtAddress(Look& look, const std::string& address, std::size_t number)
{
    const bool isRecipient = look.plugin().call.section != Section::Mail;
    if (address.starts_with('<') || address.ends_with('>'))
        look.raise(HazardKind::OddAddress,
                   quote(address) + ": the brackets become part of the address. Write it without them.", number);
    else if (address.empty() && isRecipient)
        look.raise(HazardKind::OddAddress,
                   "C without text makes the recipient empty, and nobody gets the mail. Give an address.", number);
    else if (text::hasControlByte(address) || address.find(' ') != std::string::npos || address.size() > maxAddress)
        look.raise(HazardKind::OddAddress,
                   quote(address) + " is no address that mail can be sent to, and it is queued as it stands.", number);
    else if (!address.empty() && isRecipient && address.find('@') == std::string::npos)
        look.raise(HazardKind::OddAddress,
                   quote(address) + " has no domain; rcpthosts lets such an address pass. Add @ and the domain.",
                   number);
}

void lookAtChange(Look& look, const PluginLine& line, std::size_t number)
{
    if (!hasAddress(look.plugin().call.section)) {
        look.raise(HazardKind::ChangeWithoutAddress,
                   "C does nothing in [" + std::string(control::formatSection(look.plugin().call.section)) +
                       "]: there is no address. Use it in [mail] or [rcpt].",
                   number);
        return;
    }
    lookAtAddress(look, line.command.text, number);
    const bool relays = look.step().state && look.step().state->relaySuffix;
    if (line.note.find(session::noteOutsideRcptHosts) != std::string::npos && !relays)
        look.raise(HazardKind::ChangedOutsideRcptHosts,
                   "The new recipient " + quote(line.command.text) +
                       " is outside rcpthosts and is accepted all the same. Change it to an address of your own "
                       "domains.",
                   number);
}

/// A plugin of the section has changed the address, so what rcpthosts said of it is no longer the point.
bool wasChanged(const Look& look)
{
    const auto& steps = look.timeline.steps();
    for (std::size_t i = look.index + 1; i-- > 0 && steps[i].parent;) {
        if (steps[i].parent != look.step().parent || !steps[i].plugin)
            continue;
        for (const auto& line : steps[i].plugin->output)
            if (line.command.letter == Letter::Change)
                return true;
    }
    return false;
}

void lookAtOkOfRecipient(Look& look, std::size_t number)
{
    const auto& environment = look.plugin().call.environment;
    const bool relays = look.step().state && look.step().state->relaySuffix;
    if (environment.value("SMTPRCPTHOSTSOK") != "0" || relays || wasChanged(look))
        return;
    look.raise(
        HazardKind::OkOpensRelay,
        "O accepts " + quote(environment.value("SMTPRCPTTO").value_or("")) +
            ", which is outside rcpthosts: whoever gets this far may relay. Use N, which leaves rcpthosts in force.",
        number);
}

} // namespace

void lookAtAddresses(Look& look)
{
    forEachLine(look, [&](const PluginLine& line, std::size_t number) {
        const Section section = look.plugin().call.section;
        if (line.command.letter == Letter::Change)
            lookAtChange(look, line, number);
        if (line.command.letter != Letter::Ok || look.plugin().exit.value_or(plugin::Exit{}).failed())
            return;
        if (section == Section::Rcpt)
            lookAtOkOfRecipient(look, number);
        // The state is that of the sender before, which is what the hazard is about.
        if (section == Section::Mail && !look.dialect().okClearsSenderVerdict && look.step().state &&
            look.step().state->senderIsBad)
            look.raise(
                HazardKind::SenderVerdictStays,
                "O skips badmailfrom, so its verdict on the sender before stays: every recipient of this mail is "
                "refused. Use N.",
                number);
    });
}

} // namespace spp::trace::hazards
