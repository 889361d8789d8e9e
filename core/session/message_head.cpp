// SPDX-License-Identifier: MIT
#include "core/session/message_head.h"

#include "core/smtp/received.h"

namespace spp::session
{

namespace
{

std::string valueOr(const plugin::Environment& environment, std::string_view name, std::string_view otherwise)
{
    return std::string(environment.value(name).value_or(otherwise));
}

/// From the environment that the session began with: what plugins set does not change the Received line.
smtp::Peer peerOf(const plugin::Environment& environment, const SessionState& state)
{
    smtp::Peer peer;
    peer.remoteHost = valueOr(environment, "TCPREMOTEHOST", "unknown");
    peer.remoteIp = valueOr(environment, "TCPREMOTEIP", "unknown");
    peer.remoteInfo = state.remoteInfo;
    peer.localHost = valueOr(environment, "TCPLOCALHOST", valueOr(environment, "TCPLOCALIP", "unknown"));
    return peer;
}

} // namespace

std::string takeMessageHead(Context& context, const Envelope& envelope)
{
    SessionState& state = context.state;
    const Dialect& dialect = *context.config.dialect;
    if (state.utf8)
        state.protocol.insert(0, "UTF8");
    const bool hides = dialect.hidesClients &&
                       (state.environment.contains("RELAYCLIENT") || state.environment.contains("SMTPAUTHUSER"));
    const std::string date = dialect.hidesClients ? smtp::formatDate(context.now.wall, context.now.zone)
                                                  : smtp::formatDate(context.now.wall);
    // RFC 6531 4.3: ESMTPSA becomes UTF8SMTPSA
    const bool utf8 = dialect.checksUtf8 && envelope.utf8;
    const std::string protocol =
        utf8 ? "UTF8" + state.protocol.substr(state.protocol.starts_with('E') ? 1 : 0) : state.protocol;
    std::string head = smtp::formatReceived(peerOf(context.config.environment, state), state.helo, protocol, date,
                                            hides ? smtp::ClientShown::InfoOnly : smtp::ClientShown::Fully);
    for (const auto& header : state.headers)
        head += header + "\n";
    state.headers.clear();
    return head;
}

} // namespace spp::session
