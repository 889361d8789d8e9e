// SPDX-License-Identifier: MIT
#include "core/runtime/process_environment.h"
#include "core/runtime/spawn.h"
#include "core/world/world.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <optional>

using namespace spp;
using namespace std::string_literals;
using spp::test::Folder;
using world::World;
using world::WorldPlan;

namespace
{

constexpr std::chrono::system_clock::time_point longAgo{std::chrono::seconds(1'000'000'000)};

/// A look-up's outcome, in Python: a name's address, or the number of the error.
constexpr std::string_view lookUp =
    "#!/usr/bin/python3\n"
    "import socket, sys\n"
    "wanted, name, result = sys.argv[1:4]\n"
    "try: got = socket.gethostbyaddr(name)[0] if wanted == 'name' else "
    "socket.getaddrinfo(name, 25, socket.AF_INET)[0][4][0]\n"
    "except socket.gaierror as error: got = str(error.errno)\n"
    "except socket.herror as error: got = str(error.errno)\n"
    "sys.exit(0 if got == result else got + ' is not ' + result)\n";

} // namespace

/// Below bubblewrap, with datefudge and unbound, which must be installed here.
class TestWorld : public QObject
{
    Q_OBJECT

    std::optional<Folder> m_home;
    std::optional<Folder> m_files;

    World make(const WorldPlan& plan) const
    {
        auto world = World::make(m_home->path(), plan);
        if (!world)
            qFatal("%s", world.error().message.c_str());
        return std::move(*world);
    }

    bool succeedsIn(const World& world, std::vector<std::string> arguments) const
    {
        runtime::ProcessSpec spec;
        spec.program = arguments.front();
        spec.arguments = std::move(arguments);
        spec.environment = {"PATH=/usr/bin:/bin"};
        spec.directory = m_home->path();
        return runtime::succeeds(world.place(std::move(spec)));
    }

    std::string troubleOf(const WorldPlan& plan) const
    {
        const auto world = World::make(m_home->path(), plan);
        return world ? "" : world.error().message;
    }

    std::string table(const std::string& text) const
    {
        m_files->write("table", text);
        return m_files->path("table");
    }

private slots:
    void init()
    {
        m_home.emplace();
        m_files.emplace();
        m_home->script("plugins/look-up", std::string(lookUp));
        m_home->script("plugins/year", "test $(date +%Y) = 2001\n");
    }

    void withoutWishesProgramsRunAsTheyAre()
    {
        const World world = make({});
        runtime::ProcessSpec spec;
        spec.program = "plugins/year";
        spec.environment = {"A=1"};
        const runtime::ProcessSpec placed = world.place(spec);
        QCOMPARE(placed.program, spec.program);
        QCOMPARE(placed.environment, spec.environment);
        QVERIFY(!world.hasPrivateHome() && !world.day());
        QVERIFY(world.changes()->empty());
    }

    void aClockGoesWithAndWithoutAPrivateHome()
    {
        QVERIFY(!succeedsIn(make({}), {"plugins/year"}));
        QVERIFY(succeedsIn(make({.day = longAgo, .dns = {}}), {"plugins/year"}));
        QVERIFY(succeedsIn(make({.privateHome = true, .day = longAgo, .dns = {}}), {"plugins/year"}));
    }

    void lookUpsAreAnsweredFromTheTable()
    {
        const World world = make({.privateHome = true,
                                  .day = std::nullopt,
                                  .dns = table("a.example A 192.0.2.1\n"
                                               "192.0.2.1 PTR a.example\n"
                                               "10.0.0.1 PTR inside.test\n"
                                               "www.example CNAME web.other.example\n"
                                               "other.example NS ns.other.example\n"
                                               "web.other.example A 192.0.2.2\n"
                                               "*.wild.example A 192.0.2.3\n"
                                               "gone.wild.example NXDOMAIN\n"
                                               "only.example MX 10 a.example\n"
                                               "broken.example SERVFAIL\n")});
        const auto finds = [&](const char* name, const std::string& result, const char* wanted = "address") {
            return succeedsIn(world, {"plugins/look-up", wanted, name, result});
        };
        const std::string none = std::to_string(EAI_NONAME);
        const std::string noAddress = std::to_string(EAI_NODATA);
        const std::string again = std::to_string(EAI_AGAIN);
        QVERIFY(finds("a.example", "192.0.2.1"));
        QVERIFY(finds("192.0.2.1", "a.example", "name"));
        QVERIFY(finds("10.0.0.1", "inside.test", "name"));
        QVERIFY(finds("192.0.2.2", "1", "name")); // HOST_NOT_FOUND
        QVERIFY(finds("www.example", "192.0.2.2"));
        QVERIFY(finds("x.wild.example", "192.0.2.3"));
        QVERIFY(finds("gone.wild.example", none));
        QVERIFY(finds("nothing.example", none));
        QVERIFY(finds("only.example", noAddress));
        QVERIFY(finds("broken.example", again));
        QVERIFY(finds("sub.broken.example", again));
        QVERIFY(finds("localhost", "127.0.0.1"));
    }

    void timeOutsAndRefusalsAreAsOnTheWire()
    {
        m_home->script("plugins/ask",
                       "#!/usr/bin/python3\n"
                       "import socket, sys\n"
                       "name = b''.join(bytes([len(l)]) + l.encode() for l in sys.argv[1].split('.'))\n"
                       "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                       "s.settimeout(float(sys.argv[2]))\n"
                       "s.sendto(b'\\0\\7\\1\\0\\0\\1' + b'\\0' * 6 + name + b'\\0\\0\\1\\0\\1', "
                       "('127.0.0.1', 53))\n"
                       "try: code = s.recv(512)[3] & 15\n"
                       "except TimeoutError: code = 'none'\n"
                       "sys.exit(0 if str(code) == sys.argv[3] else 1)\n");
        const World world = make(
            {.privateHome = true, .day = std::nullopt, .dns = table("closed.example REFUSED\nslow.example TIMEOUT\n")});
        QVERIFY(succeedsIn(world, {"plugins/ask", "closed.example", "60", "5"}));
        QVERIFY(succeedsIn(world, {"plugins/ask", "sub.closed.example", "60", "5"}));
        QVERIFY(succeedsIn(world, {"plugins/ask", "other.example", "60", "3"}));
        QVERIFY(succeedsIn(world, {"plugins/ask", "slow.example", "0.2", "none"}));
    }

    void largeAnswersAreWhole()
    {
        std::string rows;
        for (int i = 1; i < 255; ++i)
            rows += "many.example A 192.0.2." + std::to_string(i) + "\n";
        m_home->script("plugins/count",
                       "#!/usr/bin/python3\nimport socket\n"
                       "assert len(socket.gethostbyname_ex('many.example')[2]) > 30\n");
        QVERIFY(succeedsIn(make({.privateHome = true, .day = std::nullopt, .dns = table(rows)}), {"plugins/count"}));
    }

    void aPluginHasNoRightsForIt()
    {
        m_home->script("plugins/bind",
                       "#!/usr/bin/python3\nimport socket\n"
                       "try: socket.socket().bind(('127.0.0.1', 54))\n"
                       "except PermissionError: raise SystemExit(0)\n"
                       "raise SystemExit(1)\n");
        if (::geteuid() == 0)
            QSKIP("root may bind to any port");
        QVERIFY(succeedsIn(make({.privateHome = true, .day = std::nullopt, .dns = table("")}), {"plugins/bind"}));
    }

    void aPlanThatContradictsItselfIsRefused()
    {
        QCOMPARE(troubleOf({.network = true, .day = std::nullopt, .dns = {}}),
                 "without a private home plugins have the network anyway; ask for the private home, too"s);
        const std::string alone = "DNS answers from a table go with a private home without the network";
        QCOMPARE(troubleOf({.day = std::nullopt, .dns = "table"}), alone);
        QCOMPARE(troubleOf({.privateHome = true, .network = true, .day = std::nullopt, .dns = "table"}), alone);
    }

    void aTableThatIsNoGoodIsToldWithItsPlace()
    {
        QCOMPARE(troubleOf({.privateHome = true, .day = std::nullopt, .dns = "/no/such/table"}),
                 "/no/such/table: this table of DNS answers can't be opened; is the name right?"s);
        const std::string path = table("a.example A 192.0.2.1\n$INCLUDE x\n");
        QCOMPARE(troubleOf({.privateHome = true, .day = std::nullopt, .dns = path}),
                 path + ": line 2: “$INCLUDE” is not known here: each line has its whole name");
    }

    void theServersEnvironmentIsShownAndABranchStaysInItsWorld()
    {
        test::writeHome(*m_home, "[mail]\nplugins/tell\n");
        m_home->script("plugins/tell", "echo \"E550 $(date +%Y)\"\n");
        const auto world = std::make_shared<World>(make({.privateHome = true, .day = longAgo, .dns = {}}));
        test::Simulated run(*m_home, "C: HELO x\nC: MAIL FROM:<a@b>\nC: QUIT\n", {}, debug::Pace::Run, {}, world);
        run.finish();
        const auto isBefore = [](const debug::PastStop& stop) { return stop.place == debug::Place::BeforePlugin; };
        const auto stop = std::ranges::find_if(run.stops(), isBefore);
        test::Simulated branch(run, *stop);
        branch.finish();
        for (const test::Simulated* each : {&run, &branch})
            QVERIFY(std::ranges::count(each->titles(trace::StepKind::Reply), "550 2001") == 1);
        for (const char* name : {"LD_PRELOAD", "DATEFUDGE"})
            QVERIFY(!run.plugin("plugins/tell").plugin->call.environment.contains(name));
    }
};

SPP_TEST(TestWorld)
#include "tst_world.moc"
