// SPDX-License-Identifier: MIT
#include "app/cli/show/show.h"

#include "app/cli/choice.h"
#include "app/cli/complaint.h"
#include "app/cli/show/steps_json.h"
#include "app/cli/step_printer.h"
#include "app/cli/trace_view.h"
#include "core/base/text.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spp::cli
{

namespace
{

using trace::RecordedSession;
using trace::StepKind;

enum class ShowFormat { Text, Json };

struct ShowOptions
{
    std::string file;
    std::optional<std::size_t> step;
    std::string plugin;
    ShowFormat format = ShowFormat::Text;

    bool wantsAll() const { return !step && plugin.empty(); }
};

/// Records of a session that follow each other.
struct Stretch
{
    std::size_t first = 0;
    std::size_t last = 0; ///< behind it
};

std::size_t endOfPlugin(const RecordedSession& session, std::size_t first)
{
    for (std::size_t i = first; i < session.records.size(); ++i)
        if (const auto* report = std::get_if<session::Report>(&session.records[i].body))
            if (std::holds_alternative<session::PluginEnded>(report->body))
                return i + 1;
    return session.records.size();
}

/// What of a session is wanted: steps, or in them the client's words and the plugin's runs.
std::vector<Stretch> stretchesOf(const RecordedSession& session, const ShowOptions& options)
{
    const trace::Timeline timeline = timelineOf(session);
    const auto beginOf = [&](std::size_t step) {
        return step < timeline.size() ? timeline.steps()[step].record : session.records.size();
    };
    std::vector<Stretch> stretches;
    const auto turns = scenario::turnsOf(timeline);
    for (std::size_t number = 0; number < turns.size(); ++number) {
        const auto& turn = turns[number];
        if (options.step && *options.step != number)
            continue;
        if (options.plugin.empty()) {
            stretches.push_back({beginOf(turn.step), beginOf(turn.last)});
            continue;
        }
        const std::size_t before = stretches.size();
        for (std::size_t step = turn.step; step < turn.last; ++step)
            if (isRunOf(timeline.steps()[step], options.plugin)) {
                if (stretches.size() == before && timeline.steps()[turn.step].kind == StepKind::ClientLine)
                    stretches.push_back({beginOf(turn.step), beginOf(turn.step) + 1});
                stretches.push_back({beginOf(step), endOfPlugin(session, beginOf(step))});
            }
    }
    return stretches;
}

void printStretches(Screen& screen, const RecordedSession& session, const std::vector<Stretch>& stretches)
{
    trace::Timeline timeline;
    std::size_t next = 0;
    for (const auto& [first, last] : stretches) {
        for (; next < first; ++next)
            timeline.add(session.records[next]);
        StepPrinter printer(screen, timeline);
        printer.showNumbers();
        for (; next < last; ++next) {
            printer.print(session.records[next]);
            timeline.add(session.records[next]);
        }
    }
}

void printHead(Screen& screen, const trace::TraceHead& head)
{
    const std::string title = head.scenario.empty() ? "a session" : head.scenario;
    screen.line(0, text::printable(title + (head.row.empty() ? "" : " (" + head.row + ")")));
    screen.line(0,
                text::printable("home " + head.home + ", dialect " + head.dialect + ", recorded by " + head.program));
    screen.blank();
    if (!head.session.empty())
        screen.line(0, "session " + text::printable(head.session), Colour::Strong);
}

std::string nothingFound(const ShowOptions& options, const std::vector<RecordedSession>& sessions)
{
    std::size_t steps = 0;
    std::string ran;
    for (const auto& session : sessions) {
        const trace::Timeline timeline = timelineOf(session);
        steps = std::max(steps, scenario::turnsOf(timeline).size());
        if (ran.empty())
            ran = pluginsThatRan(timeline);
    }
    if (options.step && *options.step >= steps)
        return "there is no step " + std::to_string(*options.step) + "; " +
               (steps == 0 ? "there is none at all" : "the last is " + std::to_string(steps - 1));
    return text::printable(options.plugin) + " did not run" +
           (options.step ? " in step " + std::to_string(*options.step) : "") +
           (ran.empty() ? "; no plugin did" : "; plugins that did: " + ran);
}

int show(const ShowOptions& options)
{
    const auto sessions = readTrace(options.file);
    if (!sessions)
        return complainOf(sessions.error().message);
    Screen screen(std::cout, wantsColour());
    std::vector<ShownSession> shown;
    for (const auto& session : *sessions) {
        const auto stretches =
            options.wantsAll() ? std::vector<Stretch>{{0, session.records.size()}} : stretchesOf(session, options);
        if (stretches.empty())
            continue;
        shown.push_back({&session, {}});
        for (const auto& [first, last] : stretches)
            shown.back().records.emplace_back(first, last);
        if (options.format == ShowFormat::Json)
            continue;
        printHead(screen, session.head);
        printStretches(screen, session, stretches);
    }
    if (shown.empty())
        return complainOf(text::printable(options.file) + ": " + nothingFound(options, *sessions));
    if (options.format == ShowFormat::Json)
        std::cout << stepsAsJson(shown) << "\n";
    std::cout.flush();
    return std::cout ? 0 : complainOf("the trace can't be written to standard output");
}

} // namespace

void addShowCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<ShowOptions>();
    auto* show = spp.add_subcommand("show", "print a trace that spp run --record has written, step by step");
    show->add_option("trace", options->file, "a *.spptrace file")->required()->type_name("TRACE");
    show->add_option("--step", options->step,
                     "this one alone: the number behind what the client says; 0 is the connection")
        ->type_name("NUMBER");
    show->add_option("--plugin", options->plugin, "what this plugin did, alone: its line in smtpplugins, or its file")
        ->type_name("PLUGIN");
    addChoice<ShowFormat>(*show, "--format", options->format, {{"text", ShowFormat::Text}, {"json", ShowFormat::Json}},
                          "for people, or for other programs");
    show->callback([options, &status] { status = cli::show(*options); });
}

} // namespace spp::cli
