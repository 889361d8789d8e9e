// SPDX-License-Identifier: MIT
/// A home deployed to another machine: a real sshd, the system's ssh.
#include "core/runtime/process.h"
#include "tests/core/runtime/deploy/ssh_server.h"
#include "tests/core/runtime/deploy/two_homes.h"
#include "tests/support/printing.h"

#include <QTest>

#include <memory>

using namespace spp;
using namespace spp::test;
using deploy::Outcome;

class TestDeploySsh : public QObject
{
    Q_OBJECT

    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<TwoHomes> m_homes;

    deploy::Target target() const { return {"testhost", m_homes->there.path()}; }

    runtime::DeployOrder order() const { return {m_homes->here.path(), target(), {}, deploy::Surplus::Removed}; }

    QByteArray trouble(const runtime::DeployOrder& order) const
    {
        const auto comparison = runtime::compareHomes(order, {});
        return comparison ? QByteArray("none") : QByteArray::fromStdString(comparison.error().message);
    }

private slots:
    void initTestCase() { runtime::prepareSignals(); }

    void init()
    {
        m_homes = std::make_unique<TwoHomes>();
        m_server = std::make_unique<SshServer>();
        QVERIFY2(!SshServer::program().isEmpty(), "install openssh-server");
        QVERIFY(m_server->start());
    }

    void cleanup() { m_server.reset(); }

    void itIsDeployedAndTakenBack()
    {
        m_homes->here.script("plugins/it's $(touch hacked)", "true\n");
        m_homes->there.write("plugins/ odd \"name\"", "x");
        m_homes->there.script("plugins/set-uid", "x");
        m_homes->mode("plugins/set-uid", 04755);
        const std::string before = m_homes->contents();
        const auto comparison = runtime::compareHomes(order(), {});
        QVERIFY2(comparison, comparison ? "" : comparison.error().message.c_str());
        QCOMPARE(deploy::countDeeds(comparison->differences), std::size_t{7});
        const auto deployed = runtime::apply(target(), comparison->differences, {});
        QVERIFY2(deployed.kind == Outcome::Kind::Done, deployed.words.c_str());
        QVERIFY(!m_homes->there.contains("hacked"));
        QVERIFY(!m_homes->there.contains("plugins/old"));
        const auto again = runtime::compareHomes(order(), {});
        QVERIFY(again->differences.empty());
        QCOMPARE(again->backups, std::vector<std::string>{deployed.words});

        const auto back = runtime::compareWithBackup(target(), deployed.words, {});
        QVERIFY2(back, back ? "" : back.error().message.c_str());
        QVERIFY(runtime::apply(target(), back->differences, {}).kind == Outcome::Kind::Done);
        QCOMPARE(m_homes->contents(), before);
    }

    void whatWasChangedMeanwhileIsNotOverwritten()
    {
        const auto comparison = runtime::compareHomes(order(), {});
        m_homes->there.write("control/smtpplugins", "[rcpt]\n");
        QVERIFY(runtime::apply(target(), comparison->differences, {}).kind == Outcome::Kind::Changed);
        QCOMPARE(m_homes->there.read("control/smtpplugins"), std::string("[rcpt]\n"));
    }

    void whatIsInterruptedThereIsFinishedFromHere()
    {
        const auto comparison = runtime::compareHomes(order(), {});
        m_homes->there.write(".spp-deploy/half", "x");
        QVERIFY(runtime::compareHomes(order(), {})->state == deploy::Look::State::Interrupted);
        QVERIFY(runtime::apply(target(), comparison->differences, {}).kind == Outcome::Kind::Interrupted);
        QVERIFY(runtime::recover(target(), runtime::Recovery::Finish, {}).kind == Outcome::Kind::Undone);
        QVERIFY(runtime::apply(target(), comparison->differences, {}).kind == Outcome::Kind::Done);
    }

    void aFolderThatIsNotThereIsTold()
    {
        runtime::DeployOrder wrong = order();
        wrong.target.folder += "/nowhere";
        const QByteArray told = trouble(wrong);
        QVERIFY2(told.startsWith("testhost:") && told.contains("nowhere") && told.contains("can't"), told);
    }

    void aMachineThatIsNotKnownIsNotTalkedTo()
    {
        m_server->forgetHostKey();
        const QByteArray told = trouble(order());
        QVERIFY2(told.contains("Host key verification failed") && told.contains("ssh testhost"), told);
    }

    void whoMayNotLogInIsTold()
    {
        m_server->forgetUser();
        const QByteArray told = trouble(order());
        QVERIFY2(told.contains("Permission denied") && told.contains("ssh testhost"), told);
    }
};

QTEST_GUILESS_MAIN(TestDeploySsh)
#include "tst_deploy_ssh.moc"
