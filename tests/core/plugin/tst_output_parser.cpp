// SPDX-License-Identifier: MIT
#include "core/plugin/output_parser.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

namespace
{

/// The lines of an output that arrives in pieces; a tilde marks the one without newline.
std::vector<std::string> inPieces(std::string_view bytes, std::size_t piece)
{
    plugin::OutputParser parser;
    std::vector<std::string> lines;
    const auto take = [&] {
        while (const auto command = parser.next())
            lines.push_back(command->line + (command->unterminated ? "~" : ""));
    };
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
        parser.append(bytes.substr(0, piece));
        take();
    }
    parser.finish();
    take();
    return lines;
}

std::vector<std::string> whole(std::string_view bytes)
{
    return inPieces(bytes, bytes.size());
}

} // namespace

class TestOutputParser : public QObject
{
    Q_OBJECT

private slots:
    void linesAreCommands()
    {
        QCOMPARE(whole("Sa=1\n\nE550 no\r\n"), (std::vector{"Sa=1"s, ""s, "E550 no\r"s}));
        QVERIFY(whole("").empty());
    }

    void aLineIsHandedOutAsItComes()
    {
        plugin::OutputParser parser;
        parser.append("P25");
        QVERIFY(!parser.next());
        parser.append("0 x\nA");
        QCOMPARE(parser.next()->text, "250 x"s);
        QVERIFY(!parser.next());
        parser.append("\n");
        QVERIFY(parser.next()->letter == plugin::Letter::Accept);
    }

    void anUnterminatedLastLineLosesItsLastCharacter()
    {
        QCOMPARE(whole("E550 now"), std::vector{"E550 no~"s});
        QCOMPARE(whole("A\nE"), (std::vector{"A"s, "~"s}));
    }

    void aNulIsKeptInTheLine() { QCOMPARE(whole("\0A\nHX: a\0b\n"s), (std::vector{"\0A"s, "HX: a\0b"s})); }

    void wholeAndInPiecesAgree()
    {
        const std::string bytes = "Sa=1\n\n\nP250-\xC3\xA4\0x\r\nHX-One: 1\nC\nLM451 l\n\nE550 nox"s;
        const auto expected = whole(bytes);
        for (std::size_t piece = 1; piece < bytes.size(); ++piece)
            QCOMPARE(inPieces(bytes, piece), expected);
    }

    void aLineThatIsTooLongIsCut()
    {
        const std::string tooLong = "E" + std::string(plugin::maxOutputLine, 'x');
        for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, plugin::maxOutputLine,
                                        plugin::maxOutputLine + 1, std::size_t{1} << 20U}) {
            const auto lines = inPieces("A\n" + tooLong + "yyy\nN\n" + tooLong + "\nO\n", piece);
            QCOMPARE(lines.size(), std::size_t{5});
            QVERIFY(lines[1] == tooLong.substr(0, plugin::maxOutputLine));
            QCOMPARE(lines[2], "N"s);
            QVERIFY(lines[3] == tooLong.substr(0, plugin::maxOutputLine));
            QCOMPARE(lines[4], "O"s);
        }
    }

    void outputWithoutEndIsCut()
    {
        plugin::OutputParser parser;
        for (int i = 0; i < 1000; ++i) {
            parser.append(std::string(10'000, 'E'));
            QVERIFY(!parser.next());
        }
        parser.finish();
        QVERIFY(parser.next()->line.size() <= plugin::maxOutputLine);
        QVERIFY(!parser.next());
    }
};

SPP_TEST(TestOutputParser)
#include "tst_output_parser.moc"
