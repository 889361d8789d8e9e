// SPDX-License-Identifier: MIT
#include "core/trace/record_json.h"

#include "core/base/text.h"
#include "core/trace/record_fields.h"

#include <array>
#include <map>
#include <utility>

namespace spp::trace
{

namespace
{
/// What is parsed again gives the same lines; comments are gone already.
std::string formatSmtpPlugins(const control::SmtpPlugins& plugins)
{
    std::multimap<std::size_t, std::string> lines;
    for (const auto& heading : plugins.headings())
        lines.emplace(heading.line, heading.text);
    for (const auto& entry : plugins.neverRun())
        lines.emplace(entry.line, entry.text);
    for (const auto& [section, name] : words::sections)
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
    void word(const char* name, Enum value, const std::array<std::pair<Enum, const char*>, count>& names)
    {
        for (const auto& [each, word] : names)
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
    void word(const char* name, Enum& value, const std::array<std::pair<Enum, const char*>, count>& names)
    {
        const Json* found = find(name);
        if (!found)
            return;
        for (const auto& [each, word] : names)
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
