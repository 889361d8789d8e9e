// SPDX-License-Identifier: MIT
#include "core/trace/record_json.h"

#include "core/base/text.h"
#include "core/control/smtpplugins.h"

#include <array>
#include <map>
#include <utility>

namespace spp::trace
{

namespace
{

using plugin::Letter;

constexpr std::array letters{
    std::pair{Letter::Accept, "A"},     std::pair{Letter::Next, "N"},       std::pair{Letter::Ok, "O"},
    std::pair{Letter::Error, "E"},      std::pair{Letter::Reject, "R"},     std::pair{Letter::Drop, "D"},
    std::pair{Letter::Print, "P"},      std::pair{Letter::Set, "S"},        std::pair{Letter::Unset, "U"},
    std::pair{Letter::Header, "H"},     std::pair{Letter::Change, "C"},     std::pair{Letter::LaterMail, "LM"},
    std::pair{Letter::LaterRcpt, "LR"}, std::pair{Letter::LaterData, "LD"}, std::pair{Letter::Ignored, "ignored"}};

using ExitKind = plugin::Exit::Kind;
constexpr std::array exitKinds{std::pair{ExitKind::Code, "code"}, std::pair{ExitKind::Signal, "signal"},
                               std::pair{ExitKind::CouldNotRun, "could-not-run"},
                               std::pair{ExitKind::CutOff, "cut-off"}};

using session::Verdict;
constexpr std::array verdicts{std::pair{Verdict::Accept, "accept"},
                              std::pair{Verdict::AcceptUnchecked, "accept-unchecked"},
                              std::pair{Verdict::Refuse, "refuse"}, std::pair{Verdict::Disconnect, "disconnect"}};

using control::Section;
constexpr std::array sections{std::pair{Section::Connection, "connection"},
                              std::pair{Section::Helo, "helo"},
                              std::pair{Section::Mail, "mail"},
                              std::pair{Section::Rcpt, "rcpt"},
                              std::pair{Section::Pass, "pass"},
                              std::pair{Section::Data, "data"},
                              std::pair{Section::Auth, "auth"}};

using smtp::Verb;
constexpr std::array verbs{
    std::pair{Verb::Helo, "HELO"}, std::pair{Verb::Ehlo, "EHLO"}, std::pair{Verb::Mail, "MAIL"},
    std::pair{Verb::Rcpt, "RCPT"}, std::pair{Verb::Data, "DATA"}, std::pair{Verb::Rset, "RSET"},
    std::pair{Verb::Noop, "NOOP"}, std::pair{Verb::Vrfy, "VRFY"}, std::pair{Verb::Help, "HELP"},
    std::pair{Verb::Quit, "QUIT"}, std::pair{Verb::Auth, "AUTH"}, std::pair{Verb::StartTls, "STARTTLS"},
    std::pair{Verb::Bdat, "BDAT"}, std::pair{Verb::Unknown, "?"}};

/// What is parsed again gives the same lines; comments are gone already.
std::string formatSmtpPlugins(const control::SmtpPlugins& plugins)
{
    std::multimap<std::size_t, std::string> lines;
    for (const auto& heading : plugins.headings())
        lines.emplace(heading.line, heading.text);
    for (const auto& entry : plugins.neverRun())
        lines.emplace(entry.line, entry.text);
    for (const auto& [section, name] : sections)
        for (const auto& entry : plugins.plugins(section))
            lines.emplace(entry.line, entry.text);
    std::string text;
    std::size_t line = 1;
    bool isFirst = true;
    for (const auto& [number, entry] : lines) {
        // A NUL parts a line in two (see control_file.h).
        text += number == line && !isFirst ? std::string(1, '\0') : std::string(number - line, '\n');
        text += entry;
        line = number;
        isFirst = false;
    }
    return text;
}

/// Two classes with the same functions, so that fields() tells reading and writing at once.
class FieldWriter
{
public:
    template <typename T>
    using Of = const T;

    FieldWriter(Json& out, const plugin::Environment& session) : m_out(out), m_session(session) {}

    template <typename Value>
    void value(const char* name, const Value& value)
    {
        if (!(value == Value{}))
            m_out[name] = toJson(value);
    }
    template <typename Enum, std::size_t count>
    void word(const char* name, Enum value, const std::array<std::pair<Enum, const char*>, count>& words)
    {
        for (const auto& [each, word] : words)
            if (each == value)
                m_out[name] = word;
    }
    template <typename Object>
    void object(const char* name, const Object& object)
    {
        Json inner = Json::object();
        FieldWriter writer(inner, m_session);
        fields(writer, object);
        m_out[name] = std::move(inner);
    }
    template <typename Object>
    void list(const char* name, const std::vector<Object>& list)
    {
        Json array = Json::array();
        for (const auto& each : list) {
            FieldWriter writer(array.emplace_back(Json::object()), m_session);
            fields(writer, each);
        }
        m_out[name] = std::move(array);
    }
    void strings(const char* name, const std::vector<std::string>& list) { m_out[name] = listDifference({}, list); }
    void environment(const char* name, const plugin::Environment& environment)
    {
        if (auto difference = environmentDifference(m_session, environment); !difference.is_null())
            m_out[name] = std::move(difference);
    }
    void smtpPlugins(const char* name, const std::shared_ptr<const control::SmtpPlugins>& plugins)
    {
        if (plugins)
            m_out[name] = toJson(formatSmtpPlugins(*plugins));
    }

private:
    Json& m_out;
    const plugin::Environment& m_session;
};

class FieldReader
{
public:
    template <typename T>
    using Of = T;

    FieldReader(const Json& in, const plugin::Environment& session, std::string& trouble)
        : m_in(in), m_session(session), m_trouble(trouble)
    {}

    template <typename Value>
    void value(const char* name, Value& value)
    {
        if (const Json* found = find(name))
            check(name, fromJson(*found, value));
    }
    template <typename Enum, std::size_t count>
    void word(const char* name, Enum& value, const std::array<std::pair<Enum, const char*>, count>& words)
    {
        const Json* found = find(name);
        if (!found)
            return;
        for (const auto& [each, word] : words)
            if (*found == word) {
                value = each;
                return;
            }
        check(name, false);
    }
    template <typename Object>
    void object(const char* name, Object& object)
    {
        const Json* found = find(name);
        if (!found)
            return;
        check(name, found->is_object());
        FieldReader reader(*found, m_session, m_trouble);
        fields(reader, object);
    }
    template <typename Object>
    void list(const char* name, std::vector<Object>& list)
    {
        const Json* found = find(name);
        if (!found)
            return;
        check(name, found->is_array());
        for (const Json& each : *found) {
            check(name, each.is_object());
            FieldReader reader(each, m_session, m_trouble);
            fields(reader, list.emplace_back());
        }
    }
    void strings(const char* name, std::vector<std::string>& list)
    {
        if (const Json* found = find(name))
            check(name, applyListDifference(*found, list));
    }
    void environment(const char* name, plugin::Environment& environment)
    {
        environment = m_session;
        if (const Json* found = find(name))
            check(name, applyEnvironmentDifference(*found, environment));
    }
    void smtpPlugins(const char* name, std::shared_ptr<const control::SmtpPlugins>& plugins)
    {
        std::string text;
        if (const Json* found = find(name)) {
            check(name, fromJson(*found, text));
            plugins = std::make_shared<const control::SmtpPlugins>(control::SmtpPlugins::parse(text));
        }
    }

private:
    const Json* find(const char* name) const
    {
        const auto found = m_in.is_object() ? m_in.find(name) : m_in.end();
        return found == m_in.end() ? nullptr : &*found;
    }
    void check(const char* name, bool understood)
    {
        if (!understood && m_trouble.empty())
            m_trouble = "what stands behind “" + std::string(name) + "” can't be understood";
    }

    const Json& m_in;
    const plugin::Environment& m_session;
    std::string& m_trouble;
};

template <typename Io, typename T>
using Of = typename Io::template Of<T>;

template <typename Io>
void fields(Io& io, Of<Io, plugin::Exit>& exit)
{
    io.word("ended", exit.kind, exitKinds);
    io.value("number", exit.number);
    io.value("reason", exit.reason);
}

template <typename Io>
void fields(Io& io, Of<Io, plugin::Call>& call)
{
    io.word("section", call.section, sections);
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
    io.word("verb", body.verb, verbs);
}

template <typename Io>
void fields(Io& io, Of<Io, session::SectionStarted>& body)
{
    io.word("section", body.section, sections);
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
    io.word("letter", body.command.letter, letters);
    io.value("text", body.command.text);
    io.value("unterminated", body.command.unterminated);
    io.value("note", body.note);
}

template <typename Io>
void fields(Io& io, Of<Io, session::PluginEnded>& body)
{
    fields(io, body.exit);
    io.value("unread", body.unread);
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
    io.word("section", body.section, sections);
    io.word("verdict", body.verdict, verdicts);
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

template <typename T>
constexpr const char* kindOf = nullptr;
template <>
constexpr const char* kindOf<session::SessionStarted> = "session-started";
template <>
constexpr const char* kindOf<session::ClientLine> = "client-line";
template <>
constexpr const char* kindOf<session::SectionStarted> = "section-started";
template <>
constexpr const char* kindOf<session::PluginStarted> = "plugin-started";
template <>
constexpr const char* kindOf<session::PluginSaid> = "plugin-said";
template <>
constexpr const char* kindOf<session::PluginEnded> = "plugin-ended";
template <>
constexpr const char* kindOf<session::PluginSkipped> = "plugin-skipped";
template <>
constexpr const char* kindOf<session::SectionEnded> = "section-ended";
template <>
constexpr const char* kindOf<session::RecipientCheckStarted> = "check-started";
template <>
constexpr const char* kindOf<session::RecipientCheckEnded> = "check-ended";
template <>
constexpr const char* kindOf<session::ReplySent> = "reply-sent";
template <>
constexpr const char* kindOf<session::MessagePart> = "message-part";
template <>
constexpr const char* kindOf<session::MessageRead> = "message-read";
template <>
constexpr const char* kindOf<session::QueueAnswered> = "queue-answered";
template <>
constexpr const char* kindOf<session::SessionEnded> = "session-ended";
template <>
constexpr const char* kindOf<PluginLog> = "plugin-log";
template <>
constexpr const char* kindOf<PluginTrace> = "plugin-trace";
template <>
constexpr const char* kindOf<PluginResources> = "plugin-resources";
template <>
constexpr const char* kindOf<ReplyChanged> = "reply-changed";
template <>
constexpr const char* kindOf<EnvironmentChanged> = "environment-changed";

/// The alternative of that name, empty.
template <typename Variant, std::size_t index = 0>
std::optional<Variant> makeKind(const Json& name)
{
    if constexpr (index == std::variant_size_v<Variant>) {
        return std::nullopt;
    } else {
        using Alternative = std::variant_alternative_t<index, Variant>;
        if constexpr (!std::is_same_v<Alternative, session::Report>)
            if (name == kindOf<Alternative>)
                return Variant(Alternative{});
        return makeKind<Variant, index + 1>(name);
    }
}

template <typename Variant>
Result<void> readFields(const Json& line, const plugin::Environment& environment, Variant& body)
{
    std::string trouble;
    FieldReader reader(line, environment, trouble);
    std::visit(
        [&](auto& each) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(each)>, session::Report>)
                fields(reader, each);
        },
        body);
    return trouble.empty() ? Result<void>() : fail(Fault::Configuration, std::move(trouble));
}

} // namespace

void writeBody(Json& line, const Body& body, const plugin::Environment& environment)
{
    FieldWriter writer(line, environment);
    const auto write = [&](const auto& each) {
        line["is"] = kindOf<std::decay_t<decltype(each)>>;
        fields(writer, each);
    };
    if (const auto* report = std::get_if<session::Report>(&body))
        return std::visit(write, report->body);
    std::visit(
        [&](const auto& each) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(each)>, session::Report>)
                write(each);
        },
        body);
}

Result<Body> readBody(const Json& line, const plugin::Environment& environment)
{
    const auto name = line.find("is");
    if (name == line.end() || !name->is_string())
        return fail(Fault::Configuration, "“is” is missing, which says what kind of record this is");
    if (auto reported = makeKind<session::ReportBody>(*name)) {
        if (auto read = readFields(line, environment, *reported); !read)
            return tl::unexpected<Error>(read.error());
        return Body(session::Report{std::move(*reported), {}, nullptr});
    }
    auto body = makeKind<Body>(*name);
    if (!body)
        return fail(Fault::Configuration, "there is no kind of record “" +
                                              text::printable(name->get_ref<const std::string&>()) +
                                              "”; a newer program may have written it");
    if (auto read = readFields(line, environment, *body); !read)
        return tl::unexpected<Error>(read.error());
    return std::move(*body);
}

} // namespace spp::trace
