// SPDX-License-Identifier: MIT
#include "tests/support/show_report.h"

#include "core/base/text.h"

namespace spp::test
{

namespace
{

std::string words(const session::SessionStarted& body)
{
    return "started " + body.dialect + " " + body.home + body.error;
}
std::string words(const session::ClientLine& body)
{
    return "C " + text::printable(body.line);
}
std::string words(const session::SectionStarted& body)
{
    return "[" + std::string(control::formatSection(body.section)) + "] " + std::to_string(body.plugins);
}
std::string words(const session::PluginStarted& body)
{
    return "run " + body.call.line;
}
std::string words(const session::PluginSaid& body)
{
    return "said " + body.command.line + (body.note.empty() ? "" : " (" + body.note + ")");
}
std::string words(const session::PluginEnded& body)
{
    return plugin::describe(body.exit) + (body.decided.empty() ? "" : "; " + body.decided);
}
std::string words(const session::PluginSkipped& body)
{
    return "skipped " + body.line + " " + body.place + ": " + body.why;
}
std::string words(const session::SectionEnded& body)
{
    return "verdict " + std::string(session::formatVerdict(body.verdict));
}
std::string words(const session::RecipientCheckStarted& body)
{
    return "check " + body.call.line;
}
std::string words(const session::RecipientCheckEnded& body)
{
    return plugin::describe(body.exit) + (body.accepted ? " accepted" : " refused");
}
std::string words(const session::ReplySent& body)
{
    return (body.fromPlugin ? "P " : "S ") + text::printable(body.text);
}
std::string words(const session::MessagePart& body)
{
    return "part " + std::to_string(body.bytes.size());
}
std::string words(const session::MessageRead& body)
{
    return "read " + std::to_string(body.size) + " " + std::to_string(body.hops);
}
std::string words(const session::QueueAnswered& body)
{
    return body.accepted ? "queued" : "not queued";
}
std::string words(const session::SessionEnded& body)
{
    return "ended " + std::to_string(body.exitStatus) + ": " + body.why;
}

} // namespace

std::string show(const session::ReportBody& body)
{
    return std::visit([](const auto& b) { return words(b); }, body);
}

} // namespace spp::test
