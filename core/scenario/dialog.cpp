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

} // namespace spp::scenario
