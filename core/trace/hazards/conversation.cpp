// SPDX-License-Identifier: MIT
#include "core/trace/hazards/conversation.h"

#include "core/base/text.h"
#include "core/smtp/command.h"
#include "core/smtp/reply.h"

#include <algorithm>

namespace spp::trace::hazards
{

using plugin::Letter;

namespace
{

constexpr std::string_view failure = "451 qmail-spp failure: ";

const session::LaterReplies* laterOf(const session::SessionState& state, Letter letter)
{
    switch (letter) {
    case Letter::LaterMail: return &state.laterMail;
    case Letter::LaterRcpt: return &state.laterRcpt;
    case Letter::LaterData: return &state.laterData;
    default: return nullptr;
    }
}

Letter letterOf(smtp::Verb verb)
{
    switch (verb) {
    case smtp::Verb::Mail: return Letter::LaterMail;
    case smtp::Verb::Rcpt: return Letter::LaterRcpt;
    case smtp::Verb::Data:
    case smtp::Verb::Bdat: return Letter::LaterData;
    default: return Letter::Ignored;
    }
}

const char* verbOf(Letter letter)
{
    return letter == Letter::LaterMail ? "MAIL" : letter == Letter::LaterRcpt ? "RCPT" : "DATA";
}

std::string lastLine(std::string_view reply)
{
    const auto lines = text::lines(reply);
    const std::string_view last = lines.empty() ? std::string_view() : lines.back();
    return std::string(last.substr(0, last.size() - (last.ends_with('\r') ? 1 : 0)));
}

bool isUnfinished(std::string_view line)
{
    return smtp::hasReplyCode(line) && line.size() > 3 && line[3] == '-';
}

/// 354 and 334 of the server: another reply to the same command is to follow.
bool isIntermediate(std::string_view line)
{
    return line.starts_with('3');
}

} // namespace

void Conversation::add(Look& look)
{
    const Step& step = look.step();
    switch (step.kind) {
    case StepKind::Plugin:
        if (step.plugin->whySkipped.empty())
            addPlugin(look);
        break;
    case StepKind::Reply: addReply(look); break;
    case StepKind::ClientLine:
        if (smtp::parseCommand(step.text).verb == smtp::Verb::Mail)
            ++m_transaction;
        conclude(look);
        break;
    case StepKind::Message:
    case StepKind::End: conclude(look); break;
    case StepKind::Session:
    case StepKind::Section:
    case StepKind::Check:
    case StepKind::Queue: break;
    }
}

void Conversation::addPlugin(Look& look)
{
    if (!look.step().state)
        return; // a trace that somebody has written by hand
    forEachLine(look, [&](const PluginLine& line, std::size_t number) {
        const Letter letter = line.command.letter;
        const session::LaterReplies* later = laterOf(*look.step().state, letter);
        if (later == nullptr || line.note.starts_with("not kept"))
            return;
        if (later->shown && *later->shown < later->texts.size())
            look.raise(HazardKind::LaterUnseen,
                       quote(line.command.line) + " is never seen: what was kept for " + verbOf(letter) +
                           " before has been shown, and only RSET makes room for more.",
                       number);
        else
            m_kept.push_back({{look.index, number}, letter, line.command.text, {}, false});
    });
}

void Conversation::addReply(Look& look)
{
    const Step& step = look.step();
    if (!step.parent)
        return;
    if (step.state)
        forgetKept(*step.state);
    if (step.fromPlugin)
        lookAtKept(look);
    Reply reply{*step.parent, lastLine(step.text), step.fromPlugin ? speakerOf(look) : std::nullopt};
    if (m_last && m_last->root == reply.root && !look.mendsReplies())
        compare(look, reply);
    m_last = std::move(reply);
}

/// The reply with the one before it, to the same command.
void Conversation::compare(Look& look, const Reply& reply)
{
    const std::string_view now = look.step().text;
    const auto speaker = m_last->speaker ? m_last->speaker : reply.speaker;
    // A failure is told of where the plugin ended; what has no code was told of with the words.
    if (!speaker || now.starts_with(failure) || !smtp::hasReplyCode(m_last->line) ||
        (isIntermediate(m_last->line) && !m_last->speaker) || !smtp::hasReplyCode(reply.line))
        return;
    const std::string quoted = quote(m_last->line);
    if (!isUnfinished(m_last->line))
        look.raiseAt(speaker->step, HazardKind::SecondReply,
                     quoted + " is a whole reply, and then comes " + quote(reply.line) +
                         ": the client loses step. Put a dash behind the code.",
                     speaker->line);
    else if (now.substr(0, 3) != std::string_view(m_last->line).substr(0, 3))
        look.raiseAt(speaker->step, HazardKind::MultiLineBroken,
                     quoted + " goes on with " + quote(reply.line) +
                         ", which has another code. All lines of a reply need the same one.",
                     speaker->line);
}

/// The client says something else: what was unfinished stays so.
void Conversation::conclude(Look& look)
{
    if (m_last && m_last->speaker && isUnfinished(m_last->line) && !look.mendsReplies()) {
        const Step& step = look.timeline.steps()[m_last->speaker->step];
        const Letter letter = step.plugin->output[m_last->speaker->line - 1].command.letter;
        if (letter != Letter::Error && letter != Letter::Reject) // of those the words tell it
            look.raiseAt(m_last->speaker->step, HazardKind::ReplyUnfinished,
                         "The dash in " + quote(m_last->line) +
                             " promises another line, and none follows: the client waits. Put a blank behind the code.",
                         m_last->speaker->line);
    }
    m_last.reset();
}

/// If this reply is what was kept for the command: it should not outlive the transaction that it was meant for.
void Conversation::lookAtKept(Look& look)
{
    const std::size_t root = *look.step().parent;
    const auto& steps = look.timeline.steps();
    const Letter letter = letterOf(smtp::parseCommand(steps[root].text).verb);
    const bool sectionRan = std::ranges::any_of(steps.begin() + static_cast<std::ptrdiff_t>(root),
                                                steps.begin() + static_cast<std::ptrdiff_t>(look.index),
                                                [](const Step& each) { return each.kind == StepKind::Section; });
    if (letter == Letter::Ignored || sectionRan)
        return;
    for (Kept& kept : m_kept) {
        if (kept.letter != letter || kept.isTold)
            continue;
        if (!kept.shownIn)
            kept.shownIn = m_transaction;
        if (kept.shownIn == m_transaction)
            continue;
        kept.isTold = true;
        look.raiseAt(kept.where.step, HazardKind::LaterRepeats,
                     quote(kept.text) + " answers " + verbOf(letter) +
                         " in a second transaction too, and in every one until the client says RSET. Refuse the "
                         "command itself with E.",
                     kept.where.line);
    }
}

void Conversation::forgetKept(const session::SessionState& state)
{
    std::erase_if(m_kept, [&](const Kept& kept) { return laterOf(state, kept.letter)->empty(); });
}

/// The line whose words the reply has: of a plugin that has just run, or kept since an earlier command.
std::optional<Conversation::Spoken> Conversation::speakerOf(const Look& look) const
{
    const auto& steps = look.timeline.steps();
    const std::string_view words = look.step().text;
    const auto isSpoken = [&](std::string_view text) {
        return words.size() == text.size() + 2 && words.starts_with(text);
    };
    for (std::size_t i = look.index; i-- > *look.step().parent;)
        if (steps[i].kind == StepKind::Plugin)
            for (std::size_t line = steps[i].plugin->output.size(); line-- > 0;)
                if (isSpoken(steps[i].plugin->output[line].command.text))
                    return Spoken{i, line + 1};
    for (const Kept& kept : m_kept)
        if (isSpoken(kept.text))
            return kept.where;
    return std::nullopt;
}

} // namespace spp::trace::hazards
