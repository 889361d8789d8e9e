// SPDX-License-Identifier: MIT
/// Records of a session that never took place, for tests of what shows them. Time goes on by a millisecond with each record.
#pragma once

#include "core/trace/record.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class RecordList
{
public:
    /// What the session knows from the next record on.
    spp::session::SessionState state;

    RecordList& report(spp::session::ReportBody body)
    {
        return add(
            spp::session::Report{std::move(body), {}, std::make_shared<const spp::session::SessionState>(state)});
    }

    RecordList& add(spp::trace::Body body)
    {
        m_now += std::chrono::milliseconds(1);
        const spp::session::Moment at{m_now, {}};
        if (auto* report = std::get_if<spp::session::Report>(&body))
            report->at = at;
        m_records.push_back({at, std::move(body)});
        return *this;
    }

    RecordList& connect(std::string_view smtpPlugins = {}, const std::string& dialect = "modern")
    {
        return report(spp::session::SessionStarted{
            "test", dialect, "/home", "",
            std::make_shared<const spp::control::SmtpPlugins>(spp::control::SmtpPlugins::parse(smtpPlugins)),
            "control/smtpplugins"});
    }
    RecordList& client(const std::string& line)
    {
        return report(spp::session::ClientLine{line, spp::smtp::Verb::Unknown});
    }
    RecordList& section(spp::control::Section section, std::size_t plugins)
    {
        m_section = section;
        return report(spp::session::SectionStarted{section, plugins});
    }
    RecordList& plugin(const std::string& line, int place)
    {
        spp::plugin::Call call;
        call.section = m_section;
        call.line = line;
        call.place = "control/smtpplugins:" + std::to_string(place);
        call.environment = state.environment;
        return report(spp::session::PluginStarted{std::move(call)});
    }
    RecordList& says(const std::string& line, const std::string& note = {})
    {
        return report(spp::session::PluginSaid{spp::plugin::parseCommand(line), note});
    }
    RecordList& ends(std::chrono::nanoseconds wall = std::chrono::milliseconds(5))
    {
        add(spp::trace::PluginResources{4711, wall, {}, {}, {}});
        return report(spp::session::PluginEnded{{spp::plugin::Exit::Kind::Code, 0, ""}});
    }
    RecordList& skipped(const std::string& line, const std::string& why)
    {
        return report(spp::session::PluginSkipped{line, "control/smtpplugins:9", why});
    }
    RecordList& sectionEnds(spp::control::Section section, spp::session::Verdict verdict)
    {
        return report(spp::session::SectionEnded{section, verdict});
    }
    RecordList& reply(const std::string& text, bool fromPlugin = false)
    {
        return report(spp::session::ReplySent{text + "\r\n", fromPlugin});
    }

    /// The records since the last call.
    std::vector<spp::trace::Record> take() { return std::exchange(m_records, {}); }

private:
    std::chrono::nanoseconds m_now{};
    spp::control::Section m_section = spp::control::Section::Connection; ///< that runs
    std::vector<spp::trace::Record> m_records;
};
