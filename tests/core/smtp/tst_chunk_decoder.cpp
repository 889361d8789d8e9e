// SPDX-License-Identifier: MIT
#include "core/smtp/chunk_decoder.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <limits>

using spp::smtp::ChunkDecoder;
using namespace std::string_literals;

class TestChunkDecoder : public QObject
{
    Q_OBJECT

    using State = ChunkDecoder::State;

    /// One chunk, byte by byte.
    static void feed(ChunkDecoder& decoder, const std::string& bytes, bool last, std::string& out)
    {
        decoder.begin(bytes.size(), last);
        for (const char c : bytes)
            decoder.decode({&c, 1}, out);
    }

private slots:
    void lineEndsBecomeLfAndDotsStay()
    {
        ChunkDecoder decoder;
        std::string out;
        const std::string bytes = "a\r\n..b\r\n.\r\n";
        decoder.begin(bytes.size(), true);
        QCOMPARE(decoder.decode(bytes, out), bytes.size());
        QCOMPARE(out, "a\n..b\n.\n"s);
        QVERIFY(decoder.state() == State::Complete && !decoder.sawBareLf());
    }

    void noMoreIsUsedThanWasAnnounced()
    {
        ChunkDecoder decoder;
        std::string out;
        decoder.begin(3, false);
        QCOMPARE(decoder.decode("abcQUIT\r\n", out), std::size_t{3});
        QVERIFY(decoder.state() == State::ChunkComplete);
        QCOMPARE(decoder.decode("QUIT", out), std::size_t{0});
        QCOMPARE(out, "abc"s);
    }

    void wholeAndByteByByteAgree()
    {
        const std::string bytes = "a\r\r\nb\r\nc\rd\0\xFF\r\n\r"s;
        ChunkDecoder whole;
        ChunkDecoder pieces;
        std::string one;
        std::string other;
        whole.begin(bytes.size(), true);
        whole.decode(bytes, one);
        feed(pieces, bytes, true, other);
        QCOMPARE(other, one);
        QCOMPARE(one, "a\r\nb\nc\rd\0\xFF\n\r"s);
    }

    void aLineEndMayLieAcrossChunks()
    {
        ChunkDecoder decoder;
        std::string out;
        feed(decoder, "a\r", false, out);
        QCOMPARE(out, "a"s);
        feed(decoder, "", false, out);
        feed(decoder, "\nb", true, out);
        QCOMPARE(out, "a\nb"s);
        QVERIFY(!decoder.sawBareLf());
    }

    void aCrAtTheVeryEndIsKept()
    {
        ChunkDecoder decoder;
        std::string out;
        feed(decoder, "a\r", false, out);
        decoder.begin(0, true);
        QCOMPARE(decoder.decode("", out), std::size_t{0});
        QCOMPARE(out, "a\r"s);
    }

    void aBareLfIsRemembered()
    {
        for (const std::string& bytes : {"\n"s, "a\nb"s, "a\r\n\nb"s, "\r\n\n"s}) {
            ChunkDecoder decoder;
            std::string out;
            feed(decoder, bytes, false, out);
            feed(decoder, "c\r\n", true, out);
            QVERIFY(decoder.sawBareLf());
        }
    }

    void theLargestSizeCountsDown()
    {
        ChunkDecoder decoder;
        std::string out;
        decoder.begin(std::numeric_limits<std::uint64_t>::max(), true);
        QCOMPARE(decoder.decode("abc", out), std::size_t{3});
        QVERIFY(decoder.state() == State::Reading);
        QCOMPARE(decoder.chunkSize(), std::numeric_limits<std::uint64_t>::max());
    }

    void hopsAreCountedOverAllChunks()
    {
        ChunkDecoder decoder;
        std::string out;
        feed(decoder, "Received: x\r\nRecei", false, out);
        feed(decoder, "ved: y\r\n\r\nReceived: body\r\n", true, out);
        QCOMPARE(decoder.hops(), 2);
    }
};

SPP_TEST(TestChunkDecoder)
#include "tst_chunk_decoder.moc"
