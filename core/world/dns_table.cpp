// SPDX-License-Identifier: MIT
#include "core/world/dns_table.h"

#include "core/base/text.h"
#include "core/world/dns_words.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace spp::world
{

namespace
{

/// More is no table that somebody has written.
constexpr std::size_t maxRows = 20'000;

constexpr unsigned long defaultTtl = 60;

enum class Part { Address4, Address6, Name, Byte, Short, Long, Tag, Text, Hex };

/// The parts of a record's data. The last may come again where it is a Text or Hex.
struct RecordType
{
    std::string_view name;
    std::array<Part, 7> parts;
    std::size_t count;
    std::string_view example;
};

constexpr std::array recordTypes{
    RecordType{"A", {Part::Address4}, 1, "mail.example.net A 192.0.2.25"},
    RecordType{"AAAA", {Part::Address6}, 1, "mail.example.net AAAA 2001:db8::25"},
    RecordType{"CNAME", {Part::Name}, 1, "www.example.net CNAME web.example.net"},
    RecordType{"MX", {Part::Short, Part::Name}, 2, "example.net MX 10 mail.example.net"},
    RecordType{"NS", {Part::Name}, 1, "example.net NS ns.example.net"},
    RecordType{"PTR", {Part::Name}, 1, "192.0.2.25 PTR mail.example.net"},
    RecordType{"TXT", {Part::Text}, 1, "example.net TXT \"v=spf1 mx -all\""},
    RecordType{"SPF", {Part::Text}, 1, "example.net SPF \"v=spf1 mx -all\""},
    RecordType{"SRV",
               {Part::Short, Part::Short, Part::Short, Part::Name},
               4,
               "_imap._tcp.example.net SRV 0 1 143 mail.example.net"},
    RecordType{"SOA",
               {Part::Name, Part::Name, Part::Long, Part::Long, Part::Long, Part::Long, Part::Long},
               7,
               "example.net SOA ns.example.net hostmaster.example.net 1 3600 600 86400 60"},
    RecordType{"CAA", {Part::Byte, Part::Tag, Part::Text}, 3, "example.net CAA 0 issue \"ca.example\""},
    RecordType{
        "TLSA", {Part::Byte, Part::Byte, Part::Byte, Part::Hex}, 4, "_25._tcp.mail.example.net TLSA 3 1 1 0a1b2c…"},
};

constexpr std::array failureWords{
    std::pair(std::string_view("NXDOMAIN"), DnsFailure::NoSuchName),
    std::pair(std::string_view("SERVFAIL"), DnsFailure::ServerFailure),
    std::pair(std::string_view("REFUSED"), DnsFailure::Refused),
    std::pair(std::string_view("TIMEOUT"), DnsFailure::Timeout),
};

using Words = std::span<const DnsWord>;

std::string shown(std::string_view text)
{
    return "“" + text::printable(text) + "”";
}

std::optional<std::string> formatPart(Part part, std::string_view text)
{
    switch (part) {
    case Part::Address4: return formatAddress4(text);
    case Part::Address6: return formatAddress6(text);
    case Part::Name: {
        const auto name = parseTargetName(text);
        return name ? std::optional(*name + ".") : std::nullopt;
    }
    case Part::Byte: return formatNumber(text, std::numeric_limits<std::uint8_t>::max());
    case Part::Short: return formatNumber(text, std::numeric_limits<std::uint16_t>::max());
    case Part::Long: return formatNumber(text, std::numeric_limits<std::uint32_t>::max());
    case Part::Tag: return formatTag(text);
    case Part::Text: return formatText(text);
    case Part::Hex: return formatHex(text);
    }
    return std::nullopt;
}

/// nullopt: it does not have the parts of its type.
std::optional<std::string> formatData(const RecordType& type, Words words)
{
    const Part last = type.parts[type.count - 1];
    const bool canGoOn = (last == Part::Text && type.count == 1) || last == Part::Hex;
    if (words.size() < type.count || (words.size() > type.count && !canGoOn))
        return std::nullopt;
    std::string data;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Part part = type.parts[std::min(i, type.count - 1)];
        const auto formatted = words[i].isQuoted && part != Part::Text ? std::nullopt : formatPart(part, words[i].text);
        if (!formatted)
            return std::nullopt;
        data += (data.empty() ? "" : " ") + *formatted;
    }
    return data;
}

const RecordType* findType(std::string_view word)
{
    const auto found = std::ranges::find_if(
        recordTypes, [&](const RecordType& type) { return text::equalsIgnoringCase(type.name, word); });
    return found == recordTypes.end() ? nullptr : &*found;
}

std::optional<DnsFailure> findFailure(std::string_view word)
{
    for (const auto& [name, failure] : failureWords)
        if (text::equalsIgnoringCase(name, word))
            return failure;
    return std::nullopt;
}

std::string unknownType(std::string_view word)
{
    std::string known;
    for (const auto& type : recordTypes)
        known += std::string(type.name) + ", ";
    return shown(word) + " is no type that is known here; there are " + known +
           "and NXDOMAIN, SERVFAIL, REFUSED, TIMEOUT";
}

tl::unexpected<Error> trouble(std::size_t line, const std::string& what)
{
    return fail(Fault::Configuration, "line " + std::to_string(line) + ": " + what);
}

class TableParser
{
public:
    Result<void> parseLine(std::string_view line, std::size_t number)
    {
        m_line = number;
        if (line.starts_with('#'))
            return {};
        auto split = splitDnsLine(line);
        if (!split)
            return trouble(number, split.error().message);
        if (split->empty())
            return {};
        if (line.starts_with(' ') || line.starts_with('\t'))
            return trouble(number, "a line begins with the whole name, without a blank before it");
        return parseRow(*split);
    }

    /// What single lines don't show.
    Result<DnsTable> finish()
    {
        if (auto checked = checkAliases(); !checked)
            return tl::unexpected<Error>(checked.error());
        if (auto checked = checkFailures(); !checked)
            return tl::unexpected<Error>(checked.error());
        return std::move(m_table);
    }

private:
    Result<void> parseRow(Words words)
    {
        if (words.front().text.starts_with('$'))
            return trouble(m_line, shown(words.front().text) + " is not known here: each line has its whole name");
        const auto name = words.front().isQuoted ? std::nullopt : parseDnsName(words.front().text);
        if (!name || name->empty())
            return trouble(m_line, shown(words.front().text) +
                                       " is no name; a name has letters, digits, “-” and “_” with dots between; "
                                       "write others in their xn-- form");
        words = words.subspan(1);
        unsigned long ttl = defaultTtl;
        if (!words.empty())
            if (const auto number = formatNumber(words.front().text, std::numeric_limits<std::int32_t>::max())) {
                ttl = *text::leadingNumber(*number);
                words = words.subspan(1);
            }
        if (!words.empty() && text::equalsIgnoringCase(words.front().text, "IN"))
            words = words.subspan(1);
        if (words.empty())
            return trouble(m_line,
                           "behind the name stands a type and its data: " + std::string(recordTypes.front().example));
        if (m_table.records.size() + m_table.failures.size() >= maxRows)
            return trouble(m_line, "there are more than " + std::to_string(maxRows) + " rows");
        return parseBehindName(*name, ttl, words);
    }

    Result<void> parseBehindName(const std::string& name, unsigned long ttl, Words words)
    {
        const std::string& word = words.front().text;
        if (const auto failure = findFailure(word)) {
            if (words.size() > 1)
                return trouble(m_line, shown(words[1].text) + " is too much: nothing stands behind " + word);
            if (name.starts_with("*."))
                return trouble(m_line, word + " holds for all below a name: leave out “*.”");
            m_table.failures.push_back({name, *failure, m_line});
            return {};
        }
        const RecordType* type = findType(word);
        if (type == nullptr)
            return trouble(m_line, unknownType(word));
        if (name.starts_with("*.") && (type->name == "SOA" || type->name == "NS"))
            return trouble(m_line, std::string(type->name) + " is for one name, without “*.”");
        auto data = formatData(*type, words.subspan(1));
        if (!data)
            return trouble(m_line, "this " + std::string(type->name) + " is not complete, or something in it is no " +
                                       "good; one looks so: " + std::string(type->example));
        m_table.records.push_back({name, std::string(type->name), std::move(*data), ttl, m_line});
        return {};
    }

    /// RFC 1034 3.6.2: beside a CNAME nothing stands.
    Result<void> checkAliases() const
    {
        std::map<std::string_view, const DnsRecord*> aliases;
        for (const auto& record : m_table.records)
            if (record.type == "CNAME")
                aliases.emplace(record.name, &record);
        for (const auto& record : m_table.records) {
            const auto alias = aliases.find(record.name);
            if (alias != aliases.end() && alias->second != &record)
                return trouble(std::max(record.line, alias->second->line),
                               shown(record.name) + " has a CNAME, and so nothing else; see line " +
                                   std::to_string(std::min(record.line, alias->second->line)));
        }
        return {};
    }

    using Failures = std::map<std::string_view, const FailingName*>;

    /// The failure that a name is at or below; nullptr: none. @param except this one
    static const FailingName* failureOf(const Failures& failures, std::string_view name, const FailingName* except)
    {
        for (;;) {
            const auto found = failures.find(name);
            if (found != failures.end() && found->second != except)
                return found->second;
            const auto dot = name.find('.');
            if (dot == std::string_view::npos)
                return nullptr;
            name.remove_prefix(dot + 1);
        }
    }

    /// Below a name that fails nothing would be found.
    Result<void> checkFailures() const
    {
        Failures failures;
        for (const auto& each : m_table.failures)
            if (const auto [other, isNew] = failures.emplace(each.name, &each); !isNew)
                return trouble(each.line,
                               shown(each.name) + " fails already by line " + std::to_string(other->second->line));
        const auto neverFound = [](std::string_view name, std::size_t line, const FailingName& above) {
            return trouble(line, shown(name) + " would never be found: by line " + std::to_string(above.line) +
                                     " all of " + shown(above.name) + " fails");
        };
        for (const auto& each : m_table.failures)
            if (const auto* above = failureOf(failures, each.name, &each))
                return neverFound(each.name, each.line, *above);
        for (const auto& record : m_table.records) {
            if (const auto* above = failureOf(failures, record.name, nullptr))
                return neverFound(record.name, record.line, *above);
            if (auto checked = checkTarget(record, failures); !checked)
                return checked;
        }
        return {};
    }

    /// The resolver that answers tells these two to whoever asks for the name itself, but not at the end of a CNAME.
    static Result<void> checkTarget(const DnsRecord& record, const Failures& failures)
    {
        if (record.type != "CNAME")
            return {};
        const auto* target =
            failureOf(failures, std::string_view(record.data).substr(0, record.data.size() - 1), nullptr);
        if (target == nullptr || (target->failure != DnsFailure::Refused && target->failure != DnsFailure::Timeout))
            return {};
        return trouble(record.line, shown(record.name) + " leads to a name that fails by line " +
                                        std::to_string(target->line) + "; let " + shown(record.name) +
                                        " fail so by itself");
    }

    DnsTable m_table;
    std::size_t m_line = 0;
};

} // namespace

Result<DnsTable> parseDnsTable(std::string_view bytes)
{
    if (bytes.size() > maxDnsTable)
        return fail(Fault::Configuration, "is larger than 1 MiB; that is no table of DNS answers");
    TableParser parser;
    std::size_t number = 0;
    for (std::string_view line : text::lines(bytes)) {
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (auto parsed = parser.parseLine(line, number); !parsed)
            return tl::unexpected<Error>(parsed.error());
    }
    return parser.finish();
}

} // namespace spp::world
