// SPDX-License-Identifier: MIT
/// A real OpenSMTPD that takes mail for everybody and delivers none of it: its deliveries are paused. It has paths and users built in, so
/// it sees a file system of its own, with its files in a temporary folder; root alone can start it.
#pragma once

#include "tests/interop/peer.h"
#include "tests/support/folder.h"

#include <optional>

namespace spp::bench
{

class OpenSmtpd
{
public:
    static constexpr const char* recipient = "nobody@localhost";

    /// @return whether it listens
    bool start();

    quint16 port() const { return m_port; }
    std::string log() const { return m_folder.read("log"); }

private:
    void makeFiles();

    test::Folder m_folder;
    std::optional<test::Peer> m_daemon;
    quint16 m_port = test::freePort();
};

} // namespace spp::bench
