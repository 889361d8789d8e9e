// SPDX-License-Identifier: MIT
#include "core/session/initial_state.h"

namespace spp::session
{

SessionState initialState(const SessionConfig& config)
{
    SessionState state;
    state.environment = config.environment;
    state.pluginsOn = config.home && config.home->smtpPlugins;
    if (const auto suffix = config.environment.value("RELAYCLIENT"))
        state.relaySuffix = *suffix;
    if (const auto info = config.environment.value("TCPREMOTEINFO"))
        state.remoteInfo = *info;
    if (config.dialect->setsSppVariables)
        state.environment.set("SPP_SESSION_ID", config.id);
    return state;
}

} // namespace spp::session
