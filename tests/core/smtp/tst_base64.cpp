// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QByteArray>

#include <array>

using namespace spp::smtp;
using namespace std::string_literals;

class TestBase64 : public QObject
{
    Q_OBJECT

private slots:
    void theVectorsOfRfc4648()
    {
        const std::string whole = "foobar";
        const std::array encoded{"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
        for (std::size_t size = 0; size < encoded.size(); ++size) {
            QCOMPARE(encodeBase64(whole.substr(0, size)), std::string(encoded[size]));
            QCOMPARE(decodeBase64(encoded[size]).value_or("?"), whole.substr(0, size));
        }
    }

    void allBytesGoThereAndBack()
    {
        std::string bytes;
        for (int size = 0; size < 300; ++size) {
            const std::string text = encodeBase64(bytes);
            QCOMPARE(text, QByteArray::fromStdString(bytes).toBase64().toStdString());
            QVERIFY(decodeBase64(text) == bytes);
            bytes += static_cast<char>(size * 7);
        }
    }

    void theTwoLastLettersAreThoseOfTheStandard()
    {
        QCOMPARE(encodeBase64("\xfb\xff\xbf"), "+/+/"s);
        QCOMPARE(decodeBase64("+/+/").value_or("?"), "\xfb\xff\xbf"s);
        QVERIFY(!decodeBase64("-_-_"));
    }

    void onlyWholeGroupsAreTaken()
    {
        for (const char* text : {"Z", "Zg", "Zg=", "Zm9vY", "Zm9vYg", "Zm9vYg="})
            QVERIFY2(!decodeBase64(text), text);
    }

    void paddingStandsAtTheEndAlone()
    {
        for (const char* text :
             {"=", "==", "===", "====", "Z===", "=Zg=", "Z=g=", "Zg==Zg==", "Zm8=Zm9v", "Zm9vY===", "Zm9v===="})
            QVERIFY2(!decodeBase64(text), text);
    }

    void nothingElseIsSkipped()
    {
        for (const std::string& text :
             {"Zm9v\r\n"s, "Zm9v\n\n\n\n"s, " Zm9vYg="s, "Zm 9"s, "Zm9\0"s, "\0\0\0\0"s, "Zm9*"s, "Zm9\xff"s, "Zm9,"s})
            QVERIFY2(!decodeBase64(text), spp::text::printable(text).c_str());
    }

    void looselyTheLastGroupMayBeShort()
    {
        const std::pair<const char*, const char*> rows[] = {
            {"", ""}, {"Zg==", "f"}, {"Zg=", "f"}, {"Zg", "f"}, {"Zm8=", "fo"}, {"Zm8", "fo"}, {"Zm9vYg", "foob"}};
        for (const auto& [text, bytes] : rows)
            QCOMPARE(decodeBase64Loosely(text).value_or("?"), std::string(bytes));
        QCOMPARE(decodeBase64Loosely("Z").value_or("?"), "d"s);
    }

    void looselyPaddingWithinAGroupEndsTheText()
    {
        QCOMPARE(decodeBase64Loosely("Zg==Zm9v").value_or("?"), "f"s);
        QCOMPARE(decodeBase64Loosely("Zg== !!!").value_or("?"), "f"s);
        QCOMPARE(decodeBase64Loosely("Zg=v").value_or("?"), "f"s);
        QCOMPARE(decodeBase64Loosely("Z===").value_or("?"), "d"s);
        // In the last place it stands for nothing, in the first too.
        QCOMPARE(decodeBase64Loosely("Zm8=Zm9v").value_or("?"), "fo\0foo"s);
        QCOMPARE(decodeBase64Loosely("=m9v").value_or("?"), "\x02oo"s);
        for (const char* text : {"=", "==", "====", "AAAA"})
            QCOMPARE(decodeBase64Loosely(text).value_or("?"), ""s);
    }

    void looselyNulsAtTheEndAreLost()
    {
        QCOMPARE(decodeBase64Loosely(encodeBase64("a\0b\0\0"s)).value_or("?"), "a\0b"s);
        QCOMPARE(decodeBase64Loosely(encodeBase64("\0\0"s)).value_or("?"), ""s);
    }

    void looselyAStrangeCharacterIsNoBase64Either()
    {
        for (const std::string& text : {"Zm9v "s, "Zm 9"s, "Zm9v\0"s, "Zm9\xff"s, "Z==!"s, "!!!"s})
            QVERIFY2(!decodeBase64Loosely(text), spp::text::printable(text).c_str());
    }
};

SPP_TEST(TestBase64)
#include "tst_base64.moc"
