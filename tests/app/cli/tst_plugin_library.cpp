// SPDX-License-Identifier: MIT
/// The plugins of resources/plugins: sound by the checks, and answering as their dialogs say, which run in the order of their names and
/// show all that the plugins' heads announce. Where a file dialogs/*.dns is beside them, it has the answers to their look-ups; that wants
/// bubblewrap and unbound, and the plugins want the packages that their heads name.
#include "tests/app/cli/outcomes.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace
{

/// What a plugin's head announces behind "Prints": the letter, and the code of the reply if it has one; and that it may have no objection.
QSet<QString> announcedOutcomes(const QString& program)
{
    QFile file(program);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression announcement("^(?:# )?(?:Prints| {6})  ([A-Z])   (\\d{3})?",
                                                 QRegularExpression::MultilineOption);
    QSet<QString> outcomes{"passes"};
    for (auto each = announcement.globalMatch(QString::fromUtf8(file.readAll())); each.hasNext();) {
        const auto match = each.next();
        outcomes.insert(match.captured(1) + match.captured(2));
    }
    return outcomes;
}

/// What is seen in the plugins' logs and in messages, where replies don't tell it.
QStringList alsoShown(const QString& plugin)
{
    static const QMap<QString, QStringList> shown{
        {"address-rewrite", {"thief@example.net is outside rcpthosts: not rewritten", "X-Extension: news"}},
        {"clamav",
         {"SQMAILQUEUE=/", "SCLAMAV_QUEUE=bin/simscan", "does not answer, messages are not scanned",
          "No such file or directory: 'plugins/nowhere'"}},
        {"dns-lists",
         {"set DNS_BLOCK_LISTS to the zones", "not a list: bl.example=many", "does not answer this server",
          "python3-dnspython is missing", "TCPREMOTEIP is no address",
          "slow.example: The resolution lifetime expired"}},
        {"greylist", {"the database can't be used"}},
        {"header-tag", {"X-Origin: ip=192.0.2.25", "user=anna NOWHERE="}},
        {"rate-limit", {"the database can't be used", "RATE_USER_LIMIT is no number", "address 2001:db8::/64: more"}},
        {"rcptcheck",
         {"set RCPTCHECK to the program", "ended with status 3", "crashed", "longer than 1 seconds", "can't be run"}},
        {"recipient-cdb", {"cdb ended with status 111", "cdb ended with status 127"}},
        {"recipient-program",
         {"ended with status 137", "took longer than 1 seconds", "can't be run", "name the program behind the plugin"}},
        {"rspamd-envelope",
         {"SRSPAMD_SYMBOLS=R_SPF_ALLOW,evil?E550 x", "the answer has no action", "the answer is too long",
          "it takes too long", "Connection refused", "RSPAMD_SECONDS is no number", "unknown url type"}},
        {"sender-domain", {"python3-dnspython is missing", "SENDER_DOMAIN_SECONDS is no number", "SERVFAIL, passes"}},
        {"size-limit",
         {"line 6 is no rule for this client", "line 7 is no rule for this client", "the rules can't be read",
          "SIZE 512000"}},
        {"spf",
         {"HReceived-SPF: pass client-ip=\"192.0.2.25\"; envelope-from=\"carla@example.net\"",
          "HReceived-SPF: temperror", "TCPREMOTEIP is no address", "SPF_SECONDS is no number",
          "python3-spf is missing"}},
        {"tarpit", {"recipient 3, waits 0.1 s", "many"}},
    };
    return shown.value(plugin);
}

} // namespace

class TestPluginLibrary : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_output;

    QString path(const QString& name) const { return m_folder.filePath("plugins/" + name); }

    /// The exit status.
    int spp(const QStringList& arguments)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(SPP_PROGRAM, arguments);
        if (!program.waitForFinished(60'000))
            return -1;
        m_output = program.readAllStandardOutput();
        return program.exitCode();
    }

private slots:
    void initTestCase()
    {
        // A copy: some of them keep what they know in their home.
        QCOMPARE(QProcess::execute("cp", {"-R", PLUGIN_LIBRARY, m_folder.path()}), 0);
        for (const auto& name : QDir(path({})).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY(QDir(path(name + "/var")).removeRecursively());
    }

    void eachIsSoundAndDoesWhatItsDialogsSay_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& name : QDir(PLUGIN_LIBRARY).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << name;
    }
    void eachIsSoundAndDoesWhatItsDialogsSay()
    {
        QFETCH(QString, name);
        QVERIFY2(spp({"check", "--strict", path(name)}) == 0, m_output);
        const QDir dialogs(path(name + "/dialogs"));
        QStringList options{"run"};
        for (const auto& table : dialogs.entryList({"*.dns"}, QDir::Files))
            options += {"--private-home", "--dns", dialogs.filePath(table)};
        QByteArray all;
        for (const auto& dialog : dialogs.entryList({"*.spp"}, QDir::Files, QDir::Name)) {
            QVERIFY2(spp(options + QStringList{dialogs.filePath(dialog)}) == 0, qPrintable(dialog + '\n' + m_output));
            all += m_output;
        }
        for (const QString& text : alsoShown(name))
            QVERIFY2(all.contains(text.toUtf8()), qPrintable("not seen: " + text));
        QCOMPARE(listed(seenOutcomes(all, "plugins/" + name)),
                 listed(announcedOutcomes(path(name + "/plugins/" + name))));
    }

    /// Those of README.md, in the order that it advises.
    void allTogetherTheyTakeMail()
    {
        QFile readme(path("README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        static const QRegularExpression example("\n    (\\[connection\\]\n(?:    .*\n|\n)+)");
        QString lines = example.match(QString::fromUtf8(readme.readAll())).captured(1).replace("\n    ", "\n");
        QVERIFY(lines.contains("[data]"));
        QDir home(m_folder.filePath("all"));
        QVERIFY(home.mkpath("plugins") && home.mkpath("control"));
        for (const auto& name : QDir(path({})).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QFile::copy(path(name + "/plugins/" + name), home.filePath("plugins/" + name));
        const auto write = [&](const QString& name, const QString& text) {
            QFile file(home.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
        };
        QVERIFY(write("control/smtpplugins", lines) && write("control/me", "mail.example.org\n"));
        QVERIFY(write("control/rcpthosts", "example.org\n") && write("control/recipients", "@example.org\n"));
        QVERIFY(write("control/sizes", "* 10M\n"));
        QVERIFY(write("dns",
                      "example.net MX 10 mail.example.net\nmail.example.net A 192.0.2.25\n"
                      "example.net TXT \"v=spf1 mx -all\"\n66.2.0.192.bl.example A 127.0.0.2\n"));
        const QString talk =
            "S: 220\nC: EHLO mail.example.net\nS: 250\nC: MAIL FROM:<carla@%1>\nS: %2\n"
            "C: RCPT TO:<anna+news@example.org>\nS: %3\n";
        QVERIFY(write("deferred.spp", talk.arg("example.net", "250", "451 4.7.1")));
        QVERIFY(write("forged.spp", "env TCPREMOTEIP=192.0.2.66\n" + talk.arg("example.net", "550 5.7.23", "503")));
        QVERIFY(write("listed.spp", "env TCPREMOTEIP=192.0.2.66\n" + talk.arg("mail.example.net", "250", "550 5.7.1")));
        QVERIFY(write("wanted.spp", "env GREYLIST_DATABASE=/nowhere/none\n" + talk.arg("example.net", "250", "250") +
                                        "C: DATA\nS: 354\nC: .\nS: 250\n"));
        QVERIFY2(spp({"check", "--strict", home.path()}) == 0, m_output);
        for (const char* dialog : {"deferred.spp", "forged.spp", "listed.spp", "wanted.spp"})
            QVERIFY2(spp({"run", "--private-home", "--dns", home.filePath("dns"), home.filePath(dialog)}) == 0,
                     m_output);
        for (const char* header : {"HReceived-SPF: pass", "DNS_LISTS="})
            QVERIFY2(m_output.contains(header), m_output);
    }

    /// The plugin as the program that takes messages, which no simulation does. The scanner of its home knows a virus by that word.
    void messagesGoPastClamav_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("settings");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("clean") << QByteArray("Subject: x\n\n.\n") << "" << 0
                               << QByteArray("queue: the message:\nSubject: x\n\n.\nqueue: the envelope:\nFa Tb  ");
        QTest::newRow("infected") << QByteArray("a virus\n") << "" << 31 << QByteArray("Sample.Virus FOUND");
        QTest::newRow("not scanned") << QByteArray("broken\n") << "" << 71 << QByteArray("can't be scanned, deferred");
        QTest::newRow("passes unscanned")
            << QByteArray("broken\n") << "CLAMAV_ON_ERROR=pass" << 0 << QByteArray("queue: the message:\nbroken\n");
        QTest::newRow("takes too long") << QByteArray("slow\n") << "CLAMAV_SECONDS=0.2" << 71
                                        << QByteArray("timed out");
        QTest::newRow("no scanner") << QByteArray("x\n") << "CLAMAV_SCANNER=/nowhere" << 71
                                    << QByteArray("No such file");
        QTest::newRow("no queue") << QByteArray("x\n") << "CLAMAV_QUEUE=/nowhere" << 71
                                  << QByteArray("can't be handed on, deferred");
        QTest::newRow("not a number") << QByteArray("x\n") << "CLAMAV_SECONDS=soon" << 0
                                      << QByteArray("CLAMAV_SECONDS is no number");
    }
    void messagesGoPastClamav()
    {
        QFETCH(QByteArray, message);
        QFETCH(QString, settings);
        QFETCH(int, status);
        QFETCH(QByteArray, told);
        QFile envelope(m_folder.filePath("envelope"));
        QVERIFY(envelope.open(QIODevice::WriteOnly));
        envelope.write(QByteArray("Fa\0Tb\0\0", 7));
        envelope.close();
        QProcess program;
        program.setWorkingDirectory(path("clamav"));
        program.start("sh", {"-c", "CLAMAV_SCANNER=plugins/scanner CLAMAV_QUEUE=plugins/queue " + settings +
                                       " exec plugins/clamav 1<'" + envelope.fileName() + "'"});
        program.write(message);
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished());
        m_output = program.readAllStandardError();
        QCOMPARE(program.exitCode(), status);
        QVERIFY2(m_output.contains(told), m_output);
    }

    void addressesAreRewrittenWithinTheRelaysBounds()
    {
        QCOMPARE(spp({"run", path("address-rewrite/dialogs/rewritten.spp")}), 0);
        for (const char* header : {"X-To: anna@example.org", "X-To: ben@example.org", "X-To: leak@example.org",
                                   "X-To: +@example.org", "X-Extension: news"})
            QVERIFY2(m_output.contains(header), m_output);
        QVERIFY(!m_output.contains("X-To: thief"));
    }

    void theSessionIsWrittenIntoTheMessage()
    {
        QCOMPARE(spp({"run", path("header-tag/dialogs/tagged.spp")}), 0);
        QVERIFY2(m_output.contains("X-SMTP-Client: ip=192.0.2.25 host=mail.example.net helo=a$(reboot)b.example.net "
                                   "GREETING=polite"),
                 m_output);
    }
};

SPP_TEST(TestPluginLibrary)
#include "tst_plugin_library.moc"
