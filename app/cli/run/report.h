// SPDX-License-Identifier: MIT
/// The results of cases, for a person or a program: text, TAP 13, JUnit's XML or JSON. Each prints as results come, or at the end.
#pragma once

#include "app/cli/run/result.h"

#include <cstddef>
#include <memory>
#include <ostream>
#include <string>

namespace spp::cli
{

enum class ReportFormat { Text, Tap, JUnit, Json };

class Report
{
public:
    virtual ~Report() = default;

    virtual void begin(std::size_t cases) = 0;
    /// In the order of the files.
    virtual void add(const CaseResult& result) = 0;
    virtual void end() = 0;
};

/// @param colour of text
std::unique_ptr<Report> makeReport(ReportFormat format, std::ostream& out, bool colour);

} // namespace spp::cli
