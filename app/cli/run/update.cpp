// SPDX-License-Identifier: MIT
#include "app/cli/run/update.h"

#include "core/base/text.h"
#include "core/runtime/files.h"
#include "core/scenario/scenario.h"

#include <utility>

namespace spp::cli
{

void Update::add(const CaseResult& result)
{
    if (result.file != m_file)
        writeFile();
    m_file = result.file;
    ++m_cases;
    collect(result);
}

void Update::collect(const CaseResult& result)
{
    if (!result.run.error.empty())
        m_refused.push_back(text::printable(result.run.error));
    for (const auto& session : result.run.sessions) {
        m_changes.insert(m_changes.end(), session.unasked.begin(), session.unasked.end());
        for (const auto& failure : session.failures) {
            if (failure.accepting.empty())
                m_refused.push_back((failure.line == 0 ? "" : "line " + std::to_string(failure.line) + ": ") +
                                    scenario::describe(failure) + "; no line can say that");
            m_changes.insert(m_changes.end(), failure.accepting.begin(), failure.accepting.end());
        }
    }
}

/// Of the cases that have come.
void Update::writeFile()
{
    const std::string file = std::exchange(m_file, {});
    const auto changes = std::exchange(m_changes, {});
    auto refused = std::exchange(m_refused, {});
    const std::size_t cases = std::exchange(m_cases, 0);
    if (cases == 0)
        return;
    std::size_t changed = 0;
    if (!changes.empty()) {
        const auto text = runtime::readFile(file, scenario::maxScenarioFile);
        auto revised = text ? scenario::revise(*text, changes, cases) : scenario::Revised{};
        const auto written = text && revised.changed > 0 ? runtime::replaceFile(file, revised.text) : Result<void>{};
        if (!text || !written)
            refused.push_back(text ? written.error().message : text.error().message);
        else
            changed = revised.changed;
        refused.insert(refused.end(), revised.refused.begin(), revised.refused.end());
    }
    const std::string name = text::printable(file);
    if (changed > 0)
        m_screen.line(0, "updated " + name + ": " + counted(changed, "line"), Colour::Defer);
    else
        m_screen.line(0, (refused.empty() ? "ok      " : "FAILED  ") + name,
                      refused.empty() ? Colour::Accept : Colour::Refuse);
    for (const std::string& why : refused)
        m_screen.line(2, why, Colour::Refuse);
    m_updated += changed > 0 ? 1 : 0;
    m_left += refused.size();
    m_screen.flush();
}

void Update::end()
{
    writeFile();
    m_screen.line(0, counted(m_updated, "scenario") + " updated" +
                         (m_left == 0 ? "" : "; " + counted(m_left, "expectation") + " must be changed by hand"));
    m_screen.flush();
}

} // namespace spp::cli
