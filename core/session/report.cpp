// SPDX-License-Identifier: MIT
#include "core/session/report.h"

namespace spp::session
{

std::string_view formatVerdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Accept: return "accepted";
    case Verdict::AcceptUnchecked: return "accepted unchecked";
    case Verdict::Refuse: return "refused";
    case Verdict::Disconnect: return "disconnected";
    }
    return {};
}

} // namespace spp::session
