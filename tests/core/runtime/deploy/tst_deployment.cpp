// SPDX-License-Identifier: MIT
/// A home deployed to a folder and taken back: what changes, what stays, and what is refused.
#include "core/runtime/deploy/deployment.h"
#include "core/runtime/process.h"
#include "tests/core/runtime/deploy/two_homes.h"
#include "tests/support/printing.h"

#include <QTest>

#include <memory>
#include <optional>

using namespace spp;
using namespace spp::test;
using deploy::Difference;
using deploy::Differences;
using deploy::Outcome;
using runtime::DeployOrder;

class TestDeployment : public QObject
{
    Q_OBJECT

    std::unique_ptr<TwoHomes> m_homes;

    static std::string format(const Differences& differences)
    {
        std::string text;
        for (const Difference& each : differences)
            text += (text.empty() ? "" : " | ") + std::string(formatDeed(each.deed)) + " " + each.path;
        return text;
    }

    static Differences differences(const DeployOrder& order)
    {
        const auto comparison = runtime::compareHomes(order, {});
        if (!comparison)
            qFatal("%s", comparison.error().message.c_str());
        return comparison->differences;
    }

    static QByteArray trouble(const DeployOrder& order)
    {
        const auto comparison = runtime::compareHomes(order, {});
        return comparison ? QByteArray("none") : QByteArray::fromStdString(comparison.error().message);
    }

    /// @return the backup's name
    std::string deploy(const DeployOrder& order) const
    {
        const auto deployed = runtime::apply(m_homes->target(), differences(order), {});
        if (deployed.kind != Outcome::Kind::Done)
            qFatal("%s", deployed.words.c_str());
        return deployed.words;
    }

private slots:
    void initTestCase() { runtime::prepareSignals(); }
    void init() { m_homes = std::make_unique<TwoHomes>(); }

    void theDifferencesAreFound()
    {
        QCOMPARE(format(differences(m_homes->order())),
                 std::string("changed control/smtpplugins | added plugins/new | only there plugins/old | "
                             "changed plugins/same"));
    }

    void whatIsDeployedIsThereWithOwnersAndModesKept()
    {
        deploy(m_homes->order());
        QCOMPARE(m_homes->there.read("control/smtpplugins"), std::string("[rcpt]\nplugins/new\nplugins/same\n"));
        QCOMPARE(m_homes->there.read("plugins/same"), std::string("#!/bin/sh\necho same\n"));
        QVERIFY(m_homes->there.contains("plugins/old"));
        QVERIFY(!m_homes->there.contains(".spp-deploy"));
        struct stat status
        {};
        ::stat(m_homes->there.path("control/smtpplugins").c_str(), &status);
        QCOMPARE(status.st_mode & 07777U, 0640U);
        ::stat(m_homes->there.path("plugins/same").c_str(), &status);
        QCOMPARE(status.st_mode & 07777U, 0750U);
        QCOMPARE(format(differences(m_homes->order())), std::string("only there plugins/old"));
    }

    void ownersAreKept()
    {
        if (::geteuid() != 0)
            QSKIP("only root gives files away");
        ::chown(m_homes->there.path("plugins").c_str(), 4711, 4712);
        ::chown(m_homes->there.path("plugins/same").c_str(), 1234, 5678);
        deploy(m_homes->order());
        struct stat status
        {};
        ::stat(m_homes->there.path("plugins/same").c_str(), &status);
        QCOMPARE(status.st_uid, 1234U);
        QCOMPARE(status.st_gid, 5678U);
        ::stat(m_homes->there.path("plugins/new").c_str(), &status);
        QCOMPARE(status.st_uid, 4711U);
        QCOMPARE(status.st_gid, 4712U);
    }

    void whatRunsKeepsTheFileThatItHas()
    {
        QFile running(QString::fromStdString(m_homes->there.path("plugins/same")));
        QVERIFY(running.open(QIODevice::ReadOnly));
        deploy(m_homes->order());
        QCOMPARE(running.readAll(), "#!/bin/sh\necho older\n");
    }

    void theBackupBringsEverythingBack()
    {
        const std::string before = m_homes->contents();
        const std::string backup = deploy(m_homes->orderThatRemoves());
        QVERIFY(!m_homes->there.contains("plugins/old"));
        const std::string after = m_homes->contents();

        const auto back = runtime::compareWithBackup(m_homes->target(), backup, {});
        QVERIFY(back);
        QCOMPARE(format(back->differences),
                 std::string(
                     "changed control/smtpplugins | removed plugins/new | added plugins/old | changed plugins/same"));
        const auto undone = runtime::apply(m_homes->target(), back->differences, {});
        QVERIFY2(undone.kind == Outcome::Kind::Done, undone.words.c_str());
        QCOMPARE(m_homes->contents(), before);

        // And forth again: a rollback has a backup of its own.
        const auto forth = runtime::compareWithBackup(m_homes->target(), undone.words, {});
        QVERIFY(forth);
        QVERIFY(runtime::apply(m_homes->target(), forth->differences, {}).kind == Outcome::Kind::Done);
        QCOMPARE(m_homes->contents(), after);
        QCOMPARE(runtime::compareHomes(m_homes->order(), {})->backups.size(), std::size_t{3});
    }

    void foldersAndLinksComeAndGo()
    {
        m_homes->here.script("plugins/more/deep/plugin", "true\n");
        QVERIFY(QFile::link("more/deep/plugin", QString::fromStdString(m_homes->here.path("plugins/shortcut"))));
        m_homes->there.script("plugins/gone/plugin", "true\n");
        QVERIFY(QFile::link("gone", QString::fromStdString(m_homes->there.path("plugins/shortcut"))));
        const std::string before = m_homes->contents();
        const std::string backup = deploy(m_homes->orderThatRemoves());
        QVERIFY(m_homes->there.contains("plugins/more/deep/plugin"));
        QVERIFY(!m_homes->there.contains("plugins/gone"));
        QCOMPARE(m_homes->there.read("plugins/shortcut"), std::string("#!/bin/sh\ntrue\n"));
        const auto back = runtime::compareWithBackup(m_homes->target(), backup, {});
        QVERIFY(runtime::apply(m_homes->target(), back->differences, {}).kind == Outcome::Kind::Done);
        QCOMPARE(m_homes->contents(), before);
    }

    void anEmptyFolderBecomesAHome()
    {
        const Folder empty;
        const DeployOrder order{m_homes->here.path(), {{}, empty.path()}, {}, deploy::Surplus::Kept};
        QVERIFY(runtime::apply(order.target, differences(order), {}).kind == Outcome::Kind::Done);
        QCOMPARE(TwoHomes::contents(empty), TwoHomes::contents(m_homes->here));
    }

    void oddNamesAreNamesAndNothingElse_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"-rf", "a b", " a ", "'", "\"", "$(touch hacked)", "`touch hacked`", "a;touch hacked",
                                 "*", "ä", "%s", "--checkpoint=1", "a&b", "~root"})
            QTest::newRow(name) << name;
    }

    void oddNamesAreNamesAndNothingElse()
    {
        QFETCH(QString, name);
        const std::string path = "plugins/" + name.toStdString();
        m_homes->here.write(path, "new");
        m_homes->there.write("plugins/other", "");
        const std::string backup = deploy(m_homes->order());
        QCOMPARE(m_homes->there.read(path), std::string("new"));
        m_homes->here.write(path, "newer");
        deploy(m_homes->order());
        QCOMPARE(m_homes->there.read(path), std::string("newer"));
        const auto back = runtime::compareWithBackup(m_homes->target(), backup, {});
        QVERIFY(runtime::apply(m_homes->target(), back->differences, {}).kind == Outcome::Kind::Done);
        QVERIFY(!m_homes->there.contains(path));
        QVERIFY(!m_homes->there.contains("hacked"));
    }

    void whatWasChangedMeanwhileIsNotOverwritten()
    {
        const Differences shown = differences(m_homes->orderThatRemoves());
        const auto refused = [&](const std::string& path) {
            const std::string before = m_homes->contents();
            const auto deployed = runtime::apply(m_homes->target(), shown, {});
            return deployed.kind == Outcome::Kind::Changed && deployed.words.starts_with(path) &&
                   m_homes->contents() == before;
        };
        m_homes->there.write("plugins/new", "");
        QVERIFY(refused("plugins/new"));
        QFile::remove(QString::fromStdString(m_homes->there.path("plugins/new")));
        m_homes->there.write("plugins/same", "edited there\n");
        QVERIFY(refused("plugins/same"));
        m_homes->there.script("plugins/same", "echo older\n");
        m_homes->there.write("plugins/old", "edited there\n");
        QVERIFY(refused("plugins/old"));
    }

    void nothingIsDeployedThroughALink()
    {
        const Folder elsewhere;
        elsewhere.write("smtpplugins", "[rcpt]\n");
        QVERIFY(QDir(QString::fromStdString(m_homes->there.path("control"))).removeRecursively());
        QVERIFY(QFile::link(QString::fromStdString(elsewhere.path()),
                            QString::fromStdString(m_homes->there.path("control"))));
        QVERIFY(trouble(m_homes->order()).contains("symbolic link there"));
    }

    void norThroughOneThatCameMeanwhile()
    {
        const Differences shown = differences(m_homes->order());
        const QString plugins = QString::fromStdString(m_homes->there.path("plugins"));
        QVERIFY(QFile::rename(plugins, plugins + "-aside"));
        QVERIFY(QFile::link(plugins + "-aside", plugins));
        QVERIFY(runtime::apply(m_homes->target(), shown, {}).kind == Outcome::Kind::Changed);
        QCOMPARE(m_homes->there.read("plugins-aside/same"), std::string("#!/bin/sh\necho older\n"));
        QVERIFY(!m_homes->there.contains("plugins-aside/new"));
    }

    void whatCanNotBeWrittenIsLeftAsItWas()
    {
        if (::geteuid() == 0)
            QSKIP("root writes everywhere");
        m_homes->mode("plugins", 0500);
        const std::string before = m_homes->contents();
        const auto deployed = runtime::apply(m_homes->target(), differences(m_homes->order()), {});
        QVERIFY2(deployed.kind == Outcome::Kind::Undone, deployed.words.c_str());
        QCOMPARE(m_homes->contents(), before);
        m_homes->mode("plugins", 0700);
    }

    void whatComesInTheWayIsTakenBack()
    {
        // A folder that takes a file's place between the last look and the step: mv would move into it.
        m_homes->here.write("control/zone", "x");
        Differences shown = differences(m_homes->order());
        const std::string before = m_homes->contents();
        const Folder tools;
        tools.script("sync", "mkdir -p '" + m_homes->there.path("control/zone") + "'\n");
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QByteArray::fromStdString(tools.path()) + ":" + path);
        const auto deployed = runtime::apply(m_homes->target(), shown, {});
        qputenv("PATH", path);
        QVERIFY2(deployed.kind == Outcome::Kind::Undone, deployed.words.c_str());
        QVERIFY(QDir().rmdir(QString::fromStdString(m_homes->there.path("control/zone"))));
        QCOMPARE(m_homes->contents(), before);
        QVERIFY(!m_homes->there.contains(".spp-deploy"));
    }

    void whatIsNoHomeSaysSo()
    {
        DeployOrder order = m_homes->order();
        order.target.folder = m_homes->there.path("nowhere");
        QVERIFY(trouble(order).contains("nowhere: this home can't be opened"));
        order.target.folder = m_homes->there.path("control/me");
        QVERIFY(trouble(order).contains("it is no folder"));
        order.target.folder = m_homes->here.path() + "/plugins/..";
        QVERIFY(trouble(order).contains("can't be deployed to itself"));
        const auto back = runtime::compareWithBackup(m_homes->target(), "2026-01-01T000000Z", {});
        QVERIFY(!back);
        QVERIFY(QByteArray::fromStdString(back.error().message).contains("there is no backup 2026-01-01T000000Z"));
        QVERIFY(!runtime::compareWithBackup(m_homes->target(), "../../etc", {}));
    }

    void whatCanNotBeReadIsNotTakenForMissing()
    {
        const Folder tools;
        tools.script("tar", "PATH=/usr/bin:/bin tar \"$@\"\necho 'tar: ./control/x: Permission denied' >&2\nexit 2\n");
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QByteArray::fromStdString(tools.path()) + ":" + path);
        const QByteArray told = trouble(m_homes->order());
        qputenv("PATH", path);
        QVERIFY2(told.contains("can't be read to its end: tar: ./control/x: Permission denied"), told);
    }

    void oneAtATime()
    {
        QProcess holder;
        holder.start("sleep", {"1000"});
        QVERIFY(holder.waitForStarted());
        const QString lock = QString::fromStdString(m_homes->there.path(".spp-deploy.lock"));
        const Differences shown = differences(m_homes->order());
        QVERIFY(QFile::link(QString("pid:%1").arg(holder.processId()), lock));
        QVERIFY(runtime::apply(m_homes->target(), shown, {}).kind == Outcome::Kind::Busy);
        const auto comparison = runtime::compareHomes(m_homes->order(), {});
        QVERIFY(comparison->state == deploy::Look::State::Busy);
        QCOMPARE(comparison->process, std::to_string(holder.processId()));
        holder.kill();
        QVERIFY(holder.waitForFinished());
        // A lock whose holder is gone holds nobody.
        QVERIFY(runtime::apply(m_homes->target(), shown, {}).kind == Outcome::Kind::Done);
        QVERIFY(!QFileInfo(lock).isSymLink());
    }

    void privateKeysStayAsTheyAre()
    {
        m_homes->here.write("control/servercert.pem", "mine");
        m_homes->there.write("control/servercert.pem", "theirs");
        const auto comparison = runtime::compareHomes(m_homes->orderThatRemoves(), {});
        QCOMPARE(comparison->privateKeys, std::vector<std::string>{"control/servercert.pem"});
        deploy(m_homes->orderThatRemoves());
        QCOMPARE(m_homes->there.read("control/servercert.pem"), std::string("theirs"));
    }

    void whatIsStoppedHasDoneNothing()
    {
        const Differences shown = differences(m_homes->order());
        const std::string before = m_homes->contents();
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!runtime::compareHomes(m_homes->order(), stop.get_token()));
        const auto deployed = runtime::apply(m_homes->target(), shown, stop.get_token());
        if (deployed.kind == Outcome::Kind::Failed)
            QCOMPARE(m_homes->contents(), before);
    }
};

QTEST_GUILESS_MAIN(TestDeployment)
#include "tst_deployment.moc"
