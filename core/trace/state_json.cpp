// SPDX-License-Identifier: MIT
/// A session's state, as trace files tell it: what is different from the one before.
#include "core/trace/json_bytes.h"

#include <array>
#include <utility>

namespace spp::trace
{

namespace
{

using session::Envelope;
using session::LaterReplies;
using session::SessionState;
using InfoSource = SessionState::InfoSource;

constexpr std::array infoSources{std::pair{InfoSource::Connection, "connection"},
                                 std::pair{InfoSource::MailParameter, "mail"}, std::pair{InfoSource::Login, "login"}};

const Json* memberOf(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

Json difference(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    return listDifference(before, after);
}
bool apply(const Json& json, std::vector<std::string>& list)
{
    return applyListDifference(json, list);
}

Json difference(const plugin::Environment& before, const plugin::Environment& after)
{
    return environmentDifference(before, after);
}
bool apply(const Json& json, plugin::Environment& environment)
{
    return applyEnvironmentDifference(json, environment);
}

Json difference(const LaterReplies& before, const LaterReplies& after)
{
    return Json{{"texts", listDifference(before.texts, after.texts)}, {"shown", toJson(after.shown)}};
}
bool apply(const Json& json, LaterReplies& later)
{
    const Json* texts = json.is_object() ? memberOf(json, "texts") : nullptr;
    const Json* shown = texts ? memberOf(json, "shown") : nullptr;
    return shown && applyListDifference(*texts, later.texts) && fromJson(*shown, later.shown);
}

Json difference(const std::optional<Envelope>& before, const std::optional<Envelope>& after)
{
    if (!after)
        return Json();
    return Json{
        {"sender", toJson(after->sender)},
        {"recipients", listDifference(before ? before->recipients : std::vector<std::string>(), after->recipients)},
        {"utf8", after->utf8}};
}
bool apply(const Json& json, std::optional<Envelope>& envelope)
{
    if (json.is_null()) {
        envelope.reset();
        return true;
    }
    if (!envelope)
        envelope.emplace();
    const Json* sender = json.is_object() ? memberOf(json, "sender") : nullptr;
    const Json* recipients = sender ? memberOf(json, "recipients") : nullptr;
    const Json* utf8 = recipients ? memberOf(json, "utf8") : nullptr;
    return utf8 && fromJson(*sender, envelope->sender) && applyListDifference(*recipients, envelope->recipients) &&
           fromJson(*utf8, envelope->utf8);
}

Json difference(InfoSource, InfoSource after)
{
    for (const auto& [source, name] : infoSources)
        if (source == after)
            return name;
    return Json();
}
bool apply(const Json& json, InfoSource& value)
{
    for (const auto& [source, name] : infoSources)
        if (json == name) {
            value = source;
            return true;
        }
    return false;
}

template <typename Value>
Json difference(const Value&, const Value& after)
{
    return toJson(after);
}
template <typename Value>
bool apply(const Json& json, Value& value)
{
    return fromJson(json, value);
}

/// Calls back with the name and the place of each member.
template <typename Visit>
void visitMembers(const Visit& visit)
{
    visit("environment", &SessionState::environment);
    visit("helo", &SessionState::helo);
    visit("transaction", &SessionState::transaction);
    visit("heloIsBad", &SessionState::heloIsBad);
    visit("heloIsBadForStrangers", &SessionState::heloIsBadForStrangers);
    visit("badRecipients", &SessionState::badRecipients);
    visit("utf8", &SessionState::utf8);
    visit("senderIsBad", &SessionState::senderIsBad);
    visit("rcptCount", &SessionState::rcptCount);
    visit("rcptCountAll", &SessionState::rcptCountAll);
    visit("heldReplies", &SessionState::heldReplies);
    visit("chunkRefused", &SessionState::chunkRefused);
    visit("refused", &SessionState::refused);
    visit("loginFailures", &SessionState::loginFailures);
    visit("errors", &SessionState::errors);
    visit("headers", &SessionState::headers);
    visit("laterMail", &SessionState::laterMail);
    visit("laterRcpt", &SessionState::laterRcpt);
    visit("laterData", &SessionState::laterData);
    visit("pluginsOn", &SessionState::pluginsOn);
    visit("relaySuffix", &SessionState::relaySuffix);
    visit("queueProgram", &SessionState::queueProgram);
    visit("infoSource", &SessionState::infoSource);
    visit("remoteInfo", &SessionState::remoteInfo);
    visit("login", &SessionState::login);
    visit("cipher", &SessionState::cipher);
    visit("protocol", &SessionState::protocol);
    visit("logToClient", &SessionState::logToClient);
    visit("moreRcptHostsClosed", &SessionState::moreRcptHostsClosed);
}

} // namespace

Json stateDifference(const SessionState& before, const SessionState& after)
{
    Json result;
    visitMembers([&](const char* name, auto member) {
        if (!(before.*member == after.*member))
            result[name] = difference(before.*member, after.*member);
    });
    return result;
}

bool applyStateDifference(const Json& json, SessionState& state)
{
    if (!json.is_object())
        return false;
    bool understood = true;
    visitMembers([&](const char* name, auto member) {
        const Json* value = memberOf(json, name);
        understood = understood && (value == nullptr || apply(*value, state.*member));
    });
    return understood;
}

} // namespace spp::trace
