// SPDX-License-Identifier: MIT
/// Many clients at once, with as little as that takes: a socket each.
#pragma once

#include "core/runtime/descriptor.h"

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::bench
{

class CrowdClient
{
public:
    /// Connects, or aborts the program.
    explicit CrowdClient(quint16 port);

    void say(std::string_view line);
    /// Until a whole reply has come. @return its last line; empty if the server is gone, or says nothing for half a minute
    std::string hear();

    int number() const { return m_socket.number(); }

private:
    runtime::Descriptor m_socket;
    std::string m_buffer;
};

/// Of a process that runs, in KiB.
long residentMemory(qint64 process);

} // namespace spp::bench
