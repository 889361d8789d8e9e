// SPDX-License-Identifier: MIT
/// spp run --update: what happened is written into the scenarios as what they expect, and what was changed is told.
#pragma once

#include "app/cli/run/report.h"
#include "app/cli/screen.h"
#include "core/scenario/revision.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace spp::cli
{

class Update : public Report
{
public:
    Update(std::ostream& out, bool colour) : m_screen(out, colour) {}

    void begin(std::size_t) override {}
    /// A file's cases follow each other.
    void add(const CaseResult& result) override;
    void end() override;

    /// Nothing is left that is not as expected.
    bool hasAcceptedAll() const { return m_left == 0; }

private:
    void collect(const CaseResult& result);
    void writeFile();

    Screen m_screen;
    std::string m_file; ///< whose cases come
    std::size_t m_cases = 0;
    std::vector<scenario::LineChange> m_changes;
    std::vector<std::string> m_refused; ///< why something stays as it is
    std::size_t m_updated = 0;          ///< files
    std::size_t m_left = 0;
};

} // namespace spp::cli
