// SPDX-License-Identifier: MIT
#include "app/workbench/quit_on_signals.h"
#include "tests/app/window/private_simulator.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>

#include <optional>

#include <signal.h>

using namespace spp::workbench;
using State = Engine::State;

namespace
{

const QByteArray tagging = "[helo]\nplugins/tag\n";

/// One that has ended and that nobody has waited for does not run.
bool isRunning(int process)
{
    QFile status(QStringLiteral("/proc/%1/stat").arg(process));
    return status.open(QIODevice::ReadOnly) && !status.readAll().contains(") Z ");
}

/// Of those that were started with this path: bubblewrap, with a plugin or a resolver in it.
int countRunningWith(const QString& path)
{
    int count = 0;
    for (const QString& process : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile command(QStringLiteral("/proc/%1/cmdline").arg(process));
        count += command.open(QIODevice::ReadOnly) && command.readAll().contains(path.toUtf8()) ? 1 : 0;
    }
    return count;
}

} // namespace

/// Runs in a private home; bubblewrap must work here.
class TestPrivateHome : public QObject
{
    Q_OBJECT

    std::optional<PrivateFolder> m_folder;

private slots:
    void init()
    {
        QSettings().clear();
        m_folder.emplace();
        // A workbench that another test has started.
        if (qEnvironmentVariableIsSet("SPP_TEST_FOLDER"))
            qputenv("TMPDIR", qgetenv("SPP_TEST_FOLDER"));
    }
    void cleanup() { m_folder.reset(); }

    void pluginsWriteIntoTheHomeItselfUnlessItIsPrivate()
    {
        PrivateSimulator s(tagging, "As It Is");
        s.plugin("tag", "echo 1 >seen\n");
        s.run();
        QCOMPARE(s.home.read("seen"), "1\n");
        QCOMPARE(s.tab(), QString());
        QVERIFY(!s.bar->isVisible());
        QCOMPARE(s.panel.status(), "Every reply was as expected.");
    }

    void whatPluginsChangeIsToldAndTheHomeIsAsItWas()
    {
        PrivateSimulator s(tagging);
        s.home.write("old", "x");
        s.plugin("tag", "mkdir cache; echo 12345 >cache/seen; rm old; echo other >/var/qmail/control/me; echo A\n");
        s.run();
        QCOMPARE(s.changes(),
                 "Added cache/ | Added cache/seen 6 bytes | Changed control/me 6 bytes | Removed old 1 bytes");
        QCOMPARE(s.tab(), "Home (4)");
        QVERIFY(s.bar->isVisible());
        QCOMPARE(s.bar->sentence(),
                 "The plugins made 4 changes in their private home, which the next run throws away.");
        QVERIFY(QFile::exists(s.home.path("old")) && !QFile::exists(s.home.path("cache")));
        QCOMPARE(s.home.read("control/me"), "mx.example.org\n");
        s.button("Look and Decide")->click();
        QVERIFY(s.changesView->isVisible());
    }

    void aRunThatChangedNothingSaysSo()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "echo A\n");
        s.run();
        QCOMPARE(s.panel.status(), "Every reply was as expected. The plugins changed nothing in their home.");
        QCOMPARE(s.changesView->sentence(), "The plugins changed nothing in their private home.");
        QCOMPARE(s.tab(), "Home");
        QVERIFY(!s.bar->isVisible());
        QVERIFY(!s.button("Keep")->isEnabled() && !s.button("Throw Away")->isEnabled());
    }

    void whatIsKeptIsInTheHome()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "echo 1 >seen\n");
        s.run();
        s.button("Keep")->click();
        QTRY_COMPARE(s.changesView->sentence(), "What the plugins changed was kept: it is in the home now.");
        QCOMPARE(s.home.read("seen"), "1\n");
        QVERIFY(!s.button("Keep")->isEnabled() && !s.bar->isVisible());
    }

    void whatCannotBeKeptIsNotLost()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "echo plugin >>control/me\n");
        s.run();
        s.home.write("control/me", "mine.example.org\n");
        s.button("Keep")->click();
        QTRY_COMPARE(s.changesView->trouble(),
                     s.home.path("control/me") + ": was changed outside the simulation, too; nothing was kept");
        QCOMPARE(s.home.read("control/me"), "mine.example.org\n");
        QCOMPARE(m_folder->read("control/me"), "mx.example.org\nplugin\n");
        QVERIFY(s.button("Keep")->isEnabled());
        s.button("Throw Away")->click();
        QCOMPARE(s.changesView->trouble(), QString());
        QCOMPARE(s.home.read("control/me"), "mine.example.org\n");
    }

    void whatIsThrownAwayIsGoneAtOnce()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "echo 1 >seen\n");
        s.run();
        QCOMPARE(m_folder->homes().size(), 1);
        s.button("Throw Away")->click();
        QCOMPARE(s.changesView->sentence(), "What the plugins changed in their private home was thrown away.");
        QTRY_COMPARE(m_folder->homes().size(), 0);
        QVERIFY(!QFile::exists(s.home.path("seen")) && !s.bar->isVisible());
    }

    void theNextRunThrowsAwayAndBeginsWithTheHomeAsItIs()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "[ -e seen ] && echo 'SSEEN=yes' || echo 'SSEEN=no'; echo 1 >seen\n");
        s.run();
        s.run();
        QCOMPARE(s.output("plugins/tag"), "SEEN=no");
        QTRY_COMPARE(m_folder->homes().size(), 1);
        s.panel.debugger().show(1);
        QCOMPARE(s.changesView->sentence(), "What the plugins changed in their private home was thrown away.");
        QCOMPARE(s.changes(), "Added seen 2 bytes");
        QVERIFY(!s.button("Keep")->isEnabled());
    }

    void nothingIsLeftBehindWhenTheWindowCloses()
    {
        {
            PrivateSimulator s(tagging);
            s.plugin("tag", "echo 1 >seen\n");
            s.run();
            QCOMPARE(m_folder->homes().size(), 1);
            s.action("Interactive Session")->trigger(); // and while one goes on
            QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
            QTRY_COMPARE(m_folder->homes().size(), 1);
        }
        QCOMPARE(m_folder->homes(), QStringList());
    }

    void aHeldRunTellsWhatWasChangedSoFar()
    {
        PrivateSimulator s("[connection]\nplugins/first\n[helo]\nplugins/tag\n");
        s.plugin("first", "echo 1 >first\n");
        s.plugin("tag", "echo 1 >seen\n");
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.changesView->sentence(), "So far the plugins have made no change in their private home.");
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.changesView->sentence(), "So far the plugins have made 1 change in their private home.");
        QCOMPARE(s.changes(), "Added first 2 bytes");
        QVERIFY(!s.button("Keep")->isEnabled());
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.tab(), "Home (2)");
    }

    void aBranchFindsWhatWasWrittenBeforeItAndThePluginThatWasMended()
    {
        PrivateSimulator s("[connection]\nplugins/first\n[helo]\nplugins/tag\n");
        s.plugin("first", "echo early >state\n");
        s.plugin("tag", "echo wrong >seen\n");
        s.run();
        s.plugin("tag", "echo \"SSTATE=$(cat state)\"\necho right >seen\n");
        s.view->select(*s.find("plugins/tag"));
        s.action("Go On from Here")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(s.output("plugins/tag"), "STATE=early");
        QCOMPARE(s.changes(), "Added seen 6 bytes | Added state 6 bytes");
        QCOMPARE(m_folder->read("seen"), "right\n");
        QTRY_COMPARE(m_folder->homes().size(), 1);
        QVERIFY(!QFile::exists(s.home.path("seen")));
        s.panel.debugger().show(1);
        QCOMPARE(s.changesView->sentence(),
                 "What the plugins changed is in the private home of the run that goes on from this one.");
    }

    void aBranchOfAHeldRunGoesOnInItsHome()
    {
        PrivateSimulator s("[connection]\nplugins/first\n[helo]\nplugins/tag\n");
        s.plugin("first", "echo early >state\n");
        s.plugin("tag", "echo \"SSTATE=$(cat state)\"\n");
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.openPlugin(), "plugins/first");
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.openPlugin(), "plugins/tag");
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Previous Command")->trigger();
        s.action("Go On from Here")->trigger();
        QTRY_COMPARE(s.engine.run(), quint64{2});
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(s.output("plugins/tag"), "STATE=early");
        QTRY_COMPARE(m_folder->homes().size(), 1);
    }

    void aBranchOfAnOlderRunFindsTheHomeAsItIs()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "[ -e seen ] && echo 'SSEEN=yes' || echo 'SSEEN=no'; echo 1 >seen\n");
        s.run();
        s.run();
        s.panel.debugger().show(1);
        s.view->select(*s.find("plugins/tag"));
        s.action("Go On from Here")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(s.output("plugins/tag"), "SEEN=no");
        QCOMPARE(s.changes(), "Added seen 2 bytes");
        s.panel.debugger().show(2);
        QCOMPARE(s.changesView->sentence(), "What the plugins changed in their private home was thrown away.");
    }

    void aRunAfterASaveIsPrivateAndKeepingStartsNone()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "echo STAG=1\n");
        s.action("Run on Save")->setChecked(true);
        s.run();
        s.plugin("tag", "echo STAG=2\necho '# mine' >>plugins/tag\n");
        QTRY_COMPARE(s.engine.run(), quint64{2});
        QTRY_COMPARE(s.tab(), "Home (1)");
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QVERIFY(!s.home.read("plugins/tag").contains("# mine\n"));
        const QSignalSpy kept(&s.engine, &Engine::homeKept);
        s.button("Keep")->click();
        QTRY_COMPARE(kept.count(), 1);
        QVERIFY(s.home.read("plugins/tag").endsWith("# mine\n"));
        s.plugin("tag", "echo STAG=3\n"); // the next run is this save's
        QTRY_COMPARE(s.engine.run(), quint64{3});
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(s.output("plugins/tag"), "TAG=3");
    }

    void itsStepsLeadToTheFilesOfTheHome()
    {
        PrivateSimulator s("[helo]\n:/var/qmail/plugins/tag 1\nplugins/missing\n");
        s.plugin("tag", "echo STAG=$PWD\n");
        s.run();
        QCOMPARE(s.output(":/var/qmail/plugins/tag 1"), "TAG=/var/qmail");
        const QSignalSpy opened(&s.panel, &SimulatorPanel::openRequested);
        s.view->select(*s.find(":/var/qmail/plugins/tag 1"));
        s.view->setFocus();
        QTest::keyClick(s.view, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(s.view, Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened[0], (QVariantList{s.home.path("plugins/tag"), 1}));
        QCOMPARE(opened[1], (QVariantList{s.home.path("control/smtpplugins"), 2}));
        const auto& missing = s.steps()[*s.find("plugins/missing")].plugin->exit->reason;
        QCOMPARE(QString::fromStdString(missing), s.home.path("plugins/missing") + ": there is no such file");
    }

    void thereIsANetworkOnlyIfItIsChosen()
    {
        const QByteArray ours = QFile::symLinkTarget("/proc/self/ns/net").section('/', -1).toUtf8();
        for (const bool network : {false, true}) {
            PrivateSimulator s(tagging, network ? "Private Copy, with Network" : "Private Copy");
            s.plugin("tag", "echo \"SNET=$(readlink /proc/self/ns/net)\"\n");
            s.run();
            QCOMPARE(s.output("plugins/tag") == "NET=" + ours, network);
        }
    }

    void aHomeThatCannotBeCopiedIsNotRunIn()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "touch ran\n");
        QFile mailbox(s.home.path("mailbox"));
        QVERIFY(mailbox.open(QIODevice::WriteOnly) &&
                mailbox.resize(300LL * 1024 * 1024)); // a hole, which takes no room
        s.run();
        QTRY_VERIFY2(s.panel.status().contains("too much for a private copy"), qPrintable(s.panel.status()));
        QVERIFY(!QFile::exists(s.home.path("ran")));
        QCOMPARE(s.tab(), QString());
        QCOMPARE(m_folder->homes(), QStringList());
    }

    void aPluginEndsWithItsSession()
    {
        PrivateSimulator s(tagging);
        s.plugin("tag", "sleep 1000 & echo $! >pid; exec sleep 1000\n");
        s.action("Run")->trigger();
        QTRY_VERIFY(m_folder->read("pid").endsWith('\n'));
        const int plugin = m_folder->read("pid").trimmed().toInt();
        QVERIFY(isRunning(plugin));
        s.action("Stop")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QTRY_VERIFY(!isRunning(plugin));
        QCOMPARE(s.tab(), "Home (1)");
    }

    /// Not a test of its own: what the next one starts.
    void beAWorkbenchUntilASignal()
    {
        if (!qEnvironmentVariableIsSet("SPP_TEST_SIGNAL"))
            return;
        quitOnSignals();
        PrivateSimulator s(tagging);
        s.plugin("tag", "sleep 1000 & echo $! >pid; exec sleep 1000\n");
        WorldChoice choice;
        choice.home = WorldChoice::Home::CopyWithDns;
        choice.dnsTable = s.home.write("dns.txt", "mail.example.net A 192.0.2.25\n");
        s.switches->choose(choice);
        s.action("Run")->trigger();
        QApplication::exec();
    }

    void noPluginStaysBehindAWorkbenchThatIsEndedByASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("homeIsRemoved");
        QTest::newRow("Ctrl-C") << SIGINT << true;
        QTest::newRow("told to end") << SIGTERM << true;
        QTest::newRow("killed") << SIGKILL << false;
    }

    void noPluginStaysBehindAWorkbenchThatIsEndedByASignal()
    {
        QFETCH(int, signal);
        QFETCH(bool, homeIsRemoved);
        const QString folder = m_folder->folder.path();
        QProcess workbench;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("SPP_TEST_SIGNAL", "1");
        environment.insert("SPP_TEST_FOLDER", folder);
        workbench.setProcessEnvironment(environment);
        workbench.start(QCoreApplication::applicationFilePath(), {"private_home", "beAWorkbenchUntilASignal"});
        QTRY_VERIFY_WITH_TIMEOUT(m_folder->read("pid").endsWith('\n'), 60'000);
        const int plugin = m_folder->read("pid").trimmed().toInt();
        QVERIFY(isRunning(plugin));
        QVERIFY(countRunningWith(folder) > 1);
        ::kill(static_cast<pid_t>(workbench.processId()), signal);
        QVERIFY(workbench.waitForFinished());
        QTRY_VERIFY(!isRunning(plugin));
        QTRY_COMPARE(countRunningWith(folder), 0);
        QCOMPARE(m_folder->homes().isEmpty(), homeIsRemoved);
    }
};

SPP_TEST(TestPrivateHome)
#include "tst_private_home.moc"
