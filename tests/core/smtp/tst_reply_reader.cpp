// SPDX-License-Identifier: MIT
#include "core/smtp/reply_reader.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

namespace
{

/// Every reply, "250 first|second" each, and what is wrong in the end.
std::string readReplies(std::string_view bytes, std::size_t piece)
{
    smtp::ReplyReader reader;
    std::string all;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
        reader.append(bytes.substr(0, piece));
        for (;;) {
            const auto reply = reader.next();
            if (!reply)
                return all + "(" + reply.error().message + ")";
            if (!*reply)
                break;
            all += std::to_string((*reply)->code);
            for (std::size_t i = 0; i < (*reply)->lines.size(); ++i)
                all += (i == 0 ? " " : "|") + (*reply)->lines[i];
            all += "\n";
        }
    }
    return all + (reader.isEmpty() ? "" : "(more)");
}

std::string readWhole(std::string_view bytes)
{
    return readReplies(bytes, bytes.size());
}

} // namespace

class TestReplyReader : public QObject
{
    Q_OBJECT

private slots:
    void repliesHaveLines()
    {
        QCOMPARE(readWhole("220 hello\r\n250-one\r\n250-two words\r\n250 three\r\n354\r\n"),
                 "220 hello\n250 one|two words|three\n354 \n"s);
        QCOMPARE(readWhole("250 ended by LF alone\n"), "250 ended by LF alone\n"s);
        QCOMPARE(readWhole("250-\r\n250 \r\n"), "250 |\n"s);
        QCOMPARE(readWhole("550 \0\xFF\r\n"s), "550 \0\xFF\n"s);
    }

    void halfAReplyIsNone()
    {
        for (const char* bytes : {"2", "250", "250 ok", "250 ok\r", "250-ok\r\n", "250-ok\r\n250"})
            QCOMPARE(readWhole(bytes), "(more)"s);
        QCOMPARE(readWhole("250 ok\r\n250"), "250 ok\n(more)"s);
    }

    void whatIsNoReplyIsAnError()
    {
        for (const char* bytes : {"\r\n", "ok\r\n", "25 ok\r\n", "2500 ok\r\n", "150 ok\r\n", "650 ok\r\n",
                                  " 250 ok\r\n", "HTTP/1.1 400 Bad Request\r\n", "250ok\r\n"})
            QVERIFY2(readWhole(bytes).ends_with(" is no reply)"), bytes);
        QCOMPARE(readWhole("250-a\r\n251 b\r\n"), "(the lines of a reply have different codes)"s);
    }

    void nothingIsUnderstoodBehindAnError()
    {
        smtp::ReplyReader reader;
        reader.append("garbage\r\n250 ok\r\n");
        QVERIFY(!reader.next());
        reader.append("250 ok\r\n");
        QVERIFY(!reader.next());
    }

    void wholeAndInPiecesAgree()
    {
        for (const auto& bytes :
             {"220 hello\r\n250-one\r\n250-two\r\n250 three\r\n550 no\r\n"s, "250-a\r\n250 b\r\nx\r\n"s,
              "250 a\n\r250 b\r\n"s, "250 " + std::string(5000, 'x') + "\r\n250 b\r\n25"})
            for (std::size_t piece = 1; piece < bytes.size(); ++piece)
                QCOMPARE(readReplies(bytes, piece), readWhole(bytes));
    }

    void ofALongLineTheBeginningIsKept()
    {
        QCOMPARE(readWhole("550 " + std::string(10000, 'x') + "\r\n"), "550 " + std::string(1996, 'x') + "\n");
    }

    void aReplyWithoutEndIsCutOff_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("one line") << QByteArray(1000, 'x');
        QTest::newRow("many lines") << QByteArray("250-more\r\n").repeated(100);
        QTest::newRow("short lines") << QByteArray("250-\r\n").repeated(100);
    }

    void aReplyWithoutEndIsCutOff()
    {
        QFETCH(QByteArray, piece);
        smtp::ReplyReader reader;
        for (int i = 0; i < 70; ++i) {
            reader.append(piece.toStdString());
            const auto reply = reader.next();
            if (!reply) {
                QCOMPARE(reply.error().message, "a reply is larger than 64 KiB"s);
                return;
            }
            QVERIFY(!*reply);
        }
        for (int i = 0; i < 1000; ++i)
            reader.append(piece.toStdString());
        QVERIFY(!reader.next());
    }

    void manyRepliesAtOnceAreNotOneLargeOne()
    {
        std::string bytes;
        for (int i = 0; i < 10000; ++i)
            bytes += "250 recipient ok\r\n";
        const std::string read = readWhole(bytes);
        QCOMPARE(std::count(read.begin(), read.end(), '\n'), std::ptrdiff_t(10000));
    }
};

SPP_TEST(TestReplyReader)
#include "tst_reply_reader.moc"
