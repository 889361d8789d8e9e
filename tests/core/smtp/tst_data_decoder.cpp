// SPDX-License-Identifier: MIT
#include "core/smtp/data_decoder.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using smtp::BareLf;
using State = smtp::DataDecoder::State;

namespace
{

struct Decoded
{
    std::string message;
    std::size_t used = 0;
    State state = State::Reading;
    bool bareLf = false;
    int hops = 0;

    bool operator==(const Decoded&) const = default;
};

Decoded inPieces(std::string_view bytes, BareLf bareLf, std::size_t piece)
{
    smtp::DataDecoder decoder(bareLf);
    Decoded result;
    while (result.used < bytes.size() && decoder.state() == State::Reading)
        result.used += decoder.decode(bytes.substr(result.used, piece), result.message);
    result.state = decoder.state();
    result.bareLf = decoder.sawBareLf();
    result.hops = decoder.hops();
    return result;
}

Decoded whole(std::string_view bytes, BareLf bareLf = BareLf::Stops)
{
    return inPieces(bytes, bareLf, bytes.size());
}

const std::vector<std::string> withoutBareLf{
    "\r\n.\rx\r\n", "\r\n.\r\r\n", "\r\n\r.\r\n",  "\r.\r\n",      "\r.\r",        "\r\n.x\r\n",
    "\r\n..\r\n",   "\r\n. \r\n",  "\r\r\n. \r\n", "\r\n.\0\r\n"s, "\r\n\0.\r\n"s, "\r\n.\r\0\r\n"s,
};

const std::vector<std::string> withBareLf{
    "\n.\n", "\n.\r\n",    "\r\n.\n",    "\r\n\n.\r\n",  "\n\n.\n\n", "\r.\n",
    "\n.\r", "\r\n.\0\n"s, "\n\0.\r\n"s, "\r\n.\r\0\n"s, "\r\r\n.\n",
};

} // namespace

class TestDataDecoder : public QObject
{
    Q_OBJECT

private slots:
    void crLfBecomesLfAndTheDotEndsIt()
    {
        const Decoded decoded = whole("a\r\n\r\nb\r\n.\r\nQUIT\r\n");
        QCOMPARE(decoded.message, "a\n\nb\n"s);
        QVERIFY(decoded.state == State::Complete);
        QCOMPARE(decoded.used, "a\r\n\r\nb\r\n.\r\n"s.size());
    }

    void aDotAtOnceIsAnEmptyMessage()
    {
        const Decoded decoded = whole(".\r\n");
        QCOMPARE(decoded.message, ""s);
        QVERIFY(decoded.state == State::Complete);
    }

    void aLeadingDotIsTakenOff() { QCOMPARE(whole("..\r\n.a\r\n...\r\na.\r\n").message, ".\na\n..\na.\n"s); }

    void singleCarriageReturnsAreKept()
    {
        QCOMPARE(whole("a\rb\r\r\nc\r\n.\rd\r\n.\r\r\ne").message, "a\rb\r\nc\n.\rd\n.\r\ne"s);
    }

    void aCrAtTheVeryEndIsHeldBack()
    {
        QCOMPARE(whole("a\r").message, "a"s);
        QCOMPARE(whole("a\r\n.").message, "a\n"s);
    }

    void whatOnlyLooksLikeTheEndIsText()
    {
        for (const auto& variant : withoutBareLf) {
            const Decoded decoded = whole("x" + variant + "MAIL FROM:<smuggled@example.net>\r\n");
            QVERIFY2(decoded.state == State::Reading, text::printable(variant).c_str());
            QVERIFY2(decoded.message.find("smuggled") != std::string::npos, text::printable(variant).c_str());
        }
    }

    void aBareLfStopsTheReference()
    {
        for (const auto& variant : withBareLf) {
            const Decoded decoded = whole("x" + variant + "\r\nMAIL FROM:<smuggled@example.net>\r\n");
            QVERIFY2(decoded.state == State::StoppedAtBareLf, text::printable(variant).c_str());
            QVERIFY(decoded.message.find("smuggled") == std::string::npos);
        }
    }

    void aBareLfIsRememberedAndNeverEndsAMessage()
    {
        for (const auto& variant : withBareLf) {
            const Decoded decoded = whole("x" + variant + "smuggled\r\n\r\n.\r\nNOOP\r\n", BareLf::IsRemembered);
            QVERIFY2(decoded.bareLf, text::printable(variant).c_str());
            QVERIFY(decoded.state == State::Complete);
            QVERIFY(decoded.message.find("smuggled") != std::string::npos);
            QCOMPARE(decoded.used, 1 + variant.size() + "smuggled\r\n\r\n.\r\n"s.size());
        }
    }

    void wholeAndInPiecesAgree()
    {
        for (const BareLf bareLf : {BareLf::Stops, BareLf::IsRemembered})
            for (const auto& variants : {withoutBareLf, withBareLf})
                for (const auto& variant : variants) {
                    const std::string bytes =
                        "Received: x\r\nDelivered-To: y\r\n.x" + variant + "after\r\n.\r\nNOOP\r\n";
                    const Decoded expected = whole(bytes, bareLf);
                    for (std::size_t piece = 1; piece < bytes.size(); ++piece)
                        QVERIFY2(inPieces(bytes, bareLf, piece) == expected, text::printable(variant).c_str());
                }
    }

    void everyShortSequenceIsDecodedAlikeWholeAndByteByByte()
    {
        const std::string alphabet = "\r\n.x";
        for (std::size_t number = 0; number < 4 * 4 * 4 * 4 * 4 * 4 * 4; ++number) {
            std::string bytes;
            for (std::size_t rest = number, i = 0; i < 7; ++i, rest /= 4)
                bytes += alphabet[rest % 4];
            for (const BareLf bareLf : {BareLf::Stops, BareLf::IsRemembered}) {
                const Decoded decoded = whole(bytes, bareLf);
                QVERIFY(inPieces(bytes, bareLf, 1) == decoded);
                const bool ends = bytes.starts_with(".\r\n") || bytes.find("\r\n.\r\n") != std::string::npos;
                if (decoded.state == State::Complete)
                    QVERIFY2(ends, text::printable(bytes).c_str());
                else if (bareLf == BareLf::IsRemembered)
                    QVERIFY2(!ends, text::printable(bytes).c_str());
            }
        }
    }

    void hopsAreCountedOnTheWay()
    {
        QCOMPARE(whole("Received: x\r\nReceived-SPF: y\r\nDelivered-To: z\r\n\r\nReceived: body\r\n").hops, 3);
    }
};

SPP_TEST(TestDataDecoder)
#include "tst_data_decoder.moc"
