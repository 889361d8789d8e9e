// SPDX-License-Identifier: MIT
#include "core/runtime/queue/spool.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp::runtime;
using namespace std::string_literals;
using spp::test::Folder;

namespace
{

std::string contentsOf(const Spool& spool, std::size_t piece)
{
    std::string all;
    std::string buffer(piece, '\0');
    while (all.size() < spool.size()) {
        const auto size = spool.read(all.size(), buffer);
        if (!size || *size == 0)
            return "unreadable";
        all.append(buffer, 0, *size);
    }
    return all;
}

} // namespace

class TestSpool : public QObject
{
    Q_OBJECT

    Folder m_folder;

private slots:
    void smallMessagesStayInMemory()
    {
        Spool spool("/nowhere");
        spool.append("Subject: x\n\n");
        spool.append("body");
        QVERIFY(!spool.isFull());
        QCOMPARE(contentsOf(spool, 5), "Subject: x\n\nbody"s);
        QCOMPARE(contentsOf(Spool("/nowhere"), 5), ""s);
    }

    void largeOnesGoToAFileThatNobodySees()
    {
        Spool spool(m_folder.path());
        std::string message;
        for (int i = 0; i < 30; ++i) {
            const std::string part(9999, static_cast<char>('a' + i % 26));
            message += part;
            spool.append(part);
            if (spool.isFull())
                QVERIFY(spool.flush());
        }
        QVERIFY(m_folder.files(".").empty());
        QCOMPARE(spool.size(), std::uint64_t(message.size()));
        for (const std::size_t piece : {1000UL, 65536UL, 1000000UL})
            QVERIFY(contentsOf(spool, piece) == message);
    }

    void aFolderThatIsNotThereIsAFailureThatSaysSo()
    {
        Spool spool(m_folder.path("none"));
        spool.append("x");
        const auto flushed = spool.flush();
        QVERIFY(!flushed);
        QVERIFY(flushed.error().message.starts_with(m_folder.path("none") + ": a temporary file can't be made: "));
        QVERIFY(flushed.error().message.find("TMPDIR") != std::string::npos);
    }

    void tellsWhatTheHopIsTold_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("eightBit");
        QTest::addColumn<bool>("inHeader");
        QTest::newRow("empty") << QByteArray() << 0 << false << false;
        QTest::newRow("lines") << QByteArray("a\n\nb\n") << 8 << false << false;
        QTest::newRow("no last end") << QByteArray("a\n\nb") << 8 << false << false;
        QTest::newRow("body") << QByteArray("a\n\n\xC3\xA9\n") << 9 << true << false;
        QTest::newRow("header") << QByteArray("a: \xC3\xA9\n\nb\n") << 12 << true << true;
        QTest::newRow("no header") << QByteArray("\n\xC3\xA9\n") << 6 << true << false;
    }

    void tellsWhatTheHopIsTold()
    {
        QFETCH(QByteArray, message);
        QFETCH(int, size);
        QFETCH(bool, eightBit);
        QFETCH(bool, inHeader);
        for (const std::size_t piece : {1UL, 2UL, 100UL}) {
            Spool spool;
            for (std::size_t at = 0; at < static_cast<std::size_t>(message.size()); at += piece)
                spool.append(message.toStdString().substr(at, piece));
            QCOMPARE(spool.sizeOnWire(), std::uint64_t(size));
            QCOMPARE(spool.hasBytesAboveAscii(), eightBit);
            QCOMPARE(spool.hasHeaderAboveAscii(), inHeader);
        }
    }
};

QTEST_GUILESS_MAIN(TestSpool)
#include "tst_spool.moc"
