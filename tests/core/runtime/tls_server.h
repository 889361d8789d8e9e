// SPDX-License-Identifier: MIT
/// The other side of a TlsClient.
#pragma once

#include "core/runtime/tls_stream.h"
#include "tests/core/runtime/certificate.h"
#include "tests/support/folder.h"

#include <array>
#include <string>
#include <string_view>
#include <system_error>

namespace spp::test
{

inline runtime::TlsContext makeTlsContext()
{
    const Folder folder;
    folder.write("servercert.pem", makeCertificate("mx.example.org").pem());
    auto context = runtime::TlsContext::read(folder.path("servercert.pem"));
    if (!context)
        qFatal("%s", context.error().message.c_str());
    return *context;
}

/// What a server got, and how that ended.
struct Received
{
    bool started = false;
    std::string bytes;
    std::error_code error; ///< none: the client declared the end
};

/// A server that answers each piece of what it reads, and finishes.
inline asio::awaitable<Received> serve(runtime::TlsStream& stream, std::string_view answer = {})
{
    Received received;
    const auto started = co_await stream.handshake();
    received.started = started.ok;
    std::array<char, 1000> buffer{};
    while (received.started) {
        const runtime::IoResult got = co_await stream.read(buffer);
        received.error = got.error;
        if (got.error || got.ended())
            break;
        received.bytes.append(buffer.data(), got.size);
        co_await stream.write(answer);
    }
    co_await stream.finish();
    stream.close();
    co_return received;
}

} // namespace spp::test
