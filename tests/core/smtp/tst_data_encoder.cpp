// SPDX-License-Identifier: MIT
#include "core/smtp/data_decoder.h"
#include "core/smtp/data_encoder.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <random>

using namespace spp;
using namespace std::string_literals;

namespace
{

std::string onWire(std::string_view message, std::size_t piece)
{
    smtp::DataEncoder encoder;
    std::string wire;
    for (; !message.empty(); message.remove_prefix(std::min(piece, message.size())))
        encoder.encode(message.substr(0, piece), wire);
    encoder.finish(wire);
    return wire;
}

std::string onWire(std::string_view message)
{
    return onWire(message, std::max<std::size_t>(message.size(), 1));
}

} // namespace

class TestDataEncoder : public QObject
{
    Q_OBJECT

private slots:
    void linesEndWithCrLfAndALoneDotEndsAll()
    {
        QCOMPARE(onWire("Subject: x\n\nbody\n"), "Subject: x\r\n\r\nbody\r\n.\r\n"s);
        QCOMPARE(onWire(""), ".\r\n"s);
        QCOMPARE(onWire("\n"), "\r\n.\r\n"s);
    }

    void aLastLineIsEnded() { QCOMPARE(onWire("a\nb"), "a\r\nb\r\n.\r\n"s); }

    void dotsThatBeginALineAreDoubled()
    {
        QCOMPARE(onWire("."), "..\r\n.\r\n"s);
        QCOMPARE(onWire(".\n..\na.\n.b\n"), "..\r\n...\r\na.\r\n..b\r\n.\r\n"s);
    }

    void noCrIsLeftButThoseOfLineEnds()
    {
        QCOMPARE(onWire("a\r.\rb\r\n\r.\r\n"), "a . b \r\n . \r\n.\r\n"s);
        QCOMPARE(onWire("\r"), " \r\n.\r\n"s);
    }

    void whatIsDecodedIsWhatWasEncoded()
    {
        std::mt19937 chance(4711);
        const std::string bytes = "..\n\n\r\nab\0\xFF \n."s;
        for (int round = 0; round < 3000; ++round) {
            std::string message;
            for (auto left = chance() % 40; left > 0; --left)
                message += bytes[chance() % bytes.size()];
            const std::string wire = onWire(message, 1 + chance() % 7);
            smtp::DataDecoder decoder(smtp::BareLf::Stops);
            std::string decoded;
            QCOMPARE(decoder.decode(wire, decoded), wire.size());
            QCOMPARE(decoder.state(), smtp::DataDecoder::State::Complete);
            std::replace(message.begin(), message.end(), '\r', ' ');
            if (!message.empty() && !message.ends_with('\n'))
                message += '\n';
            QCOMPARE(decoded, message);
        }
    }
};

SPP_TEST(TestDataEncoder)
#include "tst_data_encoder.moc"
