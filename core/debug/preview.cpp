// SPDX-License-Identifier: MIT
#include "core/debug/preview.h"

#include <utility>

namespace spp::debug
{

namespace
{

void look(Preview& preview, session::Session& session)
{
    for (auto& report : session.takeReports()) {
        if (auto* said = std::get_if<session::PluginSaid>(&report.body))
            preview.output.push_back(std::move(*said));
        else if (const auto* ended = std::get_if<session::SectionEnded>(&report.body))
            preview.verdict = preview.verdict.value_or(ended->verdict);
        else if (const auto* reply = std::get_if<session::ReplySent>(&report.body))
            preview.replies += reply->text;
        else if (const auto* started = std::get_if<session::PluginStarted>(&report.body); started && !preview.verdict)
            preview.nextPlugin = started->call.line;
    }
    preview.closes = session.isClosed();
}

} // namespace

Preview preview(session::Session session, const plugin::Answer& answer, session::Moment now)
{
    Preview result;
    session.takeReports();
    if (!answer.output.empty())
        session.handle(session::PluginOutput{answer.output}, now);
    session.handle(session::PluginOutputEnded{}, now);
    session.handle(session::PluginExited{answer.exit}, now);
    look(result, session);
    result.state = std::make_shared<const session::SessionState>(session.state());
    return result;
}

} // namespace spp::debug
