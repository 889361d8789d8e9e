// SPDX-License-Identifier: MIT
/// What a record has to tell, field by field: fields(io, body) names each of them once, for a class that writes and for one that reads
/// them (record_json.cpp has both). An Io has value(), word(), object(), list(), strings(), environment() and smtpPlugins(), and Io::Of<T>
/// is T or const T. Pure.
#pragma once

#include "core/control/smtpplugins.h"
#include "core/trace/record.h"

#include <array>
#include <utility>

namespace spp::trace
{

namespace words
{

using plugin::Letter;

inline constexpr std::array letters{
    std::pair{Letter::Accept, "A"},     std::pair{Letter::Next, "N"},       std::pair{Letter::Ok, "O"},
    std::pair{Letter::Error, "E"},      std::pair{Letter::Reject, "R"},     std::pair{Letter::Drop, "D"},
    std::pair{Letter::Print, "P"},      std::pair{Letter::Set, "S"},        std::pair{Letter::Unset, "U"},
    std::pair{Letter::Header, "H"},     std::pair{Letter::Change, "C"},     std::pair{Letter::LaterMail, "LM"},
    std::pair{Letter::LaterRcpt, "LR"}, std::pair{Letter::LaterData, "LD"}, std::pair{Letter::Ignored, "ignored"}};

using ExitKind = plugin::Exit::Kind;
inline constexpr std::array exitKinds{std::pair{ExitKind::Code, "code"}, std::pair{ExitKind::Signal, "signal"},
                                      std::pair{ExitKind::CouldNotRun, "could-not-run"},
                                      std::pair{ExitKind::CutOff, "cut-off"}};

using session::Verdict;
inline constexpr std::array verdicts{
    std::pair{Verdict::Accept, "accept"}, std::pair{Verdict::AcceptUnchecked, "accept-unchecked"},
    std::pair{Verdict::Refuse, "refuse"}, std::pair{Verdict::Disconnect, "disconnect"}};

using control::Section;
inline constexpr std::array sections{std::pair{Section::Connection, "connection"},
                                     std::pair{Section::Helo, "helo"},
                                     std::pair{Section::Mail, "mail"},
                                     std::pair{Section::Rcpt, "rcpt"},
                                     std::pair{Section::Pass, "pass"},
                                     std::pair{Section::Data, "data"},
                                     std::pair{Section::Auth, "auth"}};

using smtp::Verb;
inline constexpr std::array verbs{
    std::pair{Verb::Helo, "HELO"}, std::pair{Verb::Ehlo, "EHLO"},       std::pair{Verb::Mail, "MAIL"},
    std::pair{Verb::Rcpt, "RCPT"}, std::pair{Verb::Data, "DATA"},       std::pair{Verb::Rset, "RSET"},
    std::pair{Verb::Noop, "NOOP"}, std::pair{Verb::Vrfy, "VRFY"},       std::pair{Verb::Help, "HELP"},
    std::pair{Verb::Quit, "QUIT"}, std::pair{Verb::Auth, "AUTH"},       std::pair{Verb::StartTls, "STARTTLS"},
    std::pair{Verb::Bdat, "BDAT"}, std::pair{Verb::Xclient, "XCLIENT"}, std::pair{Verb::Unknown, "?"}};

} // namespace words

template <typename Io, typename T>
using Of = typename Io::template Of<T>;

template <typename Io>
void fields(Io& io, Of<Io, plugin::Exit>& exit)
{
    io.word("ended", exit.kind, words::exitKinds);
    io.value("number", exit.number);
    io.value("reason", exit.reason);
}

template <typename Io>
void fields(Io& io, Of<Io, plugin::Call>& call)
{
    io.word("section", call.section, words::sections);
    io.value("line", call.line);
    io.value("place", call.place);
    io.value("program", call.program);
    io.strings("arguments", call.arguments);
    io.value("directory", call.directory);
    io.environment("environment", call.environment);
}

template <typename Io>
void fields(Io& io, Of<Io, session::SessionStarted>& body)
{
    io.value("id", body.id);
    io.value("dialect", body.dialect);
    io.value("home", body.home);
    io.value("error", body.error);
    io.value("smtppluginsPath", body.smtpPluginsPath);
    io.smtpPlugins("smtpplugins", body.plugins);
}

template <typename Io>
void fields(Io& io, Of<Io, session::ClientLine>& body)
{
    io.value("line", body.line);
    io.word("verb", body.verb, words::verbs);
}

template <typename Io>
void fields(Io& io, Of<Io, session::SectionStarted>& body)
{
    io.word("section", body.section, words::sections);
    io.value("plugins", body.plugins);
}

template <typename Io>
void fields(Io& io, Of<Io, session::PluginStarted>& body)
{
    fields(io, body.call);
}

template <typename Io>
void fields(Io& io, Of<Io, session::PluginSaid>& body)
{
    io.value("line", body.command.line);
    io.word("letter", body.command.letter, words::letters);
    io.value("text", body.command.text);
    io.value("unterminated", body.command.unterminated);
    io.value("note", body.note);
}

template <typename Io>
void fields(Io& io, Of<Io, session::PluginEnded>& body)
{
    fields(io, body.exit);
    io.value("unread", body.unread);
    io.value("decided", body.decided);
}

template <typename Io>
void fields(Io& io, Of<Io, session::PluginSkipped>& body)
{
    io.value("line", body.line);
    io.value("place", body.place);
    io.value("why", body.why);
}

template <typename Io>
void fields(Io& io, Of<Io, session::SectionEnded>& body)
{
    io.word("section", body.section, words::sections);
    io.word("verdict", body.verdict, words::verdicts);
}

template <typename Io>
void fields(Io& io, Of<Io, session::RecipientCheckStarted>& body)
{
    fields(io, body.call);
}

template <typename Io>
void fields(Io& io, Of<Io, session::RecipientCheckEnded>& body)
{
    fields(io, body.exit);
    io.value("accepted", body.accepted);
}

template <typename Io>
void fields(Io& io, Of<Io, session::ReplySent>& body)
{
    io.value("text", body.text);
    io.value("fromPlugin", body.fromPlugin);
}

template <typename Io>
void fields(Io& io, Of<Io, session::MessagePart>& body)
{
    io.value("bytes", body.bytes);
}

template <typename Io>
void fields(Io& io, Of<Io, session::MessageRead>& body)
{
    io.value("size", body.size);
    io.value("hops", body.hops);
}

template <typename Io>
void fields(Io& io, Of<Io, session::QueueAnswered>& body)
{
    io.value("sender", body.envelope.sender);
    io.strings("recipients", body.envelope.recipients);
    io.value("utf8", body.envelope.utf8);
    io.object("exit", body.answer.exit);
    io.value("writeFailed", body.answer.writeFailed);
    io.value("id", body.answer.id);
    io.value("words", body.answer.words);
    io.value("accepted", body.accepted);
}

template <typename Io>
void fields(Io& io, Of<Io, session::SessionEnded>& body)
{
    io.value("exitStatus", body.exitStatus);
    io.value("why", body.why);
}

template <typename Io>
void fields(Io& io, Of<Io, PluginLog>& body)
{
    io.value("bytes", body.bytes);
}

template <typename Io>
void fields(Io& io, Of<Io, TracedLine>& line)
{
    io.value("line", line.line);
    io.value("file", line.file);
    io.value("text", line.text);
    io.value("continues", line.continues);
    io.value("guessed", line.guessed);
}

template <typename Io>
void fields(Io& io, Of<Io, PluginTrace>& body)
{
    io.list("lines", body.lines);
}

template <typename Io>
void fields(Io& io, Of<Io, PluginResources>& body)
{
    io.value("process", body.processId);
    io.value("took", body.wall);
    io.value("user", body.user);
    io.value("system", body.system);
    io.value("peakKib", body.peakKib);
}

template <typename Io>
void fields(Io& io, Of<Io, ReplyChanged>& body)
{
    io.value("meant", body.meant);
    io.value("sent", body.sent);
}

template <typename Io>
void fields(Io& io, Of<Io, EnvironmentChanged>& body)
{
    io.environment("environment", body.given);
}

/// The name of each kind of record.
template <typename T>
inline constexpr const char* kindOf = nullptr;
template <>
inline constexpr const char* kindOf<session::SessionStarted> = "session-started";
template <>
inline constexpr const char* kindOf<session::ClientLine> = "client-line";
template <>
inline constexpr const char* kindOf<session::SectionStarted> = "section-started";
template <>
inline constexpr const char* kindOf<session::PluginStarted> = "plugin-started";
template <>
inline constexpr const char* kindOf<session::PluginSaid> = "plugin-said";
template <>
inline constexpr const char* kindOf<session::PluginEnded> = "plugin-ended";
template <>
inline constexpr const char* kindOf<session::PluginSkipped> = "plugin-skipped";
template <>
inline constexpr const char* kindOf<session::SectionEnded> = "section-ended";
template <>
inline constexpr const char* kindOf<session::RecipientCheckStarted> = "check-started";
template <>
inline constexpr const char* kindOf<session::RecipientCheckEnded> = "check-ended";
template <>
inline constexpr const char* kindOf<session::ReplySent> = "reply-sent";
template <>
inline constexpr const char* kindOf<session::MessagePart> = "message-part";
template <>
inline constexpr const char* kindOf<session::MessageRead> = "message-read";
template <>
inline constexpr const char* kindOf<session::QueueAnswered> = "queue-answered";
template <>
inline constexpr const char* kindOf<session::SessionEnded> = "session-ended";
template <>
inline constexpr const char* kindOf<PluginLog> = "plugin-log";
template <>
inline constexpr const char* kindOf<PluginTrace> = "plugin-trace";
template <>
inline constexpr const char* kindOf<PluginResources> = "plugin-resources";
template <>
inline constexpr const char* kindOf<ReplyChanged> = "reply-changed";
template <>
inline constexpr const char* kindOf<EnvironmentChanged> = "environment-changed";

} // namespace spp::trace
