// SPDX-License-Identifier: MIT
/// XCLIENT: from peers that are listed, outside of a transaction. The session then begins anew (core/session/xclient.h).
#include "core/session/verbs/verbs.h"

namespace spp::session::verbs
{

std::optional<Refusal> checkXclient(const Context& context, Question& question)
{
    const Dialect& dialect = *context.config.dialect;
    if (!dialect.hasXclient)
        return Refusal{std::string(dialect.unknownReply)};
    if (!context.config.xclient)
        return Refusal{"550 XCLIENT is not for you (#5.7.0)"};
    if (context.state.transaction)
        return Refusal{"503 no XCLIENT during mail transaction (#5.5.1)"};
    if (const auto claim = smtp::parseXclient(question.argument); !claim)
        return Refusal{"501 " + claim.error().message + " (#5.5.4)"};
    return std::nullopt;
}

Next proceedXclient(Context&, Question&, Verdict)
{
    return Next::NewClient;
}

} // namespace spp::session::verbs
