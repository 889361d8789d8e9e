// SPDX-License-Identifier: MIT
#include "app/cli/run/report.h"

#include "app/cli/markup.h"
#include "app/cli/run/excerpt.h"
#include "app/cli/run/report_json.h"
#include "app/cli/screen.h"
#include "core/base/text.h"

#include <cstdio>

namespace spp::cli
{

namespace
{

std::string countOf(std::size_t count, const std::string& word)
{
    return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

std::string seconds(std::chrono::nanoseconds time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", std::chrono::duration<double>(time).count());
    return text;
}

class TextReport : public Report
{
public:
    TextReport(std::ostream& out, bool colour) : m_screen(out, colour) {}

    void begin(std::size_t) override {}
    void add(const CaseResult& result) override
    {
        ++m_all;
        if (result.run.passed()) {
            m_screen.line(0, "ok      " + result.name(), Colour::Accept);
            return;
        }
        ++m_failed;
        m_screen.line(0, "FAILED  " + result.name(), Colour::Refuse);
        if (!result.run.error.empty())
            m_screen.line(2, text::printable(result.run.error));
        for (const auto& session : result.run.sessions)
            printFailures(m_screen, result, session);
        m_screen.flush();
    }
    void end() override
    {
        m_screen.line(0, m_failed == 0
                             ? countOf(m_all, "scenario") + ", all as expected"
                             : countOf(m_failed, "scenario") + " of " + std::to_string(m_all) + " not as expected");
        m_screen.flush();
    }

private:
    Screen m_screen;
    std::size_t m_all = 0;
    std::size_t m_failed = 0;
};

/// https://testanything.org/tap-version-13-specification.html
class TapReport : public Report
{
public:
    explicit TapReport(std::ostream& out) : m_out(out) {}

    void begin(std::size_t cases) override { m_out << "TAP version 13\n1.." << cases << "\n"; }
    void add(const CaseResult& result) override
    {
        std::string name = result.name();
        for (auto hash = name.find('#'); hash != std::string::npos; hash = name.find('#', hash + 2))
            name.insert(hash, 1, '\\'); // it would begin a directive
        m_out << (result.run.passed() ? "ok " : "not ok ") << ++m_number << " - " << name << "\n";
        if (!result.run.error.empty())
            m_out << "# " << text::printable(result.run.error) << "\n";
        for (const auto& session : result.run.sessions)
            for (const auto& failure : session.failures)
                m_out << "# " << describe(result, failure) << "\n";
        m_out.flush();
    }
    void end() override {}

private:
    std::ostream& m_out;
    std::size_t m_number = 0;
};

/// As CI systems read it: testsuite, testcase, failure, error.
class JUnitReport : public Report
{
public:
    explicit JUnitReport(std::ostream& out) : m_out(out) {}

    void begin(std::size_t) override {}
    void add(const CaseResult& result) override
    {
        ++m_tests;
        m_took += result.took;
        m_cases += "  <testcase classname=\"" + escaped(text::printable(result.file)) + "\" name=\"" +
                   escaped(text::printable(result.title.empty() ? result.file : result.title)) + "\" time=\"" +
                   seconds(result.took) + "\"";
        if (result.run.passed()) {
            m_cases += "/>\n";
            return;
        }
        const bool isError = !result.run.error.empty();
        ++(isError ? m_errors : m_failures);
        std::string words = isError ? text::printable(result.run.error) : std::string();
        for (const auto& session : result.run.sessions)
            for (const auto& failure : session.failures)
                words += (words.empty() ? "" : "\n") + describe(result, failure);
        const std::string kind = isError ? "error" : "failure";
        m_cases += ">\n    <" + kind + " type=\"spp\" message=\"" + escaped(words.substr(0, words.find('\n'))) + "\">" +
                   escaped(words) + "</" + kind + ">\n  </testcase>\n";
    }
    void end() override
    {
        m_out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"spp\" tests=\"" << m_tests
              << "\" failures=\"" << m_failures << "\" errors=\"" << m_errors << "\" time=\"" << seconds(m_took)
              << "\">\n"
              << m_cases << "</testsuite>\n";
        m_out.flush();
    }

private:
    std::ostream& m_out;
    std::string m_cases;
    std::size_t m_tests = 0;
    std::size_t m_failures = 0;
    std::size_t m_errors = 0;
    std::chrono::nanoseconds m_took{};
};

} // namespace

std::string describe(const CaseResult& result, const scenario::Failure& failure)
{
    return text::printable(result.file) + (failure.line == 0 ? "" : ":" + std::to_string(failure.line)) + ": " +
           scenario::describe(failure);
}

std::unique_ptr<Report> makeReport(ReportFormat format, std::ostream& out, bool colour)
{
    switch (format) {
    case ReportFormat::Text: return std::make_unique<TextReport>(out, colour);
    case ReportFormat::Tap: return std::make_unique<TapReport>(out);
    case ReportFormat::JUnit: return std::make_unique<JUnitReport>(out);
    case ReportFormat::Json: return makeJsonReport(out);
    }
    return nullptr;
}

} // namespace spp::cli
