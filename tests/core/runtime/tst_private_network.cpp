// SPDX-License-Identifier: MIT
#include "core/runtime/private_network.h"

#include "core/runtime/process_environment.h"
#include "core/runtime/sandbox.h"
#include "core/runtime/spawn.h"
#include "tests/support/folder.h"

#include <QTest>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace spp::runtime;
using namespace std::string_literals;
using spp::test::Folder;

/// Below bubblewrap, which must work here.
class TestPrivateNetwork : public QObject
{
    Q_OBJECT

    std::string m_bubblewrap;
    Folder m_folder;

    spp::Result<PrivateNetwork> start(const std::string& script) const
    {
        m_folder.script("server", script);
        return PrivateNetwork::start(
            m_bubblewrap, {.command = {"/srv/server"}, .folder = m_folder.path(), .seenAt = "/srv", .ready = "ready"});
    }

    static bool succeedsIn(const PrivateNetwork& network, const std::vector<std::string>& command)
    {
        ProcessSpec spec;
        spec.arguments = network.entrance();
        spec.arguments.insert(spec.arguments.end(), command.begin(), command.end());
        spec.program = spec.arguments.front();
        spec.environment = processEnvironment().entries();
        spec.directory = "/";
        return succeeds(spec);
    }

    /// Answers whoever connects, at a port that only a privileged program may have.
    static constexpr std::string_view server =
        "#!/usr/bin/python3\n"
        "import socket, sys\n"
        "door = socket.create_server(('127.0.0.1', 53))\n"
        "print('ready', file=sys.stderr, flush=True)\n"
        "while True:\n"
        "    guest, _ = door.accept()\n"
        "    guest.sendall(b'hello')\n"
        "    guest.close()\n";
    static constexpr std::string_view client =
        "import socket; assert socket.create_connection(('127.0.0.1', 53)).recv(5) == b'hello'";

private slots:
    void initTestCase()
    {
        const auto found = findBubblewrap();
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        m_bubblewrap = *found;
    }

    void whoEntersReachesTheServer()
    {
        const auto network = start(std::string(server));
        QVERIFY2(network, network ? "" : network.error().message.c_str());
        QVERIFY(succeedsIn(*network, {"/usr/bin/python3", "-c", std::string(client)}));
    }

    void thereIsNothingButALoopback()
    {
        const auto network = start(std::string(server));
        QVERIFY2(network, network ? "" : network.error().message.c_str());
        QVERIFY(succeedsIn(*network, {"/bin/sh", "-c", "test $(sed 1,2d /proc/self/net/dev | wc -l) = 1"}));
    }

    void programsFindThatTheyHaveAddresses()
    {
        const auto network = start(std::string(server));
        QVERIFY2(network, network ? "" : network.error().message.c_str());
        const std::string look =
            "import socket; [socket.getaddrinfo(a, 53, f, 0, 0, socket.AI_ADDRCONFIG) for f, a in "
            "((socket.AF_INET, '192.0.2.9'), (socket.AF_INET6, '2001:db8::9'))]";
        QVERIFY(succeedsIn(*network, {"/usr/bin/python3", "-c", look}));
    }

    void theServerEndsWithTheValue()
    {
        QCOMPARE(::mkfifo(m_folder.path("held").c_str(), 0600), 0);
        const Descriptor held(::open(m_folder.path("held").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        char byte = 0;
        {
            auto network = start("exec 9>/srv/held; echo ready >&2; sleep 1000 & wait\n");
            QVERIFY2(network, network ? "" : network.error().message.c_str());
            QCOMPARE(::read(held.number(), &byte, 1), -1); // somebody could still write
            const PrivateNetwork moved = std::move(*network);
            QCOMPARE(::read(held.number(), &byte, 1), -1);
        }
        pollfd watched{held.number(), POLLIN, 0};
        QCOMPARE(::poll(&watched, 1, 30'000), 1);
        QCOMPARE(::read(held.number(), &byte, 1), 0);
    }

    void whatItSaysInsteadOfServingIsTold()
    {
        const auto network = start("echo no such port >&2; exit 1\n");
        QVERIFY(!network);
        QCOMPARE(network.error().message, "/srv/server: does not start: no such port\\n"s);
    }
};

QTEST_GUILESS_MAIN(TestPrivateNetwork)
#include "tst_private_network.moc"
