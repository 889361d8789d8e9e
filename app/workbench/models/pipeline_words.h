// SPDX-License-Identifier: MIT
/// What a picture of the pipeline says: a box for each plugin of smtpplugins, in words. Pure.
#pragma once

#include "core/trace/pipeline.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace spp::workbench
{

struct PipelineBox
{
    enum class Reach { Ran, Skipped, Never };

    QString title; ///< the line in smtpplugins
    QString place; ///< "control/smtpplugins:12"
    QString words; ///< "ran 3 times: 2 accepted, 1 refused"
    QString why;   ///< it was skipped or never reached; may be empty
    Reach reach = Reach::Never;
    std::vector<std::pair<trace::Outcome, std::size_t>> outcomes; ///< of its runs, with their number
    std::optional<std::size_t> step;                              ///< where it ran, or was skipped, the last time

    bool operator==(const PipelineBox&) const = default;
};

struct PipelineRow
{
    QString title; ///< "[rcpt]"
    QString words; ///< "ran 3 times"
    std::vector<PipelineBox> boxes;

    bool operator==(const PipelineRow&) const = default;
};

std::vector<PipelineRow> describePipeline(const trace::PipelineSections& sections);

} // namespace spp::workbench
