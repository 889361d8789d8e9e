// SPDX-License-Identifier: MIT
/// What can happen to a session. Views in events are used before handle() returns and not kept.
#pragma once

#include "core/plugin/call.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spp::session
{

/// When something happened: time comes in, a session reads no clock.
struct Moment
{
    std::chrono::nanoseconds elapsed{};           ///< since the session began; never goes back
    std::chrono::system_clock::time_point wall{}; ///< for the Received line and the reply's time stamp
    std::chrono::minutes zone{};                  ///< local time, east of UTC, for the dialects that tell it
};

/// The first event: there is a client.
struct Connected
{};

/// From the client, any number.
struct BytesReceived
{
    std::string_view bytes;
};

/// The client is gone.
struct InputEnded
{};

/// The time that deadline() told has come.
struct DeadlinePassed
{};

/// The server was busy for a while, say with the queue: that was not the client's time (how slowly it may take replies is limited
/// elsewhere). It is waited for from now on.
struct InputAwaited
{};

/// From the running plugin's standard output.
struct PluginOutput
{
    std::string_view bytes;
};

struct PluginOutputEnded
{};

struct PluginExited
{
    plugin::Exit exit;
};

/// The answer to OpenQueue.
struct QueueOpened
{
    bool ok = true;
};

/// The answer to FinishQueue and AbandonQueue, in the terms of qmail-queue(8) and, where the queue has its own, in words.
struct QueueFinished
{
    plugin::Exit exit;        ///< 0: the message is safe
    bool writeFailed = false; ///< not everything could be handed over
    std::string id;           ///< of the message, for the reply; digits
    std::string words = {}; ///< of a message that is not safe, for the client: "550 no such mailbox (#5.1.1)"; one line
};

/// The answer to CheckLogin.
struct LoginChecked
{
    bool accepted = false;
    bool crashed = false; ///< the program died by a signal: nobody knows
};

/// The answer to CheckRecipient.
struct RecipientChecked
{
    plugin::Exit exit;
};

/// What a client's certificate says. From the network, as it stands there.
struct ClientCertificate
{
    std::string subject;    ///< "CN=mail.example.net,O=Example" (RFC 2253)
    std::string commonName; ///< of the subject; may be empty
    std::string issuer;
    std::string serial; ///< hexadecimal digits
};

/// The answer to StartTls.
struct TlsStarted
{
    bool ok = false;
    std::string cipher;          ///< "TLS_AES_256_GCM_SHA384"
    std::string trouble = {};    ///< why not, in OpenSSL's words, if it has any; what is sent now is sent in the clear
    std::string protocol = {};   ///< "TLSv1.3"
    int keyBits = 0;             ///< of the cipher's key, those that are used
    std::string serverName = {}; ///< that the client has asked for (SNI); from the network
    std::string distrust = {};   ///< why the certificate that the client has shown is not believed
    std::optional<ClientCertificate> client = {}; ///< that it has shown, and that is believed
};

using Event =
    std::variant<Connected, BytesReceived, InputEnded, DeadlinePassed, InputAwaited, PluginOutput, PluginOutputEnded,
                 PluginExited, QueueOpened, QueueFinished, LoginChecked, RecipientChecked, TlsStarted>;

} // namespace spp::session
