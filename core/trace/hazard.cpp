// SPDX-License-Identifier: MIT
#include "core/trace/hazard.h"

#include <algorithm>
#include <array>

namespace spp::trace
{

namespace
{

struct HazardRow
{
    HazardKind kind;
    std::string_view name;
    Severity severity;
    std::string_view explanation;
};

/// In the order of the enumerators.
constexpr auto hazardRows = std::to_array<HazardRow>({
    {HazardKind::NoNewline, "no-newline", Severity::Warning,
     "qmail-spp takes the last character of every line for its newline and cuts it off without looking. In "
     "shell use echo, or printf with \\n at the end."},
    {HazardKind::LineEndsWithCr, "line-ends-with-cr", Severity::Warning,
     "Plugins print lines that end in LF; the server adds the CR of SMTP itself. A CR of the plugin's own is "
     "sent to the client, or becomes part of the variable, the address or the header. Often the script was "
     "saved with Windows line ends."},
    {HazardKind::UnknownLine, "unknown-line", Severity::Warning,
     "Standard output is for commands, one a line, told by the first letter. A message that happens to begin "
     "with such a letter would do something: “Done” closes the connection. What is for people belongs on "
     "standard error, which goes to the server's log."},
    {HazardKind::TextBehindLetter, "text-behind-letter", Severity::Warning,
     "A, N, O and D take no text, so any line that begins with one of them is that command: “OK” is O, “Done” "
     "is D, which closes the connection. If it was meant for a person, print it to standard error."},
    {HazardKind::UnreadOutput, "unread-output", Severity::Warning,
     "A, N, O, E, R and D are final: the server stops reading and closes the pipe. What is printed later is "
     "lost, and writing it fails with “Broken pipe”. So S, H or C must come first."},
    {HazardKind::NotKept, "not-kept", Severity::Warning,
     "What plugins leave behind is bounded, so that one of them can't fill the server's memory: the "
     "environment, the header lines and the kept texts each have 1 MiB."},
    {HazardKind::ReplyWithoutCode, "reply-without-code", Severity::Error,
     "An SMTP reply is three digits, a blank, and text for people: “550 no such user”. qmail-spp sends what "
     "the plugin printed as it stands and adds nothing. Codes that begin with 5 refuse for good, with 4 for "
     "now."},
    {HazardKind::CodeDoesNotFit, "code-does-not-fit", Severity::Error,
     "E, R and the L letters refuse, but the client believes the code alone. After a 250 it goes on as if the "
     "command had worked, and the session and the client no longer agree."},
    {HazardKind::ReplyUnfinished, "reply-unfinished", Severity::Error,
     "All lines of a multi-line reply but the last have a dash behind their code. If the last one has it too, "
     "the client waits for more until its time-out passes."},
    {HazardKind::ReplyTooLong, "reply-too-long", Severity::Warning,
     "RFC 5321 lets a reply line have 512 octets. Print longer texts as several lines: P550-first, "
     "P550-second, E550 last."},
    {HazardKind::RefusedGreeting, "refused-greeting", Severity::Warning,
     "In [connection] E only keeps the greeting back. A text with code 554 or 421 is a greeting that refuses; "
     "after any other the client waits for one that never comes. Either way the session goes on, and a client "
     "that does not care may send its commands. R ends it."},
    {HazardKind::SecondReply, "second-reply", Severity::Error,
     "To each command belongs one reply. P is sent ahead of the reply that follows, so its lines must be the "
     "beginning of that one: the same code, and a dash behind it. Otherwise the client takes the first for the"
     " whole answer, and the next for the answer to its next command."},
    {HazardKind::MultiLineBroken, "multi-line-broken", Severity::Error,
     "P is sent ahead of the reply that follows, as the first lines of it. RFC 5321 wants the same code in all"
     " of them; what clients do otherwise differs."},
    {HazardKind::LaterRepeats, "later-repeats", Severity::Warning,
     "LM, LR and LD keep a text for the next MAIL, RCPT or DATA. Once shown it is not dropped: it answers "
     "every such command, until RSET, or a DATA that is accepted. HELO does not clear it."},
    {HazardKind::LaterUnseen, "later-unseen", Severity::Warning,
     "When kept texts are shown for the first time, their number is fixed. Texts added afterwards stay unseen "
     "until RSET, or a DATA that is accepted, has cleared them all."},
    {HazardKind::NotAHeader, "not-a-header", Severity::Error,
     "The line stands above the client's own header as it was printed. One that is no header (a name, a colon,"
     " a value), or that is empty, ends the header for many programs, and the rest of it, with From and "
     "Subject, shows up in the text."},
    {HazardKind::ForgedHeader, "forged-header", Severity::Warning,
     "Received, Delivered-To and Return-Path are the marks of mail servers: they count as hops, so loops are "
     "found by them, and people trace mail by them."},
    {HazardKind::RepeatedHeader, "repeated-header", Severity::Warning,
     "RFC 5322 allows these once in a message. The client's header follows, with its own; which of the two a "
     "mail program shows is anybody's guess, and signatures (DKIM) may break."},
    {HazardKind::HeaderTooLong, "header-too-long", Severity::Warning,
     "RFC 5322 lets a line have 998 characters. Longer ones are cut, folded or refused further on. A line that"
     " begins with a blank continues the one above it."},
    {HazardKind::SetWithoutEquals, "set-without-equals", Severity::Warning,
     "The text behind S goes into the environment as it stands. Without “=” it is an entry that no program can"
     " read as a variable. To make a variable empty, write Sname=; to remove it, Uname."},
    {HazardKind::DangerousVariable, "dangerous-variable", Severity::Warning,
     "What S and U do stays for the whole session, across RSET and messages, and the queue program gets it "
     "too. These names decide which programs are found, which libraries and modules they load, or how the "
     "shell splits words."},
    {HazardKind::VariableWithoutEffect, "variable-without-effect", Severity::Warning,
     "The session has read this once, and goes by what it knows. Later plugins and the queue program see the "
     "new value, which may be what you want; the server does not."},
    {HazardKind::OpensRelay, "opens-relay", Severity::Warning,
     "RELAYCLIENT lifts rcpthosts: the client may send mail to anybody through this server. That is right "
     "after a login or for hosts of your own, and nowhere else."},
    {HazardKind::ChangeWithoutAddress, "change-without-address", Severity::Warning,
     "C replaces the address that the client has just given: the sender in [mail], the recipient in [rcpt]. "
     "The other sections have none, and the line is ignored."},
    {HazardKind::ChangedOutsideRcptHosts, "changed-outside-rcpt-hosts", Severity::Error,
     "rcpthosts is looked up before the plugins run, on the address as the client gave it. What C puts in its "
     "place is taken without a look, so if it comes from the client in any way, the server is an open relay."},
    {HazardKind::OddAddress, "odd-address", Severity::Warning,
     "The new address is neither parsed nor measured: it goes into the envelope as it stands. Write it without"
     " brackets: Cjoe@example.org."},
    {HazardKind::OkOpensRelay, "ok-opens-relay", Severity::Error,
     "O skips rcpthosts for this recipient. If the plugin says it to strangers, anybody may send mail anywhere"
     " through this server. N accepts as far as plugins are concerned, and leaves the server's check in force."},
    {HazardKind::SenderVerdictStays, "sender-verdict-stays", Severity::Error,
     "badmailfrom is looked up after the plugins of [mail], and O skips that. What was found for the sender "
     "before, in the same session, is not cleared: if that one was bad, the recipients of this one are "
     "refused."},
    {HazardKind::PluginFailed, "plugin-failed", Severity::Error,
     "A plugin that dies of a signal, can't be started, or exits with 120 has failed. The command is refused "
     "for now (451), whatever the plugin had in mind, and the section's other plugins do not run. In modern, "
     "control/pluginfailures may say otherwise."},
    {HazardKind::FailureAfterReply, "failure-after-reply", Severity::Error,
     "Output has its effect as it comes; that the plugin failed is known only later. So a failure is answered "
     "with 451 on top of what was said already, the command is not accepted, R does not disconnect, and A "
     "leaves plugins off."},
    {HazardKind::SlowPlugin, "slow-plugin", Severity::Warning,
     "The client waits for its reply while plugins run, one after another, and its time-out runs meanwhile. "
     "RFC 5321 wants it to wait for minutes; many give up after 30 seconds and try again."},
    {HazardKind::ExitWithoutMeaning, "exit-without-meaning", Severity::Note,
     "What a plugin wants it prints; of its exit status only 120 means anything: that it could not be run. "
     "Statuses such as 100 and 111, known from other programs of qmail, are not looked at."},
    {HazardKind::NeverRuns, "never-runs", Severity::Warning,
     "A section is told by the first letter behind its bracket. Lines above the first section, and those below"
     " a heading with any other letter, are read and never used."},
});

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < hazardRows.size(); ++i)
        if (static_cast<std::size_t>(hazardRows[i].kind) != i)
            return false;
    return hazardRows.size() == static_cast<std::size_t>(HazardKind::NeverRuns) + 1;
}
static_assert(isInOrder());

const HazardRow& rowOf(HazardKind kind)
{
    return hazardRows[static_cast<std::size_t>(kind)];
}

} // namespace

std::string_view formatSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Note: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "";
}

std::string_view formatHazardKind(HazardKind kind)
{
    return rowOf(kind).name;
}

std::optional<HazardKind> parseHazardKind(std::string_view name)
{
    const auto row = std::ranges::find(hazardRows, name, &HazardRow::name);
    return row == hazardRows.end() ? std::nullopt : std::optional(row->kind);
}

Severity severityOf(HazardKind kind)
{
    return rowOf(kind).severity;
}

std::string_view explain(HazardKind kind)
{
    return rowOf(kind).explanation;
}

} // namespace spp::trace
