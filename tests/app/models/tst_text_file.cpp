// SPDX-License-Identifier: MIT
#include "app/workbench/models/text_file.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <sys/stat.h>

using namespace spp::workbench;

class TestTextFile : public QObject
{
    Q_OBJECT

private slots:
    void bytesComeBackAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::newRow("empty") << QByteArray() << "UTF-8 LF";
        QTest::newRow("lines") << QByteArray("one\ntwo\n") << "UTF-8 LF";
        QTest::newRow("no newline at the end") << QByteArray("one\ntwo") << "UTF-8 LF";
        QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f\n") << "UTF-8 LF";
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf#!/bin/sh\n") << "UTF-8 LF";
        QTest::newRow("no-break space") << QByteArray("a\xc2\xa0z\n") << "UTF-8 LF";
        QTest::newRow("Latin-1") << QByteArray("gr\xfc\xdf \xa0\n") << "Latin-1 LF";
        QTest::newRow("overlong UTF-8") << QByteArray("\xc0\xaf\n") << "Latin-1 LF";
        QTest::newRow("paragraph separator") << QByteArray("a\xe2\x80\xa9z\n") << "Latin-1 LF";
        QTest::newRow("CRLF") << QByteArray("one\r\ntwo\r\n") << "UTF-8 CRLF";
        QTest::newRow("CRLF in Latin-1") << QByteArray("\xfc\r\n") << "Latin-1 CRLF";
        QTest::newRow("one CRLF among LF") << QByteArray("one\r\ntwo\n") << "UTF-8 mixed line ends";
        QTest::newRow("CR alone") << QByteArray("one\rtwo\n") << "UTF-8 mixed line ends";
        QTest::newRow("CR CR LF") << QByteArray("one\r\r\n") << "UTF-8 mixed line ends";
        QTest::newRow("picture of a CR") << QByteArray("\xe2\x90\x8d\r\nz\n") << "Latin-1 mixed line ends";
        QByteArray all;
        for (int byte = 1; byte < 256; ++byte)
            all.append(static_cast<char>(byte));
        QTest::newRow("every byte") << all << "Latin-1 mixed line ends";
    }

    void bytesComeBackAsTheyWere()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        const TextFile file = parseText(bytes);
        QCOMPARE(formatEncoding(file.encoding) + u' ' + formatLineEnd(file.lineEnd), format);
        QVERIFY(!file.text.contains(u'\r'));
        const auto back = formatText(file);
        QVERIFY(back);
        QCOMPARE(*back, bytes);
    }

    void newLinesGetTheLineEndOfTheFile()
    {
        TextFile file = parseText("one\r\n");
        file.text += "two\n";
        QCOMPARE(formatText(file).value(), QByteArray("one\r\ntwo\r\n"));
    }

    void characterThatLatin1LacksIsNamedWithItsLine()
    {
        TextFile file = parseText("\xfc\n");
        file.text += QStringLiteral("price: \u20ac\n");
        const auto bytes = formatText(file);
        QVERIFY(!bytes);
        const QString message = QString::fromStdString(bytes.error().message);
        QVERIFY2(message.contains("line 2") && message.contains(u'\u20ac'), qPrintable(message));
    }

    void refusesWhatIsNoText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("missing") << "control/none"
                                 << "does not exist";
        QTest::newRow("folder") << "control"
                                << "is a folder";
        QTest::newRow("FIFO") << "control/fifo"
                              << "is not a regular file";
        QTest::newRow("binary") << "control/more.cdb"
                                << "binary";
        QTest::newRow("too large") << "control/large"
                                   << "larger than 8 MiB";
        QTest::newRow("huge") << "control/huge"
                              << "larger than 8 MiB";
        QTest::newRow("too many lines") << "control/lines"
                                        << "more than 200,000 lines";
        QTest::newRow("too long a line") << "control/line"
                                         << "a line of more than 100,000 bytes";
    }

    void refusesWhatIsNoText()
    {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        TemporaryHome home;
        home.write("control/more.cdb", QByteArray("a\0b", 3));
        home.write("control/large", QByteArray(maxTextFileSize + 1, 'x'));
        QVERIFY(QFile::resize(home.write("control/huge", "x"), qint64(1) << 40)); // is not read to be refused
        home.write("control/lines", QByteArray(maxTextLines + 1, '\n'));
        home.write("control/line", "short\n" + QByteArray(maxTextLine + 1, 'x'));
        QCOMPARE(::mkfifo(qPrintable(home.path("control/fifo")), 0600), 0);
        const auto file = readTextFile(home.path(name));
        QVERIFY(!file);
        const QString message = QString::fromStdString(file.error().message);
        QVERIFY2(message.startsWith(home.path(name)) && message.contains(reason), qPrintable(message));
    }

    void largestFileIsRead()
    {
        TemporaryHome home;
        const QByteArray lines = (QByteArray(63, 'x') + '\n').repeated(maxTextFileSize / 64);
        const auto file = readTextFile(home.write("control/large", lines));
        QVERIFY(file);
        QCOMPARE(file->text.size(), maxTextFileSize);
    }

    void writingKeepsTheMode_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("private") << 0600;
        QTest::newRow("executable") << 0755;
        QTest::newRow("set-uid") << 04711;
    }

    void writingKeepsTheMode()
    {
        QFETCH(int, mode);
        TemporaryHome home;
        const QString path = home.write("plugins/policy", "#!/bin/sh\n");
        QCOMPARE(::chmod(qPrintable(path), static_cast<mode_t>(mode)), 0);
        QVERIFY(writeTextFile(path, parseText("#!/bin/sh\nexit 0\n")));
        struct stat after = {};
        QCOMPARE(::stat(qPrintable(path), &after), 0);
        QCOMPARE(static_cast<int>(after.st_mode & 07777), mode);
        QCOMPARE(home.read("plugins/policy"), QByteArray("#!/bin/sh\nexit 0\n"));
    }

    void writingThroughALinkKeepsTheLink()
    {
        TemporaryHome home;
        QVERIFY(QFile::link(home.path("control/me"), home.path("control/smtpgreeting")));
        QVERIFY(writeTextFile(home.path("control/smtpgreeting"), parseText("new\n")));
        QVERIFY(QFileInfo(home.path("control/smtpgreeting")).isSymLink());
        QCOMPARE(home.read("control/me"), QByteArray("new\n"));
    }

    void failedWriteSaysWhyAndLeavesTheFile()
    {
        TemporaryHome home;
        TextFile file = parseText("\xfc\n");
        file.text = QChar(u'\u20ac');
        const auto written = writeTextFile(home.path("control/me"), file);
        QVERIFY(!written);
        QVERIFY(QString::fromStdString(written.error().message).startsWith(home.path("control/me")));
        QCOMPARE(home.read("control/me"), QByteArray("mx.example.org\n"));
        QVERIFY(!writeTextFile(home.path("nowhere/me"), parseText("x")));
    }
};

SPP_TEST(TestTextFile)
#include "tst_text_file.moc"
