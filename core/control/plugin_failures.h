// SPDX-License-Identifier: MIT
/// control/pluginfailures: what it means when a plugin dies, can't be run or is cut off (spp-smtpd's own; qmail-spp defers the command).
///
///     # a list that is down must not stop the mail
///     accept plugins/rbl
///     close  plugins/virus-scan
///     refuse *
///
/// A plugin is named as its line in smtpplugins begins, up to a blank or the line's end, with or without the colon of a shell line; *
/// stands for all that no other line names. A value; pure.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::control
{

/// Accept: the section goes on as though the plugin had said nothing. Defer: 451. Refuse: 554. Close: 421, and the session ends.
enum class FailurePolicy { Accept, Defer, Refuse, Close };

/// "accept" …
std::string_view formatFailurePolicy(FailurePolicy policy);

struct FailureRule
{
    FailurePolicy policy = FailurePolicy::Defer;
    std::string plugin;   ///< or "*"
    std::size_t line = 0; ///< in the file, from 1

    bool isForOthers() const { return plugin == "*"; }
    bool names(std::string_view pluginLine) const;
    /// "control/pluginfailures:3"
    std::string place() const;
};

class PluginFailures
{
public:
    static constexpr const char* path = "control/pluginfailures";

    /// An error names the file and the line.
    static Result<PluginFailures> parse(std::string_view bytes);

    /// nullptr: nothing is said of it; it is deferred.
    /// @param pluginLine as it stands in smtpplugins
    const FailureRule* find(std::string_view pluginLine) const;
    const std::vector<FailureRule>& rules() const { return m_rules; }

private:
    std::vector<FailureRule> m_rules;
};

} // namespace spp::control
