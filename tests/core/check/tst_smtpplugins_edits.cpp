// SPDX-License-Identifier: MIT
/// Changes to smtpplugins: what is meant changes, and not a byte more.
#include "core/check/smtpplugins_edits.h"

#include "core/base/text.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <random>

using namespace spp;
using control::Section;

namespace
{

const std::string file =
    "# head\n"        // 1
    "\n"              // 2
    "[mail]\n"        // 3
    "plugins/a  \n"   // 4
    "# about b\n"     // 5
    "plugins/b\n"     // 6
    "\n"              // 7
    "# recipients\n"  // 8
    "[rcpt]\n"        // 9
    ":plugins/c x\n"; // 10

std::string without(std::string text, const std::string& part)
{
    return text.erase(text.find(part), part.size());
}

std::string replaced(std::string text, const std::string& part, const std::string& by)
{
    return text.replace(text.find(part), part.size(), by);
}

} // namespace

class TestSmtpPluginsEdits : public QObject
{
    Q_OBJECT

private slots:
    void linesMoveUpAndDown()
    {
        using check::moveLines;
        QCOMPARE(moveLines("1\n2\n3\n4\n", 1, 1, 4).bytes, std::string("2\n3\n1\n4\n"));
        QCOMPARE(moveLines("1\n2\n3\n4\n", 1, 1, 4).line, std::size_t{3});
        QCOMPARE(moveLines("1\n2\n3\n4\n", 3, 2, 2).bytes, std::string("1\n3\n4\n2\n"));
        QCOMPARE(moveLines("1\n2\n3\n4\n", 3, 2, 2).line, std::size_t{2});
        QCOMPARE(moveLines("1\n2\n3\n4\n", 2, 1, 5).bytes, std::string("1\n3\n4\n2\n"));
    }

    void aMoveToWhereItIsChangesNothing()
    {
        for (const std::size_t before : {2, 3, 4})
            QCOMPARE(check::moveLines("1\n2\n3\n4\n", 2, 2, before).bytes, std::string("1\n2\n3\n4\n"));
        QCOMPARE(check::moveLines("1\n2\n", 5, 1, 1).bytes, std::string("1\n2\n"));
        QCOMPARE(check::moveLines("1\n2\n", 2, 3, 1).bytes, std::string("1\n2\n"));
    }

    void aTextWithoutALastLineEndStaysSo()
    {
        QCOMPARE(check::moveLines("1\n2", 1, 1, 3).bytes, std::string("2\n1"));
        QCOMPARE(check::removeLines("1\n2", 2, 1), std::string("1"));
        QCOMPARE(check::addToSection("[mail]\nplugins/a", Section::Mail, "plugins/b").bytes,
                 std::string("[mail]\nplugins/a\nplugins/b"));
    }

    void aStepUpGoesPastTheNeighbour()
    {
        const auto moved = check::moveUp(file, check::outline(file), 6);
        QVERIFY(moved.has_value());
        QCOMPARE(moved->bytes, replaced(without(file, "plugins/b\n"), "# about b\n", "plugins/b\n# about b\n"));
        QCOMPARE(moved->line, std::size_t{5});
    }

    void aStepUpFromTheFirstPlaceGoesIntoTheSectionAbove()
    {
        const auto moved = check::moveUp(file, check::outline(file), 10);
        QVERIFY(moved.has_value());
        QCOMPARE(moved->bytes, replaced(without(file, ":plugins/c x\n"), "plugins/b\n", "plugins/b\n:plugins/c x\n"));
        QVERIFY(!check::moveUp(file, check::outline(file), 4));
        QVERIFY(!check::moveUp(file, check::outline(file), 3));
    }

    void aStepDownFromTheLastPlaceGoesIntoTheSectionBelow()
    {
        const auto moved = check::moveDown(file, check::outline(file), 6);
        QVERIFY(moved.has_value());
        QCOMPARE(moved->bytes, replaced(without(file, "plugins/b\n"), ":plugins/c", "plugins/b\n:plugins/c"));
        QCOMPARE(moved->line, std::size_t{9});
        QVERIFY(!check::moveDown(file, check::outline(file), 10));
    }

    void stepsUpAndDownMeetInTheMiddle()
    {
        const auto up = check::moveUp(file, check::outline(file), 10);
        const auto down = check::moveDown(up->bytes, check::outline(up->bytes), up->line);
        QCOMPARE(down->bytes, file);
        QCOMPARE(down->line, std::size_t{10});
    }

    void noStepLosesALine()
    {
        const auto sorted = [](std::string_view bytes) {
            std::vector<std::string> lines;
            for (const auto line : text::lines(bytes))
                lines.emplace_back(line);
            std::sort(lines.begin(), lines.end());
            return lines;
        };
        const auto lines = sorted(file);
        std::string bytes = file;
        std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same steps in each run
        for (int step = 0; step < 3000; ++step) {
            const std::size_t line = random() % 12;
            const auto outline = check::outline(bytes);
            const auto moved =
                random() % 2 == 0 ? check::moveUp(bytes, outline, line) : check::moveDown(bytes, outline, line);
            if (moved)
                bytes = moved->bytes;
            bytes = check::moveLines(bytes, random() % 12, random() % 3, random() % 13).bytes;
            QVERIFY(sorted(bytes) == lines);
        }
    }

    void aPluginIsSwitchedOffAndOn()
    {
        const std::string off = check::switchPlugin(file, 4, false);
        QCOMPARE(off, replaced(file, "plugins/a", "#plugins/a"));
        QCOMPARE(check::switchPlugin(off, 4, false), off);
        QCOMPARE(check::switchPlugin(off, 4, true), file);
        QCOMPARE(check::switchPlugin(file, 4, true), file);
        QCOMPARE(check::switchPlugin("[mail]\n# :plugins/a x\n", 2, true), std::string("[mail]\n:plugins/a x\n"));
        QCOMPARE(check::switchPlugin(file, 5, true), file);
        QCOMPARE(check::switchPlugin(file, 99, false), file);
    }

    void aPluginIsAddedAtTheEndOfItsSection()
    {
        const auto added = check::addToSection(file, Section::Mail, "plugins/n");
        QCOMPARE(added.bytes, replaced(file, "plugins/b\n", "plugins/b\nplugins/n\n"));
        QCOMPARE(added.line, std::size_t{7});
        QCOMPARE(check::addToSection("[mail]\n", Section::Mail, "plugins/n\n[rcpt]").bytes,
                 std::string("[mail]\nplugins/n [rcpt]\n"));
    }

    void aSectionIsMadeInItsPlace()
    {
        const auto before = check::withSection(file, Section::Helo);
        QCOMPARE(before.bytes, replaced(file, "[mail]", "[helo]\n\n[mail]"));
        QCOMPARE(before.line, std::size_t{4});
        const auto between = check::addToSection("[mail]\n\n# about data\n[data]\n", Section::Rcpt, "plugins/n");
        QCOMPARE(between.bytes, std::string("[mail]\n\n[rcpt]\nplugins/n\n\n# about data\n[data]\n"));
        const auto behind = check::addToSection(file, Section::Data, "plugins/n");
        QCOMPARE(behind.bytes, file + "\n[data]\nplugins/n\n");
        QCOMPARE(behind.line, std::size_t{13});
        QCOMPARE(check::withSection("", Section::Data).bytes, std::string("[data]\n"));
    }

    void aRowMovesIntoASectionThatIsMadeForIt()
    {
        using check::moveToSection;
        const auto up = moveToSection(file, 6, 1, Section::Helo);
        QCOMPARE(up.bytes, replaced(without(file, "plugins/b\n"), "[mail]", "[helo]\nplugins/b\n\n[mail]"));
        QCOMPARE(up.line, std::size_t{4});
        const auto down = moveToSection(file, 4, 1, Section::Data);
        QCOMPARE(down.bytes, without(file, "plugins/a  \n") + "\n[data]\nplugins/a  \n");
        QCOMPARE(moveToSection(file, 4, 1, Section::Rcpt).bytes, without(file, "plugins/a  \n") + "plugins/a  \n");
        QCOMPARE(moveToSection(file, 10, 1, Section::Mail).line, std::size_t{7});
    }

    void arguments_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* line, const char* before, const char* arguments, const char* after) {
            QTest::addRow("%s with %s", line, arguments)
                << QByteArray(line) << QByteArray(before) << QByteArray(arguments) << QByteArray(after);
        };
        row("plugins/a", "", "one two", ":plugins/a one two");
        row("plugins/a", "", "  ", "plugins/a");
        row("plugins/my own", "", "x", ":'plugins/my own' x");
        row(":plugins/a one", "one", "two", ":plugins/a two");
        row(":plugins/a one", "one", "", "plugins/a");
        row(":plugins/a  one", "one", "one", ":plugins/a  one");
        row(":plugins/a", "", "", ":plugins/a");
        row(":LIMIT=5 exec plugins/a one", "one", "", ":LIMIT=5 exec plugins/a");
        row(":LIMIT=5 exec plugins/a one", "one", "two >&2", ":LIMIT=5 exec plugins/a two >&2");
        row(":echo N", "echo N", "echo O", ":echo O");
        row(":echo N", "echo N", "", ":echo N");
        row("plugins/a", "", "x\n[rcpt]", ":plugins/a x [rcpt]");
    }

    void arguments()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, after);
        QCOMPARE(check::argumentsOf(line.toStdString()), before.toStdString());
        QCOMPARE(check::withArguments(line.toStdString(), arguments.toStdString()), after.toStdString());
    }

    void argumentsOfAPluginThatIsOff()
    {
        QCOMPARE(check::setArguments("[mail]\n# plugins/a\n", 2, "x"), std::string("[mail]\n# :plugins/a x\n"));
        QCOMPARE(check::setArguments(file, 4, ""), file);
    }
};

SPP_TEST(TestSmtpPluginsEdits)
#include "tst_smtpplugins_edits.moc"
