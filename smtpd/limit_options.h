// SPDX-License-Identifier: MIT
/// The options of spp-smtpd that limit what clients and plugins may take.
#pragma once

#include "smtpd/options.h"

#include <CLI/CLI.hpp>

#include <optional>

namespace spp::smtpd
{

/// Limits of a session that were asked for; the dialect, which may be named behind them, has those that were not.
struct ChosenLimits
{
    std::optional<unsigned> commands;
    std::optional<unsigned> errors;
    std::optional<unsigned> recipients;
    std::optional<unsigned> loginFailures;
    std::optional<unsigned> dataRate;

    session::SessionLimits above(session::SessionLimits limits) const;
};

/// Both outlive the parsing.
void addLimitOptions(CLI::App& app, Options& options, ChosenLimits& chosen);

} // namespace spp::smtpd
