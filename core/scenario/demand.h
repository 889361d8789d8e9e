// SPDX-License-Identifier: MIT
/// What a scenario expects beyond replies: of the plugins that a command ran, of the environment, of the message that is queued.
/// Pure; values. A demand is about what happened from its client line on until the next.
///
///     expect plugin plugins/rbl refused             accepted, deferred, refused, failed; or "not run"
///     expect plugin ":plugins/x 1" exit 111         its exit status; a line with blanks stands in quotes
///     expect plugin plugins/rbl stderr contains listed      or stdout; or is, begins, matches
///     expect plugin plugins/rbl within 200ms
///     expect plugin plugins/rbl env SMTPRCPTTO is a@example.net     the environment that it was given; as "expect env"
///     expect plugin plugins/rbl no problem          no warning or error of trace::HazardFinder; or: no problem second-reply
///     expect env SPAM is yes                        contains, begins, matches; or "unset"
///     expect header X-Spam: yes                     a header line of the message as it is queued begins so
///     expect no header X-Spam
///     expect sender <a@example.net>
///     expect recipient <b@example.org>              or: expect no recipient <b@example.org>
///     expect queued                                 or: expect not queued
///     expect closed                                 the server ends the session
#pragma once

#include "core/base/error.h"
#include "core/control/regular_expression.h"
#include "core/trace/hazard.h"
#include "core/trace/timeline.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spp::scenario
{

struct TextDemand
{
    enum class Relation { Is, Contains, Begins, Matches };

    Relation relation = Relation::Is;
    std::string text;
    std::optional<control::RegularExpression> expression = std::nullopt; ///< of Matches

    bool holds(std::string_view value) const;
};

struct PluginDemand
{
    enum class Stream { Output, Log };

    struct NotRun
    {};
    struct ExitStatus
    {
        int status = 0;
    };
    struct Printed
    {
        Stream stream = Stream::Output;
        TextDemand text;
    };
    struct Within
    {
        std::chrono::milliseconds limit{};
    };
    /// Those of that kind, or all that are no mere notes.
    struct NoProblem
    {
        std::optional<trace::HazardKind> kind;
    };
    struct Given
    {
        std::string name;
        std::optional<TextDemand> value; ///< nullopt: it is not set
    };

    std::string plugin; ///< its line in smtpplugins, or the file that it runs
    std::variant<NotRun, trace::Outcome, ExitStatus, Printed, Within, NoProblem, Given> what;
};

struct VariableDemand
{
    std::string name;
    std::optional<TextDemand> value; ///< nullopt: it is not set
};

struct HeaderDemand
{
    std::string text;
    bool absent = false;
};

struct EnvelopeDemand
{
    enum class Part { Sender, Recipient };

    Part part = Part::Sender;
    std::string address; ///< without angle brackets
    bool absent = false;
};

struct QueuedDemand
{
    bool queued = true;
};

struct ClosedDemand
{};

struct Demand
{
    std::variant<PluginDemand, VariableDemand, HeaderDemand, EnvelopeDemand, QueuedDemand, ClosedDemand> what;
    std::string text;     ///< as it stands behind "expect"
    std::size_t line = 0; ///< in the file, from 1
};

/// @param text behind "expect". The error is a sentence without a place.
Result<Demand> parseDemand(std::string_view text, std::size_t line);

/// The demand names that plugin: by its line, or by the file that it runs.
bool isAbout(const PluginDemand& demand, const plugin::Call& call);

/// A demand that is not met.
struct Unmet
{
    std::string got; ///< what was there instead, for a person
    std::string
        instead; ///< what would have been met, as it stands behind "expect"; empty: that can't be said in a line
};

/// nullopt: the demand is met.
/// @param first of the steps that it is about @param last behind them
std::optional<Unmet> judge(const Demand& demand, const trace::Timeline& timeline, std::size_t first, std::size_t last);

} // namespace spp::scenario
