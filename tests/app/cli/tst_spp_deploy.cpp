// SPDX-License-Identifier: MIT
/// spp deploy as a shell and CI see it: what is shown, what is asked, what is refused, and the exit status.
#include "tests/app/cli/terminal_program.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QTest>

#include <memory>

class TestSppDeploy : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<TemporaryHome> m_target;
    int m_status = -1;
    QByteArray m_errors;

    QByteArray spp(const QStringList& arguments)
    {
        QProcess spp;
        spp.start(SPP_PROGRAM, arguments);
        if (!spp.waitForStarted())
            return "(did not start)";
        spp.closeWriteChannel();
        if (!spp.waitForFinished(60'000))
            return "(did not end)";
        m_status = spp.exitCode();
        m_errors = spp.readAllStandardError();
        return spp.readAllStandardOutput();
    }

    QByteArray deploy(const QStringList& arguments)
    {
        return spp(QStringList{"deploy", "--home", m_home->path(), m_target->path()} + arguments);
    }

    QByteArray there(const QString& name) const
    {
        QFile file(m_target->path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/me", "mail.example.org\n");
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
        m_home->write("plugins/policy", "#!/bin/sh\necho 'E550 no'\n", TemporaryHome::executable);
        m_home->write("dialogs/refused.spp",
                      "C: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\nS: 550\nC: QUIT\nS: 221\n");
        m_target = std::make_unique<TemporaryHome>();
        m_target->write("control/me", "old.example.org\n");
        m_target->write("plugins/mine", "x\n");
    }

    void theDifferencesAreShownAsDiffDoes()
    {
        const QByteArray shown = deploy({"--dry-run"});
        QCOMPARE(m_status, 1);
        QVERIFY2(shown.contains("control/me: changed\n  - old.example.org\n  + mail.example.org\n"), shown);
        QVERIFY2(shown.contains("plugins/policy: added, executable\n  + #!/bin/sh\n"), shown);
        QVERIFY2(shown.contains("plugins/mine: only there\n"), shown);
        QVERIFY2(!shown.contains("dialogs"), shown);
        QCOMPARE(there("control/me"), "old.example.org\n");
    }

    void checkedTriedDeployedAndTakenBack()
    {
        const QByteArray said = deploy({"--yes"});
        QCOMPARE(m_status, 0);
        QVERIFY2(said.contains("the checks find no errors\ndialogs/refused.spp: as expected\n"), said);
        QVERIFY2(said.contains("/.spp-backups/"), said);
        QCOMPARE(there("control/me"), "mail.example.org\n");
        QVERIFY(QFileInfo(m_target->path("plugins/policy")).isExecutable());
        QCOMPARE(there("plugins/mine"), "x\n");

        QVERIFY(deploy({"--yes"}).contains("there is nothing to do; 1 file only there, kept"));
        QCOMPARE(m_status, 0);
        deploy({"--dry-run"});
        QCOMPARE(m_status, 0);

        const QByteArray backups = deploy({"--backups"});
        QCOMPARE(backups.count('\n'), 1);
        deploy({"--yes", "--rollback", QString::fromUtf8(backups.trimmed())});
        QCOMPARE(m_status, 0);
        QCOMPARE(there("control/me"), "old.example.org\n");
        QVERIFY(!QFileInfo::exists(m_target->path("plugins/policy")));
        // The newest is now the rollback's own.
        spp({"deploy", "--yes", "--rollback", m_target->path()});
        QCOMPARE(m_status, 0);
        QCOMPARE(there("control/me"), "mail.example.org\n");
    }

    void nobodyIsThereToBeAsked()
    {
        deploy({});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("--yes"), m_errors);
        QCOMPARE(there("control/me"), "old.example.org\n");
    }

    void aPersonIsAsked()
    {
        const QStringList words{"deploy", "--home", m_home->path(), m_target->path()};
        {
            TerminalProgram asked(SPP_PROGRAM, words);
            QVERIFY(asked.waitFor("Deploy 3 changes to "));
            asked.type("n");
            QVERIFY(asked.waitForEnd());
        }
        QCOMPARE(there("control/me"), "old.example.org\n");
        {
            TerminalProgram asked(SPP_PROGRAM, words);
            QVERIFY(asked.waitFor("? [y/N] "));
            asked.type("y");
            QVERIFY(asked.waitFor("done; what was there before is in "));
            QVERIFY(asked.waitForEnd());
        }
        QCOMPARE(there("control/me"), "mail.example.org\n");
    }

    void errorsRefuse()
    {
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\nplugins/none\n");
        deploy({"--yes"});
        QCOMPARE(m_status, 1);
        QVERIFY2(m_errors.contains("nothing was deployed: 1 error"), m_errors);
        QCOMPARE(there("control/me"), "old.example.org\n");
    }

    void aFailingDialogRefusesUnlessForced()
    {
        m_home->write("plugins/policy", "#!/bin/sh\n", TemporaryHome::executable);
        const QByteArray said = deploy({"--yes"});
        QCOMPARE(m_status, 1);
        QVERIFY2(said.contains("dialogs/refused.spp: line 3: expected “550”, got “250"), said);
        QVERIFY2(m_errors.contains("1 failing dialog"), m_errors);
        QCOMPARE(there("control/me"), "old.example.org\n");
        QVERIFY(deploy({"--yes", "--force"}).contains("since you said --force"));
        QCOMPARE(m_status, 0);
        QCOMPARE(there("control/me"), "mail.example.org\n");
    }

    void whatIsChosenTravels()
    {
        m_home->write("control/servercert.pem", "secret");
        m_home->write("share/list", "x");
        const QByteArray plain = deploy({"--dry-run", "--exclude", "control/me"});
        QVERIFY2(!plain.contains("control/me"), plain);
        QVERIFY2(plain.contains("control/servercert.pem looks like a private key and is left out"), plain);
        const QByteArray more =
            deploy({"--dry-run", "--include", "share", "--include", "control/servercert.pem", "--delete"});
        QVERIFY2(more.contains("share/list: added") && more.contains("control/servercert.pem: added"), more);
        QVERIFY2(more.contains("plugins/mine: removed"), more);
        QVERIFY2(!more.contains("secret"), more);
    }

    void anInterruptedDeploymentIsSettledFirst()
    {
        QVERIFY(QDir(m_target->path()).mkdir(".spp-deploy"));
        deploy({"--dry-run"});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("was interrupted"), m_errors);
        const QByteArray said = deploy({"--yes"});
        QCOMPARE(m_status, 0);
        QVERIFY2(said.contains("was interrupted; everything is as it was before"), said);
        QCOMPARE(there("control/me"), "mail.example.org\n");
    }

    void namesOfFilesAreShownWithoutTheirControlCharacters()
    {
        m_target->write("plugins/\x1b[31m", "x");
        const QByteArray shown = deploy({"--dry-run"});
        QVERIFY(!shown.contains('\x1b'));
        QVERIFY2(shown.contains("plugins/\\x1b[31m: only there"), shown);
    }

    void whatCanNotBeDoneSaysWhy()
    {
        const auto complains = [this](const QStringList& arguments, const char* words) {
            spp(QStringList("deploy") + arguments);
            return m_status == 2 && m_errors.contains(words);
        };
        QVERIFY2(complains({}, "name the home to deploy to"), m_errors);
        QVERIFY2(complains({"--home", m_home->path(), "/nowhere"}, "/nowhere: this home can't be opened"), m_errors);
        QVERIFY2(complains({"--home", m_home->path(), m_home->path()}, "to itself"), m_errors);
        QVERIFY2(complains({"--home", "/", m_target->path()}, "control folder"), m_errors);
        QVERIFY2(complains({"--home", m_home->path(), "--include", "queue", m_target->path()}, "never deployed"),
                 m_errors);
        QVERIFY2(complains({"--rollback", m_target->path()}, "there is no backup"), m_errors);
        QVERIFY2(complains({"-oProxyCommand=x:/y", "--home", m_home->path()}, "-o"), m_errors);
    }
};

SPP_TEST(TestSppDeploy)
#include "tst_spp_deploy.moc"
