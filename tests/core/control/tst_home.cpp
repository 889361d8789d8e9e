// SPDX-License-Identifier: MIT
#include "core/control/home.h"
#include "tests/support/cdb_bytes.h"
#include "tests/support/fake_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace
{

std::string errorOf(const FakeHome& fake, const control::HomeOptions& options = {})
{
    const auto home = fake.parse(options);
    return home ? "(no error)" : home.error().message;
}

} // namespace

class TestHome : public QObject
{
    Q_OBJECT

private slots:
    void everyFileHasItsPlace()
    {
        const auto home = test::home()
                              .file("smtpgreeting", "hello there\n")
                              .file("localiphost", "local.example.org\n")
                              .file("timeoutsmtpd", "30\n")
                              .file("databytes", "1000\n")
                              .file("badmailfrom", "@bad.example\n")
                              .file("morercpthosts.cdb", cdbBytes({{"more.example", ""}}))
                              .file("smtpplugins", "[r]\np\n")
                              .parse();
        QVERIFY(home.has_value());
        QCOMPARE(home->directory, "/home"s);
        QCOMPARE(home->me, "mx.example.org"s);
        QCOMPARE(home->greeting, "hello there"s);
        QCOMPARE(home->localIpHost, std::optional("local.example.org"s));
        QVERIFY(home->timeout == 30s);
        QCOMPARE(home->databytes, std::size_t{1000});
        QVERIFY(home->badMailFrom.names("a@bad.example"));
        QVERIFY(home->rcptHosts.allows("b@more.example") && !home->rcptHosts.allows("b@x.example"));
        QCOMPARE(home->smtpPlugins->plugins(control::Section::Rcpt).size(), std::size_t{1});
    }

    void whatIsMissingHasADefault()
    {
        const auto home = test::home().without("rcpthosts").parse();
        QVERIFY(home.has_value());
        QCOMPARE(home->greeting, "mx.example.org"s);
        QCOMPARE(home->localIpHost, std::optional("mx.example.org"s));
        QVERIFY(!home->timeout);
        QCOMPARE(home->databytes, std::size_t{0});
        QVERIFY(home->rcptHosts.allowsEveryDomain());
        QVERIFY(!home->badMailFrom.names("a@example.net"));
    }

    void smtpgreetingAloneIsEnough()
    {
        QVERIFY(test::home().without("me").file("smtpgreeting", "hi\n").parse().has_value());
    }

    void anEmptyMeIsAName()
    {
        for (const char* content : {"", "\n", " \t\nmx.example.org\n"}) {
            const auto home = test::home().file("me", content).parse();
            QVERIFY2(home.has_value(), content);
            QCOMPARE(home->greeting, ""s);
            QCOMPARE(home->localIpHost, std::optional(""s));
        }
        QVERIFY(!test::home().without("me").file("smtpgreeting", "hi\n").parse()->localIpHost);
    }

    void withoutMeAndGreetingThereIsNoHome()
    {
        const std::string error = errorOf(test::home().without("me"));
        QVERIFY2(error.starts_with("control/me:"), error.c_str());
    }

    void aMissingSmtppluginsIsNamed()
    {
        const std::string error = errorOf(test::home().without("smtpplugins"));
        QVERIFY2(
            error.starts_with("control/smtpplugins: there is no such file") && error.find("NOSPP") != std::string::npos,
            error.c_str());
        QVERIFY(errorOf(test::home(), {.smtpPluginsPath = "other/plugins"}).starts_with("other/plugins:"));
    }

    void anotherFileMayHoldThePlugins()
    {
        const auto home =
            test::home().without("smtpplugins").file("other", "[r]\np\n").parse({.smtpPluginsPath = "control/other"});
        QVERIFY(home.has_value());
        QCOMPARE(home->smtpPluginsPath, "control/other"s);
    }

    void withoutPluginsNoSmtppluginsIsRead()
    {
        const auto home = test::home().unreadable("smtpplugins").parse({.plugins = false});
        QVERIFY(home.has_value());
        QVERIFY(!home->smtpPlugins);
    }

    void aFileThatCannotBeReadIsNamed()
    {
        for (const char* name : {"me", "smtpgreeting", "localiphost", "timeoutsmtpd", "databytes", "rcpthosts",
                                 "badmailfrom", "smtpplugins"}) {
            const std::string error = errorOf(test::home().unreadable(name));
            QVERIFY2(error.starts_with("control/"s + name + ":"), error.c_str());
        }
    }

    void aMorercpthostsThatCannotBeUsedIsNamedButNoFailureYet()
    {
        const auto damaged = test::home().file("morercpthosts.cdb", "x").parse();
        QVERIFY(damaged.has_value());
        QVERIFY(damaged->rcptHosts.trouble().starts_with("control/morercpthosts.cdb: is not a cdb"));
        const auto unreadable = test::home().unreadable("morercpthosts.cdb").parse();
        QCOMPARE(unreadable->rcptHosts.trouble(), "control/morercpthosts.cdb: permission denied"s);
        QCOMPARE(test::home().parse()->rcptHosts.trouble(), ""s);
    }

    void morercpthostsWithoutRcpthostsIsNotRead()
    {
        QVERIFY(test::home().without("rcpthosts").unreadable("morercpthosts.cdb").parse().has_value());
    }

    void numbersThatAreNoneHaveTheDefault()
    {
        const auto home = test::home().file("timeoutsmtpd", "soon\n").file("databytes", "many\n").parse();
        QVERIFY(!home->timeout);
        QCOMPARE(home->databytes, std::size_t{0});
    }

    void aTimeoutIsOneSecondAtLeastAndAYearAtMost()
    {
        QVERIFY(test::home().file("timeoutsmtpd", "0\n").parse()->timeout == 1s);
        QVERIFY(test::home().file("timeoutsmtpd", "4294967356\n").parse()->timeout == std::chrono::hours(365 * 24));
        QVERIFY(test::home().file("timeoutsmtpd", "99999999999999999999\n").parse()->timeout ==
                std::chrono::hours(365 * 24));
    }

    void narrowNumbersAreCutOffAndATimeoutHasASign()
    {
        const control::HomeOptions narrow{.narrowNumbers = true};
        QCOMPARE(test::home().file("databytes", "4294967306\n").parse(narrow)->databytes, std::size_t{10});
        QVERIFY(test::home().file("timeoutsmtpd", "4294967356\n").parse(narrow)->timeout == 60s);
        QVERIFY(test::home().file("timeoutsmtpd", "2147483648\n").parse(narrow)->timeout == 1s);
        QVERIFY(test::home().file("timeoutsmtpd", "4294967296\n").parse(narrow)->timeout == 1s);
    }
};

SPP_TEST(TestHome)
#include "tst_home.moc"
