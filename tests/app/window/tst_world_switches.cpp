// SPDX-License-Identifier: MIT
#include "tests/app/window/private_simulator.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QDateTimeEdit>
#include <QDialog>
#include <QSettings>
#include <QSignalSpy>
#include <QTimer>

#include <optional>

using namespace spp::workbench;

namespace
{

/// No program is found while it lives.
struct EmptyPath
{
    EmptyPath() { qputenv("PATH", folder.path().toUtf8()); }
    ~EmptyPath() { qputenv("PATH", before); }
    EmptyPath(const EmptyPath&) = delete;
    EmptyPath& operator=(const EmptyPath&) = delete;

    QTemporaryDir folder;
    QByteArray before = qgetenv("PATH");
};

const QByteArray oneTag = "[helo]\nplugins/tag\n";

} // namespace

/// Bubblewrap, datefudge and unbound must work here.
class TestWorldSwitches : public QObject
{
    Q_OBJECT

private slots:
    void init() { QSettings().clear(); }

    void whatIsChosenIsRememberedForEachHome()
    {
        PrivateSimulator s({}, "As It Is");
        const TemporaryHome other;
        QCOMPARE(s.homeButton->text(), "As It Is");
        QCOMPARE(s.clockButton->text(), "Goes");
        s.choose("Private Copy, with Network");
        s.choose("Stands Still");
        QCOMPARE(s.homeButton->text(), "Private Copy, Network");
        s.panel.setHome(other.path());
        QCOMPARE(s.homeButton->text(), "As It Is");
        QCOMPARE(s.clockButton->text(), "Goes");
        s.panel.setHome(s.home.path());
        QCOMPARE(s.homeButton->text(), "Private Copy, Network");
        QCOMPARE(s.clockButton->text(), "Stands Still");
        QVERIFY(s.choiceOf("Private Copy, with Network")->isChecked());
    }

    void allOfAChoiceIsKept()
    {
        const WorldChoice choice{WorldChoice::Home::CopyWithDns, "/srv/dns.txt", WorldChoice::Clock::StandsAt,
                                 QDateTime({2026, 3, 1}, {12, 30})};
        writeWorldChoice("/srv/home", choice);
        QVERIFY(readWorldChoice("/srv/home") == choice);
        QVERIFY(readWorldChoice("/srv/other") == WorldChoice());
        writeWorldChoice("/srv/home", {});
        QVERIFY(readWorldChoice("/srv/home") == WorldChoice());
    }

    void withoutAHomeThereIsNothingToChoose()
    {
        Engine engine;
        WorldSwitches switches(engine);
        QVERIFY(!switches.isEnabled());
        switches.setHome("/srv/home");
        QVERIFY(switches.isEnabled());
    }

    void withoutBubblewrapItSaysWhatIsMissingAndRunsAreAsBefore()
    {
        const EmptyPath path;
        PrivateSimulator s(oneTag, "As It Is");
        QTRY_COMPARE(s.homeButton->trouble(),
                     "a private home wants bubblewrap, which is not installed; install the package bubblewrap");
        QVERIFY(s.choiceOf("As It Is")->isEnabled());
        for (const char* choice :
             {"Private Copy", "Private Copy, with DNS Answers of Yours…", "Private Copy, with Network"})
            QVERIFY(!s.choiceOf(choice)->isEnabled());
        s.plugin("tag", "echo STAG=1\n");
        s.run();
        QCOMPARE(s.panel.status(), "Every reply was as expected.");
    }

    void whatIsMissingIsSaidWhereItIsWanted()
    {
        PrivateSimulator s({}, "As It Is");
        const QSignalSpy checked(&s.engine, &Engine::worldChecked);
        QTRY_COMPARE(checked.count(), 1);
        QVERIFY(s.choiceOf("Stands Still")->isEnabled());
        emit s.engine.worldChecked({{}, "no unbound", "no datefudge"});
        QCOMPARE(s.homeButton->trouble(), "no unbound");
        QCOMPARE(s.clockButton->trouble(), "no datefudge");
        QVERIFY(s.choiceOf("Private Copy")->isEnabled() && s.choiceOf("Goes")->isEnabled());
        for (const char* choice : {"Private Copy, with DNS Answers of Yours…", "Stands Still", "Stands Still At…"})
            QVERIFY(!s.choiceOf(choice)->isEnabled());
    }

    void whatIsInstalledMeanwhileIsFound()
    {
        std::optional<EmptyPath> path(std::in_place);
        PrivateSimulator s({}, "As It Is");
        QTRY_VERIFY(!s.choiceOf("Private Copy")->isEnabled());
        path.reset();
        emit s.homeButton->menu()->aboutToShow();
        QTRY_VERIFY(s.choiceOf("Private Copy")->isEnabled());
        QCOMPARE(s.homeButton->trouble(), QString());
    }

    void aPrivateHomeThatCannotBeHadIsNotReplacedByTheHomeItself()
    {
        PrivateSimulator s(oneTag);
        s.plugin("tag", "echo 1 >seen\n");
        const EmptyPath path;
        s.run();
        QTRY_COMPARE(s.panel.status(),
                     "a private home wants bubblewrap, which is not installed; install the package bubblewrap");
        QVERIFY(!QFile::exists(s.home.path("seen")));
    }

    void dnsAnswersComeFromTheFile()
    {
        PrivateSimulator s(oneTag);
        WorldChoice choice;
        choice.home = WorldChoice::Home::CopyWithDns;
        choice.dnsTable = s.home.write("dns.txt", "mail.example.net A 192.0.2.25\n");
        s.switches->choose(choice);
        QCOMPARE(s.homeButton->text(), "Private Copy, dns.txt");
        s.plugin("tag", "echo \"SADDRESS=$(getent hosts mail.example.net | cut -d' ' -f1)\"\n");
        s.run();
        QCOMPARE(s.output("plugins/tag"), "ADDRESS=192.0.2.25");

        s.home.write("dns.txt", "mail.example.net A\n");
        s.run();
        QTRY_VERIFY2(s.panel.status().startsWith(choice.dnsTable + ": line 1: "), qPrintable(s.panel.status()));
    }

    void theClockStandsStillWhereItIsSet_data()
    {
        QTest::addColumn<QString>("home");
        QTest::newRow("in the home itself") << "As It Is";
        QTest::newRow("in a private copy") << "Private Copy";
    }

    void theClockStandsStillWhereItIsSet()
    {
        QFETCH(QString, home);
        PrivateSimulator s(oneTag, home);
        s.plugin("tag", "echo \"STIME=$(date '+%F %T')\"\n");
        QTimer::singleShot(0, this, [] {
            auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            dialog->findChild<QDateTimeEdit*>()->setDateTime(QDateTime({2026, 3, 1}, {12, 30}));
            dialog->accept();
        });
        s.choose("Stands Still At…");
        QCOMPARE(s.clockButton->text(), "2026-03-01 12:30");
        s.run();
        QCOMPARE(s.output("plugins/tag"), "TIME=2026-03-01 12:30:00");
        s.choose("Goes");
        s.run();
        QVERIFY(s.output("plugins/tag") != "TIME=2026-03-01 12:30:00");
    }

    void aBranchGoesOnByTheClockOfItsRun()
    {
        PrivateSimulator s("[connection]\n:echo \"SFIRST=$(date +%s)\"\n[helo]\n:echo \"SSECOND=$(date +%s)\"\n");
        s.choose("Stands Still");
        s.run();
        const QByteArray first = s.output(":echo \"SFIRST=$(date +%s)\"").mid(6);
        s.choose("Goes");
        s.view->select(*s.find(":echo \"SSECOND=$(date +%s)\""));
        s.action("Go On from Here")->trigger();
        QTRY_COMPARE(s.engine.state(), Engine::State::Held);
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), Engine::State::Idle);
        QCOMPARE(s.output(":echo \"SSECOND=$(date +%s)\""), "SECOND=" + first);
    }

    void aDayThatIsNotGivenChangesNothing()
    {
        PrivateSimulator s({}, "As It Is");
        QTimer::singleShot(0, this, [] { qobject_cast<QDialog*>(QApplication::activeModalWidget())->reject(); });
        s.choose("Stands Still At…");
        QCOMPARE(s.clockButton->text(), "Goes");
        QVERIFY(s.choiceOf("Goes")->isChecked());
    }
};

SPP_TEST(TestWorldSwitches)
#include "tst_world_switches.moc"
