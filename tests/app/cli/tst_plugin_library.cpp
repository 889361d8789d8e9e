// SPDX-License-Identifier: MIT
/// The plugins of resources/plugins: sound by the checks, and answering as their dialogs say, which show all that the plugins' heads
/// announce, and nothing besides. Where a file dialogs/*.dns is beside them, it has the answers to their look-ups; that wants bubblewrap
/// and unbound, and the plugins want the packages that their heads name.
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace
{

/// What is seen in the plugins' logs and in messages, where replies don't tell it.
QStringList alsoShown(const QString& plugin)
{
    static const QMap<QString, QStringList> shown{
        {"address-rewrite",
         {"thief@example.net is outside rcpthosts: not rewritten", "X-To: leak@example.org", "X-To: anna@example.org",
          "X-To: ben@example.org", "X-To: +@example.org", "X-Extension: news"}},
        {"clamav",
         {"SQMAILQUEUE=/", "SCLAMAV_QUEUE=bin/simscan", "does not answer, messages are not scanned",
          "No such file or directory: 'plugins/nowhere'"}},
        {"dns-lists",
         {"set DNS_BLOCK_LISTS to the zones", "not a list: bl.example=many", "does not answer this server",
          "python3-dnspython is missing", "TCPREMOTEIP is no address",
          "slow.example: The resolution lifetime expired"}},
        {"greylist", {"the database can't be used"}},
        {"header-tag",
         {"X-Origin: ip=192.0.2.25", "user=anna NOWHERE=",
          "X-SMTP-Client: ip=192.0.2.25 host=mail.example.net helo=a$(reboot)b.example.net GREETING=polite"}},
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
         {"line 2 is no rule for this client", "line 3 is no rule for this client", "the rules can't be read",
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
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();

    QString path(const QString& name) const { return m_folder.filePath("plugins/" + name); }

    static bool write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    /// The exit status.
    int spp(const QStringList& arguments)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.setProcessEnvironment(m_environment);
        program.start(SPP_PROGRAM, arguments);
        if (!program.waitForFinished(60'000))
            return -1;
        m_output = program.readAllStandardOutput();
        return program.exitCode();
    }

private slots:
    void initTestCase()
    {
        // As servers have it, without a Python of the user's own.
        m_environment.insert("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
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
        QStringList files;
        for (const auto& dialog : dialogs.entryList({"*.spp"}, QDir::Files, QDir::Name))
            files += dialogs.filePath(dialog);
        QVERIFY2(spp(options + QStringList{"--full-coverage", "-j4"} + files) == 0, m_output);
        QVERIFY2(!m_output.contains("not announced: "), m_output);
        QByteArray all;
        for (const QString& file : files) {
            QVERIFY2(spp(options + QStringList{file}) == 0, qPrintable(file + '\n' + m_output));
            all += m_output;
        }
        for (const QString& text : alsoShown(name))
            QVERIFY2(all.contains(text.toUtf8()), qPrintable("not seen: " + text));
    }

    void timePasses_data()
    {
        QTest::addColumn<QString>("plugin");
        QTest::addColumn<QStringList>("attempts"); ///< when, and the reply
        QTest::newRow("greylist") << "greylist"
                                  << QStringList{"2026-03-01T12:00Z 451", "2026-03-01T12:04Z 451",
                                                 "2026-03-01T12:06Z 250", "2026-04-05T12:00Z 250",
                                                 "2026-05-10T12:01Z 451"};
        QTest::newRow("a first attempt is forgotten")
            << "greylist" << QStringList{"2026-03-01T12:00Z 451", "2026-03-02T12:01Z 451", "2026-03-02T12:06Z 250"};
        QTest::newRow("rate-limit") << "rate-limit"
                                    << QStringList{"2026-03-01T12:00Z 250", "2026-03-01T12:30Z 250",
                                                   "2026-03-01T12:59Z 452", "2026-03-01T13:01Z 250",
                                                   "2026-03-01T13:02Z 452"};
    }
    void timePasses()
    {
        QFETCH(QString, plugin);
        QFETCH(QStringList, attempts);
        QVERIFY(QDir(path(plugin + "/var")).removeRecursively());
        for (const QString& attempt : attempts) {
            const QStringList words = attempt.split(' ');
            const QString dialog = path(plugin + "/attempt.spp");
            QVERIFY(write(dialog,
                          "S: 220\nC: EHLO client.example.net\nS: 250\nC: MAIL FROM:<carla@example.net>\nS: 250\n"
                          "C: RCPT TO:<anna@example.org>\nS: " +
                              words[1].toUtf8() + '\n'));
            QVERIFY2(spp({"run", "--clock", words[0], dialog}) == 0, qPrintable(attempt + '\n' + m_output));
        }
    }

    /// What a client may say, in the dialect that lets most of it through.
    void hostileClientsDoNoHarm_data() { eachIsSoundAndDoesWhatItsDialogsSay_data(); }
    void hostileClientsDoNoHarm()
    {
        QFETCH(QString, name);
        QByteArray talk;
        for (const QByteArray& word :
             {QByteArray("$(reboot)`x`;&|<>*?[a-z]~%s%n\\n\\0'\""), QByteArray("-n"), QByteArray("a..b."), QByteArray(),
              QByteArray("\xff\xfe\xc3\xa4\x80\x01\x1b[31m\x7f\t\r"), QByteArray(800, '"')})
            talk += "C: EHLO " + word + "\nC: MAIL FROM:<" + word + "@" + word +
                    ">\nC: MAIL FROM:<carla@example.net>\nC: RCPT TO:<" + word + ">\nC: RCPT TO:<a+" + word +
                    "@example.org>\nC: DATA\nC: .\nC: RSET\n";
        const QString dialog = path(name + "/hostile.spp");
        const QString table = path(name + "/hostile.dns");
        QVERIFY(write(dialog, talk) && write(table, "example.net TXT \"v=spf1 exists:%{l}.%{h} -all\"\n"));
        spp({"run", "--dialect", "qmail-spp", "--private-home", "--dns", table, dialog});
        QVERIFY(m_output.contains("plugins/" + name.toUtf8()));
        for (const char* trouble :
             {"Traceback", "problem error", "parameter not set", "yntax error", "signal", "ended   exit 1"})
            QVERIFY2(!m_output.contains(trouble), qPrintable(trouble + ('\n' + m_output)));
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
        const auto talk = [](const char* domain, const char* mail, const char* rcpt) {
            return QByteArray("S: 220\nC: EHLO mail.example.net\nS: 250\nC: MAIL FROM:<carla@") + domain +
                   ">\nS: " + mail + "\nC: RCPT TO:<anna+news@example.org>\nS: " + rcpt + '\n';
        };
        const QMap<QString, QByteArray> files{
            {"control/smtpplugins", lines.toUtf8()},
            {"control/me", "mail.example.org\n"},
            {"control/rcpthosts", "example.org\n"},
            {"control/recipients", "@example.org\n"},
            {"control/sizes", "* 10M\n"},
            {"answers",
             "example.net MX 10 mail.example.net\nmail.example.net A 192.0.2.25\n"
             "example.net TXT \"v=spf1 mx -all\"\n66.2.0.192.bl.example A 127.0.0.2\n"},
            {"deferred.spp", talk("example.net", "250", "451 4.7.1")},
            {"forged.spp", "env TCPREMOTEIP=192.0.2.66\n" + talk("example.net", "550 5.7.23", "503")},
            {"listed.spp", "env TCPREMOTEIP=192.0.2.66\n" + talk("mail.example.net", "250", "550 5.7.1")},
            {"wanted.spp", "env GREYLIST_DATABASE=/nowhere/none\n" + talk("example.net", "250", "250") +
                               "C: DATA\nS: 354\nC: .\nS: 250\n"},
        };
        for (auto file = files.begin(); file != files.end(); ++file)
            QVERIFY(write(home.filePath(file.key()), file.value()));
        QVERIFY2(spp({"check", "--strict", home.path()}) == 0, m_output);
        for (const char* dialog : {"deferred.spp", "forged.spp", "listed.spp", "wanted.spp"})
            QVERIFY2(spp({"run", "--private-home", "--dns", home.filePath("answers"), home.filePath(dialog)}) == 0,
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
        const QString envelope = m_folder.filePath("envelope");
        QVERIFY(write(envelope, QByteArray("Fa\0Tb\0\0", 7)));
        QProcess program;
        program.setWorkingDirectory(path("clamav"));
        program.setProcessEnvironment(m_environment);
        program.start("sh", {"-c", "CLAMAV_SCANNER=plugins/scanner CLAMAV_QUEUE=plugins/queue " + settings +
                                       " exec plugins/clamav 1<'" + envelope + "'"});
        program.write(message);
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished());
        m_output = program.readAllStandardError();
        QCOMPARE(program.exitCode(), status);
        QVERIFY2(m_output.contains(told), m_output);
    }
};

SPP_TEST(TestPluginLibrary)
#include "tst_plugin_library.moc"
