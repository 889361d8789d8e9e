// SPDX-License-Identifier: MIT
#include "app/cli/run/report_json.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

namespace spp::cli
{

namespace
{

class JsonReport : public Report
{
public:
    explicit JsonReport(std::ostream& out) : m_out(out) {}

    void begin(std::size_t) override {}
    void add(const CaseResult& result) override
    {
        nlohmann::ordered_json failures = nlohmann::ordered_json::array();
        for (const auto& session : result.run.sessions)
            for (const auto& failure : session.failures)
                failures.push_back({{"session", text::printable(session.title)},
                                    {"line", failure.line},
                                    {"expected", failure.expected},
                                    {"got", failure.got}});
        nlohmann::ordered_json one{{"file", text::printable(result.file)},
                                   {"title", text::printable(result.title)},
                                   {"passed", result.run.passed()},
                                   {"seconds", std::chrono::duration<double>(result.took).count()},
                                   {"failures", std::move(failures)}};
        if (!result.run.error.empty())
            one["error"] = text::printable(result.run.error);
        m_cases.push_back(std::move(one));
    }
    void end() override
    {
        m_out << nlohmann::ordered_json{{"cases", m_cases}}.dump(2) << "\n";
        m_out.flush();
    }

private:
    std::ostream& m_out;
    nlohmann::ordered_json m_cases = nlohmann::ordered_json::array();
};

} // namespace

std::unique_ptr<Report> makeJsonReport(std::ostream& out)
{
    return std::make_unique<JsonReport>(out);
}

} // namespace spp::cli
