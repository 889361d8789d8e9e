// SPDX-License-Identifier: MIT
#include "core/library/plugin_head.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using control::Section;

namespace
{

constexpr std::string_view shellHead = R"(#!/bin/sh
# SPDX-License-Identifier: MIT
#
# tarpit: takes its time. For [rcpt] and [data].
#
# Whoever tries a long list
# does not get far.
#
# Reads   SMTPRCPTCOUNTALL  recipients
#         RELAYCLIENT       our own users
# Set     TARPIT_AFTER=10     recipients that take no time
#         TARPIT_LIST=a b     names,
#                             one by one
#         TARPIT_LOG=
# Needs   dig           looks names up
#         perl:Mail::SPF  the library
# Prints  nothing: it only waits
set -eu
# Set     NOT_ME=1  this is no head
)";

} // namespace

class TestPluginHead : public QObject
{
    Q_OBJECT

    static std::string settings(const library::PluginHead& head)
    {
        std::string lines;
        for (const auto& each : head.settings)
            lines += each.name + "|" + each.value + "|" + each.meaning + "\n";
        return lines;
    }
    static std::string needs(const library::PluginHead& head)
    {
        std::string lines;
        for (const auto& each : head.needs)
            lines += formatNeed(each) + "|" + each.meaning + "\n";
        return lines;
    }

private slots:
    void aHeadIsUnderstood()
    {
        const auto head = library::parsePluginHead(shellHead);
        QVERIFY(head);
        QCOMPARE(head->name, std::string("tarpit"));
        QCOMPARE(head->summary, std::string("takes its time."));
        QVERIFY((head->sections == std::vector{Section::Rcpt, Section::Data}));
        QCOMPARE(settings(*head), std::string("TARPIT_AFTER|10|recipients that take no time\n"
                                              "TARPIT_LIST|a b|names, one by one\n"
                                              "TARPIT_LOG||\n"));
        QCOMPARE(needs(*head), std::string("dig|looks names up\nperl:Mail::SPF|the library\n"));
        QVERIFY(head->text.starts_with("tarpit: takes its time. For [rcpt] and [data].\n\nWhoever tries"));
        QVERIFY(head->text.ends_with("Prints  nothing: it only waits"));
    }

    void aDocstringIsAHead()
    {
        const auto head = library::parsePluginHead(
            "#!/usr/bin/env python3\n# SPDX-License-Identifier: MIT\n\"\"\"spf: asks. For [mail].\n\n"
            "Set     SPF_FAIL=550  the code\n\"\"\"\n# Set     OTHER=1  no\n");
        QVERIFY(head);
        QCOMPARE(head->name, std::string("spf"));
        QCOMPARE(settings(*head), std::string("SPF_FAIL|550|the code\n"));
        QCOMPARE(needs(*head), std::string("python3|runs it\n"));
    }

    void aSourceHasOneToo()
    {
        const auto head = library::parsePluginHead(
            "// SPDX-License-Identifier: MIT\n//\n// limit: counts. For [rcpt].\n\n// other\n");
        QVERIFY(head);
        QCOMPARE(head->text, std::string("limit: counts. For [rcpt]."));
    }

    void whatIsNoHeadIsNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no comment") << QByteArray("#!/bin/sh\necho a: b. For [rcpt].\n");
        QTest::newRow("no section") << QByteArray("# a: b. For [lunch].\n");
        QTest::newRow("a section that does not end") << QByteArray("# a: b. For [rcpt\n");
        QTest::newRow("two words") << QByteArray("# a b: c. For [rcpt].\n");
        QTest::newRow("the other way round") << QByteArray("# For [rcpt]. a: b\n");
        QTest::newRow("below the code") << QByteArray("#!/bin/sh\ntrue\n# a: b. For [rcpt].\n");
        QTest::newRow("beyond all heads") << QByteArray("# ") + QByteArray(20'000, 'x') + "\n# a: b. For [rcpt].\n";
        QTest::newRow("bytes") << QByteArray(
            "\x7f"
            "ELF\0\1\2\3",
            8);
    }
    void whatIsNoHeadIsNone()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!library::parsePluginHead(bytes.toStdString()));
    }

    /// Any prefix of a head, and a head in which any line is missing, is understood or refused; nothing else happens.
    void aPieceOfAHeadDoesNoHarm()
    {
        for (std::size_t size = 0; size <= shellHead.size(); ++size) {
            const auto head = library::parsePluginHead(shellHead.substr(0, size));
            QVERIFY(!head || !head->sections.empty());
        }
    }
};

SPP_TEST(TestPluginHead)
#include "tst_plugin_head.moc"
