// SPDX-License-Identifier: MIT
/// A DNS resolver that answers from a table and knows nothing else, in a network of its own; it ends with the value. Reads and writes
/// files, and waits until the resolver has started (a tenth of a second): not for a window's thread.
#pragma once

#include "core/runtime/private_network.h"
#include "core/runtime/sandbox.h"
#include "core/runtime/temporary_folder.h"

#include <string>

namespace spp::world
{

/// There is a resolver that can be started. The error says what to do.
Result<void> checkNameServer();

class NameServer
{
public:
    /// @param table path of a file, see core/world/dns_table.h
    static Result<NameServer> start(const std::string& bubblewrap, const std::string& table);

    /// What runs in there asks this resolver, whatever it is configured to ask.
    void serve(runtime::Sandbox& sandbox) const;

private:
    NameServer(runtime::TemporaryFolder folder, runtime::PrivateNetwork network);

    runtime::TemporaryFolder m_folder;
    runtime::PrivateNetwork m_network;
};

} // namespace spp::world
