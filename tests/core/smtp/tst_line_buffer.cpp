// SPDX-License-Identifier: MIT
#include "core/smtp/line_buffer.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <vector>

using namespace spp;
using namespace std::string_literals;

namespace
{

std::string show(const smtp::Line& line)
{
    return line.text + (line.tooLong ? " (too long)" : "");
}

std::vector<std::string> inPieces(std::string_view bytes, std::size_t limit, std::size_t piece)
{
    smtp::LineBuffer buffer(limit);
    std::vector<std::string> lines;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
        buffer.append(bytes.substr(0, piece));
        while (const auto line = buffer.next())
            lines.push_back(show(*line));
    }
    return lines;
}

} // namespace

class TestLineBuffer : public QObject
{
    Q_OBJECT

private slots:
    void linesEndWithCrLfOrLf()
    {
        QCOMPARE(inPieces("one\r\ntwo\n\r\n\nrest", 100, 1000), (std::vector{"one"s, "two"s, ""s, ""s}));
    }

    void onlyOneCarriageReturnBelongsToTheEnd()
    {
        QCOMPARE(inPieces("a\r\r\nb\rc\r\n", 100, 1000), (std::vector{"a\r"s, "b\rc"s}));
    }

    void anyBytesAreTaken() { QCOMPARE(inPieces("a\0b\xFF\r\n"s, 100, 1000), std::vector{"a\0b\xFF"s}); }

    void wholeAndInPiecesAgree()
    {
        const std::string bytes =
            "short\r\n12345678\r\n123456789\r\n1234567\r\r\n12345678\r\r\n\r\nfar too long a line for it\rx\r\n"
            "12345678\n123456789\nfar too long again\nok\n\n12345678901234567890";
        const auto whole = inPieces(bytes, 8, bytes.size());
        for (std::size_t piece = 1; piece < bytes.size(); ++piece)
            QCOMPARE(inPieces(bytes, 8, piece), whole);
        QCOMPARE(whole, (std::vector{"short"s, "12345678"s, "12345678 (too long)"s, "1234567\r"s,
                                     "12345678 (too long)"s, ""s, "far too  (too long)"s, "12345678"s,
                                     "12345678 (too long)"s, "far too  (too long)"s, "ok"s, ""s}));
    }

    void aLineWithoutEndKeepsMemoryFlatAndTheStep()
    {
        smtp::LineBuffer buffer(100);
        for (int i = 0; i < 1000; ++i) {
            buffer.append(std::string(1000, 'x'));
            QVERIFY(!buffer.next());
            QVERIFY(buffer.size() <= 101);
        }
        buffer.append("\r\nNOOP\r\n");
        QCOMPARE(show(*buffer.next()), std::string(100, 'x') + " (too long)");
        QCOMPARE(show(*buffer.next()), "NOOP"s);
        QVERIFY(!buffer.next());
    }

    void manyLinesInOneBlockAreHandedOut()
    {
        std::string bytes;
        for (int i = 0; i < 5000; ++i)
            bytes += "line " + std::to_string(i) + "\r\n";
        const auto lines = inPieces(bytes, 100, bytes.size());
        QCOMPARE(lines.size(), std::size_t{5000});
        QCOMPARE(lines.back(), "line 4999"s);
    }

    void theRestIsWhatWasNotHandedOut()
    {
        smtp::LineBuffer buffer(100);
        buffer.append("DATA\r\nSubject: x\r\n\r\n");
        QCOMPARE(show(*buffer.next()), "DATA"s);
        QCOMPARE(buffer.takeRest(), "Subject: x\r\n\r\n"s);
        QCOMPARE(buffer.size(), std::size_t{0});
        QVERIFY(!buffer.next());
        buffer.append("QUIT\r\n");
        QCOMPARE(show(*buffer.next()), "QUIT"s);
    }
};

SPP_TEST(TestLineBuffer)
#include "tst_line_buffer.moc"
