// SPDX-License-Identifier: MIT
/// DATA up to the 354; the message itself is MessageRun's.
#include "core/session/verbs/verbs.h"

namespace spp::session::verbs
{

std::optional<Refusal> checkData(const Context& context, Question&)
{
    if (context.state.chunkRefused)
        return Refusal{"503 an earlier BDAT was refused, RSET first (#5.5.1)"};
    if (!context.state.transaction)
        return Refusal{"503 MAIL first (#5.5.1)"};
    if (context.state.transaction->recipients.empty())
        return Refusal{"503 RCPT first (#5.5.1)"};
    return std::nullopt;
}

Next proceedData(Context&, Question&, Verdict)
{
    return Next::Queue;
}

} // namespace spp::session::verbs
