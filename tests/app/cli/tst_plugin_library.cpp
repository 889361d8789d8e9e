// SPDX-License-Identifier: MIT
/// The plugins of resources/plugins: sound by the checks, and answering as their dialogs say, which run in the order of their names.
#include "tests/support/test_main.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

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
        const QStringList dialogs = QDir(path(name + "/dialogs")).entryList({"*.spp"}, QDir::Files, QDir::Name);
        QVERIFY(!dialogs.isEmpty());
        for (const auto& dialog : dialogs)
            QVERIFY2(spp({"run", path(name + "/dialogs/" + dialog)}) == 0, qPrintable(dialog + '\n' + m_output));
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
