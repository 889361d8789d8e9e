// SPDX-License-Identifier: MIT
/// STARTTLS (RFC 3207). The handshake is the Driver's; what the client sent behind the command is thrown away before it.
#include "core/session/verbs/verbs.h"

namespace spp::session::verbs
{

bool knowsStartTls(const Context& context)
{
    const Dialect& dialect = *context.config.dialect;
    return dialect.hasStartTls && !(dialect.knowsDisableTls && context.config.environment.contains("DISABLETLS"));
}

std::optional<Refusal> checkStartTls(const Context& context, Question& question)
{
    const Dialect& dialect = *context.config.dialect;
    if (!knowsStartTls(context) || context.state.cipher)
        return Refusal{std::string(dialect.unknownReply)};
    if (!question.argument.empty())
        return Refusal{"501 Syntax error (no parameters allowed) (#5.5.4)"};
    if (!context.config.hasCertificate)
        return Refusal{std::string(dialect.missingCertificateReply)};
    return std::nullopt;
}

Next proceedStartTls(Context& context, Question&, Verdict)
{
    context.reply("220 ready for tls");
    return Next::Tls;
}

} // namespace spp::session::verbs
