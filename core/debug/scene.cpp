// SPDX-License-Identifier: MIT
#include "core/debug/scene.h"

namespace spp::debug
{

namespace
{

std::string_view firstLine(std::string_view bytes)
{
    bytes = bytes.substr(0, bytes.find('\n'));
    return bytes.substr(0, bytes.size() - (bytes.ends_with('\r') ? 1 : 0));
}

bool isFirst(const session::Session& session, const plugin::Call& call)
{
    const auto& home = *session.config().home;
    const auto& plugins = home.smtpPlugins->plugins(call.section);
    return call.place == home.smtpPluginsPath + ":" + std::to_string(plugins.front().line);
}

} // namespace

void Scene::resume(std::string_view command, std::size_t dialogLine)
{
    m_command = firstLine(command);
    m_verb = smtp::parseCommand(m_command).verb;
    m_dialogLine = dialogLine;
    m_section.reset();
    m_plugin.clear();
    m_pluginPlace.clear();
}

Stop Scene::atCommand(const session::Session& session, std::string_view bytes, std::size_t dialogLine)
{
    resume(bytes, dialogLine);
    return stop(session, Place::BeforeCommand);
}

Stop Scene::atPlugin(const session::Session& session, const session::RunPlugin& wish)
{
    m_section = wish.call.section;
    m_plugin = wish.call.line;
    m_pluginPlace = wish.call.place;
    Stop result = stop(session, Place::BeforePlugin);
    result.beginsSection = isFirst(session, wish.call);
    return result;
}

Stop Scene::atAnswer(const session::Session& session, const Preview& preview)
{
    Stop result = stop(session, Place::AfterOutput);
    for (const auto& said : preview.output)
        result.output.push_back(said.command);
    result.verdict = preview.verdict;
    result.reply = preview.replies;
    result.environment = preview.state->environment;
    m_environment = result.environment;
    result.changed = plugin::changes(session.state().environment, result.environment);
    return result;
}

Stop Scene::atReply(const session::Session& session, const session::SendBytes& wish)
{
    Stop result = stop(session, Place::BeforeReply);
    result.reply = wish.bytes;
    return result;
}

Stop Scene::stop(const session::Session& session, Place place)
{
    Stop result;
    result.place = place;
    result.command = m_command;
    result.verb = m_verb;
    result.dialogLine = m_dialogLine;
    result.inTransaction = session.state().transaction.has_value() || session.isReadingMessage();
    result.section = m_section;
    result.plugin = m_plugin;
    result.pluginPlace = m_pluginPlace;
    result.environment = session.state().environment;
    if (m_environment)
        result.changed = plugin::changes(*m_environment, result.environment);
    m_environment = result.environment;
    return result;
}

} // namespace spp::debug
