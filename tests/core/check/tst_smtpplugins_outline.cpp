// SPDX-License-Identifier: MIT
/// What a person sees in smtpplugins: as text, one row a line, with the lines that it has.
#include "core/check/smtpplugins_outline.h"

#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <random>
#include <tuple>

using namespace spp;
using check::OutlineRow;

namespace
{

std::string show(const OutlineRow& row)
{
    const std::string sign = row.kind == OutlineRow::Kind::Comment ? "; " : row.isOn ? "+ " : "- ";
    const std::string last = row.lineCount > 1 ? "-" + std::to_string(row.line + row.lineCount - 1) : "";
    return "  " + std::to_string(row.line) + last + " " + sign + row.text + "\n";
}

/// "3 [rcpt] rcpt, end 5": a section; "  4 + plugins/x": a plugin that is on (- off, ; a comment).
std::string show(const std::vector<check::OutlineSection>& sections)
{
    std::string text;
    for (const auto& each : sections) {
        if (each.line > 0)
            text += std::to_string(each.line) + " " + each.heading + " " +
                    std::string(each.section ? formatSection(*each.section) : "never") + ", end " +
                    std::to_string(each.end) + (each.about.empty() ? "" : ": " + each.about) + "\n";
        for (const auto& row : each.rows)
            text += show(row);
    }
    return text;
}

} // namespace

class TestSmtpPluginsOutline : public QObject
{
    Q_OBJECT

private slots:
    void rows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("rows");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("plugins in order") << QByteArray("[rcpt]\nplugins/b\n:plugins/a x\n")
                                          << QByteArray(
                                                 "1 [rcpt] rcpt, end 4\n"
                                                 "  2 + plugins/b\n"
                                                 "  3 + :plugins/a x\n");
        QTest::newRow("a section twice, and one that is none")
            << QByteArray("[mail]\nplugins/a\n[xyz]\nplugins/b\n[m]\n")
            << QByteArray(
                   "1 [mail] mail, end 3\n"
                   "  2 + plugins/a\n"
                   "3 [xyz] never, end 5\n"
                   "  4 + plugins/b\n"
                   "5 [m] mail, end 6\n");
        QTest::newRow("above the first section") << QByteArray("plugins/a\n[mail]\n")
                                                 << QByteArray(
                                                        "  1 + plugins/a\n"
                                                        "2 [mail] mail, end 3\n");
        QTest::newRow("the comment above a heading is about it")
            << QByteArray("# the file\n\n# senders\n# and bounces\n[mail]\n")
            << QByteArray("  1 ; the file\n5 [mail] mail, end 6: senders and bounces\n");
        QTest::newRow("comments within a section")
            << QByteArray("[mail]\n# first\n# things\nplugins/a\n\n# later\n\nplugins/b\n")
            << QByteArray(
                   "1 [mail] mail, end 9\n"
                   "  2-3 ; first things\n"
                   "  4 + plugins/a\n"
                   "  6 ; later\n"
                   "  8 + plugins/b\n");
        QTest::newRow("a comment below a heading without plugins")
            << QByteArray("[mail]\n# none yet\n\n# far below\n\n[rcpt]\n")
            << QByteArray(
                   "1 [mail] mail, end 3\n"
                   "  2 ; none yet\n"
                   "  4 ; far below\n"
                   "6 [rcpt] rcpt, end 7\n");
        QTest::newRow("switched off") << QByteArray("[mail]\n#plugins/a\n# :plugins/b x\n#:echo N\n")
                                      << QByteArray(
                                             "1 [mail] mail, end 5\n"
                                             "  2 - plugins/a\n"
                                             "  3 - :plugins/b x\n"
                                             "  4 - :echo N\n");
        QTest::newRow("blanks at the end, and none in front") << QByteArray("[mail] \n  plugins/a\t\n#plugins/b \n")
                                                              << QByteArray(
                                                                     "1 [mail] mail, end 4\n"
                                                                     "  2 +   plugins/a\n"
                                                                     "  3 - plugins/b\n");
    }

    void rows()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, rows);
        QCOMPARE(show(check::outline(bytes.toStdString())), rows.toStdString());
    }

    void whatLooksLikeAPluginThatIsOff_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("mark");
        QTest::newRow("a path below plugins") << QByteArray("#plugins/a") << 1;
        QTest::newRow("with a blank, as editors comment") << QByteArray("# plugins/sub/a.py ") << 2;
        QTest::newRow("an absolute path") << QByteArray("#/usr/local/bin/check") << 1;
        QTest::newRow("a known path") << QByteArray("# checks/known") << 2;
        QTest::newRow("an unknown path") << QByteArray("# checks/unknown") << 0;
        QTest::newRow("a shell line") << QByteArray("#:plugins/a one two") << 1;
        QTest::newRow("a shell line with settings") << QByteArray("# :LIMIT=5 exec plugins/a") << 2;
        QTest::newRow("a shell line without a path") << QByteArray("#:echo N") << 1;
        QTest::newRow("that, with a blank") << QByteArray("# :echo N") << 0;
        QTest::newRow("a plugin that is on") << QByteArray("plugins/a") << 0;
        QTest::newRow("words") << QByteArray("# see plugins/a") << 0;
        QTest::newRow("a path and words") << QByteArray("# plugins/a is slow") << 0;
        QTest::newRow("one or the other") << QByteArray("# and/or") << 0;
        QTest::newRow("an address of the web") << QByteArray("# http://example.org/") << 0;
        QTest::newRow("a folder") << QByteArray("# plugins/") << 0;
        QTest::newRow("an example that is set off") << QByteArray("#   :plugins/x one two") << 0;
        QTest::newRow("a smiley") << QByteArray("#:-)") << 0;
        QTest::newRow("a comment that is commented out") << QByteArray("##plugins/a") << 0;
        QTest::newRow("a line of marks") << QByteArray("#//////") << 0;
        QTest::newRow("nothing") << QByteArray("#") << 0;
    }

    void whatLooksLikeAPluginThatIsOff()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, mark);
        const auto isKnown = [](std::string_view path) { return path == "checks/known"; };
        QCOMPARE(static_cast<int>(check::offMark(line.toStdString(), isKnown)), mark);
    }

    void theSampleExplainsItselfInComments()
    {
        const auto sections = check::outline(
            "# A [section] names the moment.\n"
            "#   plugins/x            the path of a program\n"
            "#   :plugins/x one two   a line for /bin/sh\n"
            "# Comments start in the first column.\n\n[mail]\n");
        QCOMPARE(sections.size(), std::size_t{2});
        QCOMPARE(sections[0].rows.size(), std::size_t{1});
        QVERIFY(sections[0].rows[0].kind == OutlineRow::Kind::Comment);
    }

    /// Whatever the text is, what is on is what runs, in the same lines and sections.
    void whatIsOnIsWhatRuns()
    {
        const std::vector<std::string> pieces{
            "[mail]", "[r", "plugins/a", ":x y", "#plugins/b", "# z", "#",
            "\n",     "\n", "\n",        " ",    "\t",         "[",   std::string(1, '\0')};
        std::mt19937 random(5); // NOLINT(cert-msc51-cpp): the same texts in each run
        for (int text = 0; text < 2000; ++text) {
            std::string bytes;
            for (auto count = random() % 30; count > 0; --count)
                bytes += pieces[random() % pieces.size()];
            using Run = std::tuple<std::size_t, std::string, std::optional<control::Section>>;
            std::vector<Run> runs;
            for (const auto& plugin : check::readLines(bytes).plugins)
                runs.emplace_back(plugin.entry.line, plugin.entry.text, plugin.section);
            std::vector<Run> on;
            for (const auto& section : check::outline(bytes))
                for (const auto& row : section.rows)
                    if (row.kind == OutlineRow::Kind::Plugin && row.isOn)
                        on.emplace_back(row.line, row.text, section.section);
            std::ranges::sort(runs); // a line with NUL holds several
            std::ranges::sort(on);
            QVERIFY(on == runs);
        }
    }
};

SPP_TEST(TestSmtpPluginsOutline)
#include "tst_smtpplugins_outline.moc"
