// SPDX-License-Identifier: MIT
#include "core/control/cdb.h"
#include "tests/support/cdb_bytes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace
{

const std::string small = test::cdbBytes({{"example.org", ""}, {".example.net", "data"}, {"", "empty key"}});

/// Whatever the bytes are, they are refused or can be searched without harm.
void search(const std::string& bytes)
{
    const auto cdb = control::Cdb::parse(bytes);
    if (!cdb) {
        QVERIFY(cdb.error().fault == Fault::Configuration);
        return;
    }
    for (const char* key : {"example.org", ".example.net", "", "missing"})
        if (const auto data = cdb->find(key))
            QVERIFY(data->size() <= bytes.size());
}

/// One table of one slot, used by all keys; it holds the hash of "x" and a position.
std::string cdbOfOneSlot(std::uint32_t position)
{
    std::string bytes;
    for (int table = 0; table < 256; ++table) {
        test::putNumber(bytes, 2048);
        test::putNumber(bytes, 1);
    }
    test::putNumber(bytes, (5381U * 33U) ^ 'x');
    test::putNumber(bytes, position);
    return bytes;
}

} // namespace

class TestCdb : public QObject
{
    Q_OBJECT

private slots:
    void recordsAreFound()
    {
        const auto cdb = control::Cdb::parse(small);
        QVERIFY(cdb.has_value());
        QCOMPARE(cdb->find("example.org"), std::optional(""sv));
        QCOMPARE(cdb->find(".example.net"), std::optional("data"sv));
        QCOMPARE(cdb->find(""), std::optional("empty key"sv));
        for (const char* key : {"example.or", "example.orgx", "Example.org", "data"})
            QVERIFY2(!cdb->contains(key), key);
    }

    void manyRecordsAreFound()
    {
        std::vector<std::pair<std::string, std::string>> records;
        for (int i = 0; i < 3000; ++i)
            records.emplace_back("host" + std::to_string(i) + ".example.org", std::to_string(i));
        const auto cdb = control::Cdb::parse(test::cdbBytes(records));
        QVERIFY(cdb.has_value());
        for (const auto& [key, data] : records)
            QCOMPARE(cdb->find(key), std::optional<std::string_view>(data));
        QVERIFY(!cdb->contains("host3000.example.org"));
    }

    void theFirstOfSeveralRecordsIsTaken()
    {
        const auto cdb = control::Cdb::parse(test::cdbBytes({{"key", "first"}, {"key", "second"}}));
        QCOMPARE(cdb->find("key"), std::optional("first"sv));
    }

    void anEmptyCdbHoldsNothing()
    {
        const auto cdb = control::Cdb::parse(test::cdbBytes({}));
        QVERIFY(cdb.has_value());
        QVERIFY(!cdb->contains("") && !cdb->contains("x"));
    }

    void bytesCutShortAreRefusedOrHarmless()
    {
        for (std::size_t length = 0; length < small.size(); ++length)
            search(small.substr(0, length));
        QVERIFY(!control::Cdb::parse(small.substr(0, 2047)));
        QVERIFY(!control::Cdb::parse(small.substr(0, small.size() - 1)));
    }

    void anyFlippedByteIsRefusedOrHarmless()
    {
        for (std::size_t i = 0; i < small.size(); ++i)
            for (const unsigned mask : {0x01U, 0x80U, 0xFFU}) {
                std::string bytes = small;
                bytes[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ mask);
                search(bytes);
            }
    }

    void everyNumberMayBeTheLargest()
    {
        for (std::size_t i = 0; i + 4 <= small.size(); i += 4)
            search(std::string(small).replace(i, 4, 4, '\xFF'));
    }

    void aTableOutsideTheFileIsSaidToBeDamaged()
    {
        const auto cdb = control::Cdb::parse(std::string(small).replace(4, 4, "\xFF\xFF\xFF\x7F"));
        QVERIFY(!cdb);
        QVERIFY(cdb.error().message.find("damaged") != std::string::npos);
    }

    void aTableWithoutAFreeSlotEndsTheSearch()
    {
        const auto cdb = control::Cdb::parse(cdbOfOneSlot(1));
        QVERIFY(cdb.has_value());
        QVERIFY(!cdb->contains("x"));
    }

    void aRecordThatClaimsMoreThanTheFileHoldsIsNoRecord()
    {
        for (const auto& [keyLength, dataLength] : {std::pair{2U, 0U}, {100U, 0U}, {~0U, ~0U}, {1U, 1U}, {1U, ~0U}}) {
            std::string bytes = cdbOfOneSlot(2048 + 8);
            test::putNumber(bytes, keyLength);
            test::putNumber(bytes, dataLength);
            bytes += "x";
            QVERIFY(!control::Cdb::parse(bytes)->contains("x"));
        }
    }
};

SPP_TEST(TestCdb)
#include "tst_cdb.moc"
