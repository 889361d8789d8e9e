// SPDX-License-Identifier: MIT
#include "core/smtp/hop_counter.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

namespace
{

int inPieces(std::string_view bytes, std::size_t piece)
{
    smtp::HopCounter counter;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        counter.count(bytes.substr(0, piece));
    return counter.hops();
}

} // namespace

class TestHopCounter : public QObject
{
    Q_OBJECT

private slots:
    void receivedAndDeliveredCountInAnyCase()
    {
        QCOMPARE(inPieces("Received: a\r\nRECEIVED\r\nreceived-spf: b\r\nDelivered-To: c\r\ndeliveredx\r\n", 1000), 5);
    }

    void onlyTheStartOfALineCounts()
    {
        QCOMPARE(
            inPieces("X-Received: a\r\n Received: b\r\nReceive\r\nDelivere: d\r\nReceiReceived\r\n.Received: e\r\n",
                     1000),
            0);
    }

    void theBodyDoesNotCount()
    {
        QCOMPARE(inPieces("Received: a\r\n\r\nReceived: b\r\n", 1000), 1);
        QCOMPARE(inPieces("\r\nReceived: b\r\n", 1000), 0);
    }

    void wholeAndInPiecesAgree()
    {
        const std::string bytes = "Received: a\r\nX: "s + std::string(50, 'x') +
                                  "\r\nDelivered-To: b\r\n\rReceived\r\n"
                                  "reCEIVED\r\nX\r\n\r\nReceived: c\r\n";
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
            QCOMPARE(inPieces(bytes, piece), 3);
    }
};

SPP_TEST(TestHopCounter)
#include "tst_hop_counter.moc"
