// SPDX-License-Identifier: MIT
#include "core/scenario/demand.h"

#include "core/base/text.h"
#include "core/base/word.h"

#include <array>
#include <charconv>
#include <utility>

namespace spp::scenario
{

namespace
{

using Relation = TextDemand::Relation;
using EnvelopePart = EnvelopeDemand::Part;
using trace::Outcome;

constexpr std::array relations{std::pair("is", Relation::Is), std::pair("contains", Relation::Contains),
                               std::pair("begins", Relation::Begins), std::pair("matches", Relation::Matches)};

/// The outcomes that a plugin can be expected to have.
constexpr std::array outcomes{Outcome::Accepted, Outcome::Deferred, Outcome::Refused, Outcome::Disconnected,
                              Outcome::Failed};

tl::unexpected<Error> wrong(const std::string& sentence)
{
    return fail(Fault::Configuration, sentence);
}

template <typename What>
Demand demandOf(What what)
{
    return {std::move(what), {}, 0};
}

Result<TextDemand> parseText(std::string_view text)
{
    const std::string word(text::takeWord(text));
    for (const auto& [name, relation] : relations) {
        if (word != name)
            continue;
        TextDemand demand{relation, std::string(text)};
        if (relation != Relation::Matches)
            return demand;
        auto expression =
            control::RegularExpression::parse(demand.text, control::RegularExpression::Letters::AsWritten);
        if (!expression)
            return tl::unexpected<Error>(expression.error());
        demand.expression = std::move(*expression);
        return demand;
    }
    return wrong("“" + text::printable(word) + "” stands where is, contains, begins or matches is expected");
}

Result<std::chrono::milliseconds> parseLimit(std::string_view text)
{
    constexpr long maxLimit = 3'600'000;
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error == std::errc() && value >= 0 && value <= maxLimit && (unit == "ms" || unit == "s"))
        return std::chrono::milliseconds(unit == "s" ? std::min(value * 1000, maxLimit) : value);
    return wrong("“" + text::printable(text) + "” is no time; write 200ms or 2s");
}

std::string allProblems()
{
    std::string names;
    for (std::size_t kind = 0; kind <= static_cast<std::size_t>(trace::HazardKind::NeverRuns); ++kind)
        names += (names.empty() ? "" : ", ") + std::string(formatHazardKind(static_cast<trace::HazardKind>(kind)));
    return names;
}

/// nullopt: it is "unset".
Result<std::optional<TextDemand>> parseValue(std::string_view text)
{
    if (text == "unset")
        return std::optional<TextDemand>();
    auto value = parseText(text);
    if (!value)
        return tl::unexpected<Error>(value.error());
    return std::optional(std::move(*value));
}

Result<Demand> parsePlugin(std::string_view text)
{
    PluginDemand demand;
    demand.plugin = text::takeWord(text);
    if (demand.plugin.empty())
        return wrong("“expect plugin” needs its line in smtpplugins behind it");
    const std::string_view rest = text;
    const std::string word(text::takeWord(text));
    if (rest == "not run") {
        demand.what = PluginDemand::NotRun{};
    } else if (word == "exit") {
        const auto status = text::leadingNumber(text);
        if (!status || *status > 255)
            return wrong("“exit” needs a number from 0 to 255 behind it");
        demand.what = PluginDemand::ExitStatus{static_cast<int>(*status)};
    } else if (word == "stdout" || word == "stderr") {
        auto printed = parseText(text);
        if (!printed)
            return tl::unexpected<Error>(printed.error());
        const auto stream = word == "stdout" ? PluginDemand::Stream::Output : PluginDemand::Stream::Log;
        demand.what = PluginDemand::Printed{stream, std::move(*printed)};
    } else if (word == "within") {
        const auto limit = parseLimit(text);
        if (!limit)
            return tl::unexpected<Error>(limit.error());
        demand.what = PluginDemand::Within{*limit};
    } else if (rest == "no problem" || rest.starts_with("no problem ")) {
        text::takeWord(text);
        const auto kind = trace::parseHazardKind(text);
        if (!text.empty() && !kind)
            return wrong("“" + text::printable(text) + "” is no problem that is known; there are " + allProblems());
        demand.what = PluginDemand::NoProblem{kind};
    } else if (word == "env") {
        PluginDemand::Given given{std::string(text::takeWord(text)), std::nullopt};
        if (given.name.empty())
            return wrong("“env” needs a variable behind it");
        auto value = parseValue(text);
        if (!value)
            return tl::unexpected<Error>(value.error().at("env " + text::printable(given.name)));
        given.value = std::move(*value);
        demand.what = std::move(given);
    } else {
        for (const Outcome outcome : outcomes)
            if (rest == trace::formatOutcome(outcome))
                demand.what = outcome;
        if (std::holds_alternative<PluginDemand::NotRun>(demand.what))
            return wrong("“" + text::printable(rest) +
                         "” is nothing that a plugin can be expected to do; there are accepted, deferred, refused, "
                         "disconnected, failed, not run, exit N, stdout, stderr, within, no problem and env");
    }
    return demandOf(std::move(demand));
}

Result<Demand> parseVariable(std::string_view text)
{
    VariableDemand demand;
    demand.name = text::takeWord(text);
    if (demand.name.empty())
        return wrong("“expect env” needs a variable behind it");
    auto value = parseValue(text);
    if (!value)
        return tl::unexpected<Error>(value.error().at("expect env " + text::printable(demand.name)));
    demand.value = std::move(*value);
    return demandOf(std::move(demand));
}

Result<Demand> parseAddress(std::string_view text, EnvelopePart part, bool absent)
{
    if (text.starts_with('<') && text.ends_with('>') && text.size() > 1)
        return demandOf(EnvelopeDemand{part, std::string(text.substr(1, text.size() - 2)), absent});
    return wrong("an address stands in angle brackets: <anna@example.org>");
}

Result<Demand> parseWhat(std::string_view text)
{
    if (text == "queued" || text == "not queued")
        return demandOf(QueuedDemand{text == "queued"});
    if (text == "closed")
        return demandOf(ClosedDemand{});
    std::string word(text::takeWord(text));
    const bool absent = word == "no";
    if (absent)
        word = text::takeWord(text);
    if (word == "plugin" && !absent)
        return parsePlugin(text);
    if (word == "env" && !absent)
        return parseVariable(text);
    if (word == "header" && !text.empty())
        return demandOf(HeaderDemand{std::string(text), absent});
    if (word == "sender" && !absent)
        return parseAddress(text, EnvelopePart::Sender, false);
    if (word == "recipient")
        return parseAddress(text, EnvelopePart::Recipient, absent);
    return wrong(
        "“" + text::printable(word) +
        "” can't be expected; there are plugin, env, header, no header, sender, recipient, no recipient, queued, "
        "not queued and closed");
}

} // namespace

Result<Demand> parseDemand(std::string_view text, std::size_t line)
{
    auto demand = parseWhat(text::trim(text));
    if (demand) {
        demand->text = text::trim(text);
        demand->line = line;
    }
    return demand;
}

} // namespace spp::scenario
