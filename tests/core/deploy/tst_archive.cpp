// SPDX-License-Identifier: MIT
/// tar archives: what we write is what we read, and damage is told.
#include "core/deploy/archive.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::deploy;
using namespace spp::test;

class TestArchive : public QObject
{
    Q_OBJECT

    static Manifest home()
    {
        return {{"control", folder(0750, {0, 1002})},
                {"control/me", file("mail.example.org\n", 0640, {1001, 1002})},
                {"plugins/policy", script("#!/bin/sh\n", {4'000'000'000, 1})},
                {"plugins/" + std::string(150, 'n'), file("long")},
                {"plugins/-odd 'name' $(x)", file(std::string("\0\n", 2))},
                {"plugins/link", link(std::string(120, 't'))},
                {"plugins/empty", file("")}};
    }

    static std::string changed(std::string archive, std::size_t at, char byte)
    {
        archive[at] = byte;
        return archive;
    }

    static std::string troubleOf(std::string_view bytes)
    {
        const auto parsed = parseArchive(bytes);
        return parsed ? "none" : parsed.error().message;
    }

private slots:
    void whatIsWrittenIsRead()
    {
        const auto read = parseArchive(formatArchive(home()));
        QVERIFY(read);
        QCOMPARE(read->size(), home().size());
        QVERIFY(*read == home());
    }

    void theSpecialBitsTravel()
    {
        const Manifest setUid{{"bin/queue", file("x", 04711)}};
        QVERIFY(parseArchive(formatArchive(setUid)) == setUid);
    }

    void anArchiveThatIsCutOffAnywhereIsTold()
    {
        const std::string archive = formatArchive(home());
        for (std::size_t size = 0; size + 1024 < archive.size(); size += 256)
            QVERIFY2(!parseArchive(std::string_view(archive).substr(0, size)), qPrintable(QString::number(size)));
    }

    void whatIsDamagedIsTold()
    {
        const std::string archive = formatArchive({{"control/me", file("x")}});
        QVERIFY(QByteArray::fromStdString(troubleOf(changed(archive, 0, 'C'))).contains("damaged"));
        QVERIFY(QByteArray::fromStdString(troubleOf("no archive at all" + std::string(600, 'x'))).contains("damaged"));
    }

    void noPathLeadsOutOfTheHome_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path : {"/etc/passwd", "../x", "control/../../x", "control//x", "control/./x", ".."})
            QTest::newRow(path) << path;
    }

    void noPathLeadsOutOfTheHome()
    {
        QFETCH(QString, path);
        const std::string archive = formatArchive({{path.toStdString(), file("x")}});
        QVERIFY(QByteArray::fromStdString(troubleOf(archive)).contains("leads out"));
    }

    void aPathEndsAtItsFirstNul()
    {
        // A pax header: "LENGTH path=control/me NUL more".
        std::string record = " path=control/me";
        record += std::string("\0more\n", 6);
        record = std::to_string(record.size() + 2) + record;
        std::string archive = formatArchive({{"header", file(record)}, {"other", file("x")}});
        archive[156] = 'x';
        archive.replace(148, 8, 8, ' ');
        unsigned sum = 0;
        for (const char byte : archive.substr(0, 512))
            sum += static_cast<unsigned char>(byte);
        char digits[8];
        std::snprintf(digits, sizeof digits, "%06o", sum);
        archive.replace(148, 7, digits, 7);
        const auto read = parseArchive(archive);
        QVERIFY(read);
        QVERIFY(*read == (Manifest{{"control/me", file("x")}}));
    }

    void theHomeItselfAndItsDotAreLeftOut()
    {
        const auto read = parseArchive(formatArchive({{"./control/me", file("x")}, {".", folder()}}));
        QVERIFY(read);
        QVERIFY(*read == (Manifest{{"control/me", file("x")}}));
    }
};

SPP_TEST(TestArchive)
#include "tst_archive.moc"
