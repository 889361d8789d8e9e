// SPDX-License-Identifier: MIT
/// What a run came to, in a sentence and with its meaning. Pure.
#pragma once

#include "app/workbench/engine/engine.h"
#include "app/workbench/settings/colours.h"

#include <QString>

#include <optional>

namespace spp::workbench
{

struct ResultWords
{
    QString sentence;
    std::optional<Meaning> meaning;
};

ResultWords describeResult(const SimulationRequest& request, const SimulationResult& result);

} // namespace spp::workbench
