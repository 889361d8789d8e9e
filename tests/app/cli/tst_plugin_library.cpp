// SPDX-License-Identifier: MIT
/// The plugins of resources/plugins: sound by the checks, and answering as their dialogs say, which run in the order of their names and
/// show all that the plugins' heads announce. Where a file dialogs/*.dns is beside them, it has the answers to their look-ups; that wants
/// bubblewrap and unbound, and the plugins want the packages that their heads name.
#include "tests/support/test_main.h"

#include <QDir>
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

/// The same as seen in what spp run prints.
QSet<QString> seenOutcomes(const QString& printed, const QString& plugin)
{
    static const QRegularExpression begin("^ {6}(\\S.*)$");
    static const QRegularExpression command("^ {9}stdout  ([A-Z])(\\d{3})?");
    static const QRegularExpression end("^ {9}ended ");
    QSet<QString> outcomes;
    bool runs = false;
    bool objects = false;
    for (const QString& line : printed.split('\n')) {
        if (const auto match = begin.match(line); match.hasMatch()) {
            runs = match.captured(1).contains("plugins/" + plugin);
            objects = false;
        } else if (const auto match = command.match(line); runs && match.hasMatch()) {
            outcomes.insert(match.captured(1) + match.captured(2));
            objects |= match.captured(1) == "E";
        } else if (runs && end.match(line).hasMatch()) {
            if (!objects)
                outcomes.insert("passes");
            runs = false;
        }
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

QString listed(const QSet<QString>& outcomes)
{
    QStringList list = outcomes.values();
    list.sort();
    return list.join(' ');
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
        QCOMPARE(listed(seenOutcomes(all, name)), listed(announcedOutcomes(path(name + "/plugins/" + name))));
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
