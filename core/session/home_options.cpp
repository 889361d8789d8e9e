// SPDX-License-Identifier: MIT
#include "core/session/home_options.h"

namespace spp::session
{

control::HomeOptions homeOptions(const Dialect& dialect, const plugin::Environment& environment)
{
    control::HomeOptions options;
    options.plugins =
        dialect.pluginsNeedEnableSpp ? environment.contains("ENABLE_SPP") : !environment.contains("NOSPP");
    options.pluginFailures = dialect.hasPluginFailures;
    options.extraControls = dialect.hasExtraChecks;
    options.narrowNumbers = dialect.hasNarrowNumbers;
    options.badMailFromHoldsPatterns = dialect.badMailFromHoldsPatterns;
    const auto path = environment.value("SPPCONFFILE").value_or("");
    if (!path.empty())
        options.smtpPluginsPath = path;
    return options;
}

} // namespace spp::session
