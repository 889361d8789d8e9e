// SPDX-License-Identifier: MIT
#include "app/cli/step/edits.h"

#include "app/cli/screen.h"
#include "core/base/text.h"

namespace spp::cli
{

using debug::Decision;
using debug::Held;
using debug::Place;

namespace
{

Result<void> refuse(std::string sentence)
{
    return fail(Fault::Client, std::move(sentence));
}

bool isAtPlugin(const Held& held)
{
    return held.stop.place == Place::BeforePlugin || held.stop.place == Place::AfterOutput;
}

Result<void> say(const std::string& line, const Held& held, Decision& edits)
{
    if (held.stop.place != Place::BeforeCommand)
        return refuse("It is not the client's turn: “command” goes there.");
    edits.text = line + "\r\n";
    return {};
}

Result<void> reply(const std::string& text, const Held& held, Decision& edits)
{
    if (held.stop.place != Place::BeforeReply)
        return refuse("No reply is held here: “step” goes from one moment to the next.");
    edits.text = text + "\r\n";
    return {};
}

Result<void> setVariable(const std::string& argument, const Held& held, Decision& edits)
{
    if (held.stop.place != Place::BeforePlugin)
        return refuse("A variable is changed before a plugin starts: “next” goes there.");
    const auto variable = parseVariable(argument);
    if (!variable)
        return tl::unexpected(variable.error());
    plugin::Environment environment = environmentOf(held, edits);
    environment.set(variable->first, variable->second);
    edits.plugin.environment = std::move(environment);
    return {};
}

Result<void> unsetVariable(const std::string& name, const Held& held, Decision& edits)
{
    if (held.stop.place != Place::BeforePlugin)
        return refuse("A variable is changed before a plugin starts: “next” goes there.");
    plugin::Environment environment = environmentOf(held, edits);
    if (!environment.contains(name))
        return refuse("There is no " + text::printable(name) + " in the plugin's environment.");
    environment.unset(name);
    edits.plugin.environment = std::move(environment);
    return {};
}

Result<void> answer(const std::vector<std::string>& lines, const Held& held, Decision& edits)
{
    if (!isAtPlugin(held))
        return refuse("No plugin is held here: “next” goes to one.");
    auto answer = parseAnswer(lines);
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->answer)
        edits.plugin.answer = std::move(answer->answer);
    if (answer->delay.count() > 0)
        edits.plugin.delay = answer->delay;
    return {};
}

Result<void> makeFail(const std::string& name, const Held& held, Decision& edits)
{
    if (!isAtPlugin(held))
        return refuse("No plugin is held here: “next” goes to one.");
    const auto fault = debug::parseFault(name);
    if (!fault)
        return refuse("“" + text::printable(name) + "” is no fault; " + std::string(rowOf(Verb::Fault).help));
    if (held.stop.place == Place::AfterOutput && !debug::isInAnswer(*fault))
        return refuse("The plugin has run: go “back” to where it starts for this fault.");
    edits.plugin.fault = *fault;
    return {};
}

std::string formatDelay(std::chrono::milliseconds delay)
{
    const auto count = delay.count();
    return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

std::string describe(const plugin::Answer& answer)
{
    std::string words;
    for (const std::string_view line : text::lines(answer.output))
        words += "“" + text::printable(line) + "”, ";
    return (words.empty() ? "no output, " : words) + plugin::describe(answer.exit);
}

} // namespace

Result<void> edit(const Typed& typed, const std::vector<std::string>& lines, const Held& held, Decision& edits)
{
    if (typed.verb == Verb::Say)
        return say(typed.argument, held, edits);
    if (typed.verb == Verb::Reply)
        return reply(typed.argument, held, edits);
    if (typed.verb == Verb::Set)
        return setVariable(typed.argument, held, edits);
    if (typed.verb == Verb::Unset)
        return unsetVariable(typed.argument, held, edits);
    if (typed.verb == Verb::Answer)
        return answer(lines, held, edits);
    if (typed.verb == Verb::Fault)
        return makeFail(typed.argument, held, edits);
    edits.clientGone = true;
    return {};
}

std::vector<std::string> describe(const Decision& edits, const Held& held)
{
    std::vector<std::string> sentences;
    if (edits.text)
        sentences.push_back((held.stop.place == Place::BeforeReply ? "the server sends “" : "the client says “") +
                            text::printable(withoutCr(text::lines(*edits.text).front())) + "” instead");
    if (edits.plugin.environment)
        if (const auto* call = std::get_if<plugin::Call>(&held.subject))
            for (const auto& change : plugin::changes(call->environment, *edits.plugin.environment))
                sentences.push_back("the plugin " + (change.after ? "gets " + text::printable(change.name) + "=" +
                                                                        text::printable(*change.after)
                                                                  : "does not get " + text::printable(change.name)));
    if (edits.plugin.answer)
        sentences.push_back(
            (held.stop.place == Place::AfterOutput ? "the plugin is not heeded; " : "the plugin is not run; ") +
            describe(*edits.plugin.answer) + " stands for it");
    if (edits.plugin.fault)
        sentences.push_back("the plugin has the fault " + std::string(debug::formatFault(*edits.plugin.fault)));
    if (edits.plugin.delay.count() > 0)
        sentences.push_back("the answer has its effect " + formatDelay(edits.plugin.delay) + " later");
    if (edits.clientGone)
        sentences.emplace_back("the client is gone");
    return sentences;
}

const plugin::Environment& environmentOf(const Held& held, const Decision& edits)
{
    if (edits.plugin.environment)
        return *edits.plugin.environment;
    const auto* call = std::get_if<plugin::Call>(&held.subject);
    return call != nullptr ? call->environment : held.stop.environment;
}

} // namespace spp::cli
