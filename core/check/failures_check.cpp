// SPDX-License-Identifier: MIT
#include "core/check/failures_check.h"

#include "core/base/text.h"
#include "core/control/plugin_failures.h"

#include <algorithm>

namespace spp::check
{

using control::PluginFailures;

void checkFailures(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    const auto bytes = subject.dialect.hasPluginFailures ? subject.view.bytes(PluginFailures::path) : std::nullopt;
    const auto failures = bytes ? PluginFailures::parse(*bytes) : PluginFailures();
    if (!failures)
        return; // checkControls() tells
    for (const control::FailureRule& rule : failures->rules()) {
        const auto isNamed = [&](const PluginLine& each) { return rule.names(each.entry.text); };
        if (rule.isForOthers() || std::any_of(lines.plugins.begin(), lines.plugins.end(), isNamed))
            continue;
        findings.push_back({Rule::UnlistedPlugin,
                            PluginFailures::path,
                            rule.line,
                            0,
                            0,
                            "no line in " + subject.smtpPluginsPath + " begins with “" + text::printable(rule.plugin) +
                                "”; write the plugin as it stands there",
                            {}});
    }
}

} // namespace spp::check
