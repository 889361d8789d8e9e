// SPDX-License-Identifier: MIT
/// A deployment that is killed behind every single program by which it changes something: a server sees whole files and a list whose plugins
/// are there at any moment, and afterwards it can be finished or taken back.
#include "core/deploy/steps.h"
#include "core/runtime/deploy/deployment.h"
#include "core/runtime/process.h"
#include "tests/core/runtime/deploy/two_homes.h"
#include "tests/support/printing.h"

#include <QStandardPaths>
#include <QTest>

#include <array>

#include <memory>

using namespace spp;
using namespace spp::test;
using deploy::Outcome;
using runtime::Recovery;

namespace
{

/// The programs that change something.
constexpr std::array tools{"mkdir", "tar", "chown", "chmod", "ln", "cp", "sync", "mv", "rm", "rmdir"};

/// Far more than a deployment here takes.
constexpr int mostCalls = 400;

} // namespace

class TestDeployInterrupted : public QObject
{
    Q_OBJECT

    Folder m_tools;
    QByteArray m_path = qgetenv("PATH");

    /// Each program counts the calls, and behind the one that is wanted kills the script with all that it runs.
    void makeTools()
    {
        for (const char* tool : tools) {
            const std::string real = QStandardPaths::findExecutable(tool).toStdString();
            const std::string counter = "'" + m_tools.path("count") + "'";
            m_tools.script(tool, "read -r count <" + counter + "; count=$((count + 1)); echo $count >" + counter +
                                     "\nif [ $count != \"$KILL_AFTER\" ]; then exec " + real + " \"$@\"; fi\n" + real +
                                     " \"$@\"\nkill -9 0\n");
        }
    }

    /// Runs something with those programs. @return it was killed
    template <typename Deed>
    bool killing(int call, Deed deed)
    {
        m_tools.write("count", "0\n");
        qputenv("PATH", QByteArray::fromStdString(m_tools.path()) + ":" + m_path);
        qputenv("KILL_AFTER", QByteArray::number(call));
        const runtime::Deployed deployed = deed();
        qunsetenv("KILL_AFTER");
        qputenv("PATH", m_path);
        return deployed.kind == Outcome::Kind::Failed;
    }

    /// Of the home that is deployed to, as a session would find it now.
    static void checkThatAServerCanRun(const TwoHomes& homes)
    {
        const std::string list = homes.there.read("control/smtpplugins");
        const bool isOld = list == "[rcpt]\nplugins/old\nplugins/same\n";
        QVERIFY2(isOld || list == homes.here.read("control/smtpplugins"), list.c_str());
        QCOMPARE(homes.there.contains(isOld ? "plugins/old" : "plugins/new"), true);
        const std::string same = homes.there.read("plugins/same");
        QVERIFY2(same == "#!/bin/sh\necho older\n" || same == homes.here.read("plugins/same"), same.c_str());
    }

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        makeTools();
    }

    void killedAnywhereItIsFinishedOrWasNeverBegun_data()
    {
        QTest::addColumn<bool>("takesBack");
        QTest::newRow("finished") << false;
        QTest::newRow("taken back") << true;
    }

    void killedAnywhereItIsFinishedOrWasNeverBegun()
    {
        QFETCH(bool, takesBack);
        int finished = 0;
        int undone = 0;
        for (int call = 1; call < mostCalls; ++call) {
            TwoHomes homes;
            homes.here.write("plugins/more/data", "x");
            const std::string before = homes.contents();
            const auto differences = runtime::compareHomes(homes.orderThatRemoves(), {})->differences;
            if (!killing(call, [&] { return runtime::apply(homes.target(), differences, {}); })) {
                QVERIFY(call > 20);
                QVERIFY(undone > 0);
                QVERIFY(takesBack || finished > 0);
                return;
            }
            checkThatAServerCanRun(homes);
            const auto recovered = runtime::recover(homes.target(), takesBack ? Recovery::Undo : Recovery::Finish, {});
            QVERIFY2(recovered.kind != Outcome::Kind::Failed, recovered.words.c_str());
            QVERIFY(!homes.there.contains(".spp-deploy"));
            const auto now = runtime::compareHomes(homes.orderThatRemoves(), {});
            QVERIFY(now->state == deploy::Look::State::Clean);
            if (now->differences.empty()) {
                ++finished;
                QCOMPARE(now->backups.size(), std::size_t{1});
                const auto back = runtime::compareWithBackup(homes.target(), now->backups.front(), {});
                QVERIFY(back);
                QVERIFY(runtime::apply(homes.target(), back->differences, {}).kind == Outcome::Kind::Done);
            } else {
                ++undone;
                QVERIFY(now->backups.empty());
            }
            QCOMPARE(homes.contents(), before);
        }
        QFAIL("it never came to its end");
    }

    void whatIsKilledWhileItIsFinishedIsFinishedLater_data()
    {
        QTest::addColumn<bool>("takesBack");
        QTest::newRow("finished") << false;
        QTest::newRow("taken back") << true;
    }

    void whatIsKilledWhileItIsFinishedIsFinishedLater()
    {
        QFETCH(bool, takesBack);
        const Recovery recovery = takesBack ? Recovery::Undo : Recovery::Finish;
        for (int call = 1; call < mostCalls; ++call) {
            TwoHomes homes;
            const std::string before = homes.contents();
            const auto differences = runtime::compareHomes(homes.orderThatRemoves(), {})->differences;
            interruptAmidTheSteps(homes, differences);
            if (!killing(call, [&] { return runtime::recover(homes.target(), recovery, {}); })) {
                QVERIFY(call > 5);
                return;
            }
            checkThatAServerCanRun(homes);
            // Whoever looks next may ask for either: what is being taken back is taken back to its end.
            const auto recovered = runtime::recover(homes.target(), Recovery::Finish, {});
            QVERIFY2(recovered.kind != Outcome::Kind::Failed, recovered.words.c_str());
            QVERIFY(!homes.there.contains(".spp-deploy"));
            if (takesBack && homes.contents() != before)
                QVERIFY(runtime::compareHomes(homes.orderThatRemoves(), {})->differences.empty());
        }
        QFAIL("it never came to its end");
    }

private:
    /// The second file has come to its place.
    void interruptAmidTheSteps(const TwoHomes& homes, const deploy::Differences& differences)
    {
        Folder killer;
        const std::string real = QStandardPaths::findExecutable("mv").toStdString();
        killer.script("mv", real + " \"$@\"; case $* in *plugins/same*) kill -9 0;; esac\n");
        qputenv("PATH", QByteArray::fromStdString(killer.path()) + ":" + m_path);
        QVERIFY(runtime::apply(homes.target(), differences, {}).kind == Outcome::Kind::Failed);
        qputenv("PATH", m_path);
        QVERIFY(homes.there.contains(".spp-deploy/go"));
    }
};

QTEST_GUILESS_MAIN(TestDeployInterrupted)
#include "tst_deploy_interrupted.moc"
