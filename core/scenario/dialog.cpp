// SPDX-License-Identifier: MIT
#include "core/scenario/dialog.h"

namespace spp::scenario
{

debug::Plan withStage(debug::Plan plan, const Stage& stage)
{
    plan.overrides.insert(plan.overrides.end(), stage.overrides.begin(), stage.overrides.end());
    plan.pretence.tls = plan.pretence.tls || stage.pretence.tls;
    if (stage.pretence.logins != debug::Pretence::Logins::Program)
        plan.pretence.logins = stage.pretence.logins;
    return plan;
}

const std::vector<std::string>& simulatedClient()
{
    static const std::vector<std::string> entries{
        "PROTO=TCP",
        "TCPREMOTEIP=192.0.2.25",
        "TCPREMOTEPORT=40000",
        "TCPREMOTEHOST=client.example.net",
        "TCPLOCALIP=192.0.2.1",
        "TCPLOCALPORT=25",
        "TCPLOCALHOST=mx.example.org",
    };
    return entries;
}

} // namespace spp::scenario
