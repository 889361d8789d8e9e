// SPDX-License-Identifier: MIT
#include "core/trace/shell_trace.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp::trace;
using namespace std::string_literals;
using Channel = ShellTrace::Channel;

namespace
{

const std::string testMark = "f00d";

/// "12:file:text" of each line; "+text" where it goes on; "~12:…" where the line is a guess.
std::string shownLines(ShellTrace& trace)
{
    std::string shown;
    for (const TracedLine& line : trace.takeLines())
        shown +=
            (line.continues ? "+" : (line.guessed ? "~" : "") + std::to_string(line.line) + ":" + line.file + ":") +
            line.text + "\n";
    return shown;
}

} // namespace

class TestShellTrace : public QObject
{
    Q_OBJECT

private slots:
    void aChannelOfItsOwnHasNothingElse()
    {
        ShellTrace trace(Channel::Own, testMark);
        QCOMPARE(trace.take("+f00d:3 plugins/check f00d echo one\n++f00d:12 lib/x f00d two\n"), ""s);
        QCOMPARE(shownLines(trace), "3:plugins/check:echo one\n12:lib/x:two\n"s);
    }

    void aNewlineInAValueGoesOnInTheNextLine()
    {
        ShellTrace trace(Channel::Own, testMark);
        trace.take("+f00d:3 x f00d y='a\nb'\n+f00d:4 x f00d :\n");
        QCOMPARE(shownLines(trace), "3:x:y='a\n+b'\n4:x::\n"s);
    }

    void aPromptThatIsNotOursIsALineOfItsOwn()
    {
        ShellTrace trace(Channel::Own, testMark);
        trace.take("+ echo one\n++ echo two\n");
        QCOMPARE(shownLines(trace), "0::echo one\n0::echo two\n"s);
    }

    void theLogKeepsWhatIsItsOwn()
    {
        ShellTrace trace(Channel::Log, testMark);
        QCOMPARE(trace.take("hello\n+f00d:3 f00d echo one\npart+f00d:4 f00d printf x\nial\n+ f00d no\n"),
                 "hello\npartial\n+ f00d no\n"s);
        QCOMPARE(shownLines(trace), "3::echo one\n4::printf x\n"s);
        QCOMPARE(trace.finish(), ""s);
    }

    void itComesInAnyPieces()
    {
        const std::string bytes = "a++f00d:3 f00d echo one\n+f00f\n+f00+f00d: f00d x\n+f0";
        std::string log;
        ShellTrace trace(Channel::Log, testMark);
        for (const char c : bytes)
            log += trace.take(std::string_view(&c, 1));
        log += trace.finish();
        QCOMPARE(log, "a++f00f\n+f00+f0"s);
        QCOMPARE(shownLines(trace), "3::echo one\n0::x\n"s);
    }

    void nothingIsHeldBackThatIsNoBeginning()
    {
        ShellTrace trace(Channel::Log, testMark);
        QCOMPARE(trace.take("looking"), "looking"s);
        QCOMPARE(trace.take("+"), ""s);
        QCOMPARE(trace.take("x"), "+x"s);
    }

    void aLineThatIsCutOffByTheEndIsToldToo()
    {
        ShellTrace own(Channel::Own, testMark);
        own.take("+f00d:3 x f00d echo");
        QCOMPARE(shownLines(own), ""s);
        own.finish();
        QCOMPARE(shownLines(own), "3:x:echo\n"s);
        ShellTrace log(Channel::Log, testMark);
        log.take("+f00d:3 f00d echo");
        QCOMPARE(log.finish(), ""s);
        QCOMPARE(shownLines(log), "3::echo\n"s);
    }

    void twoProcessesTraceAtOnce()
    {
        ShellTrace trace(Channel::Log, testMark);
        QCOMPARE(trace.take("+f00d:3 f00d +f00d:3 f00d sort\nenv | x\n+f00d:4 f00d a+f00d:5 f00d b\n\nlog\n"),
                 "log\n"s);
        QCOMPARE(shownLines(trace), "3::sort\n3::env | x\n5::b\n4::a\n"s);
    }

    void forgedLinesDoNoHarm()
    {
        for (const Channel channel : {Channel::Own, Channel::Log}) {
            ShellTrace trace(channel, testMark);
            trace.take("+f00d \n+f00d:f00d\n+f00d:99999999999999999999999999 f00d\n+f00d:3x f00df00d f00d\n+f00d"s +
                       std::string(1, '\0') + "\n");
            trace.finish();
            QVERIFY(trace.takeLines().size() >= 3);
        }
    }

    void aLongLineIsCut()
    {
        for (const Channel channel : {Channel::Own, Channel::Log}) {
            ShellTrace trace(channel, testMark);
            QCOMPARE(trace.take("+f00d:3 f00d " + std::string(10 * maxTracedLine, 'x')), ""s);
            trace.take(std::string(10 * maxTracedLine, 'x') + "\n+f00d:4 f00d y\n");
            const auto lines = trace.takeLines();
            QCOMPARE(lines.size(), std::size_t{2});
            QVERIFY(lines.front().text.size() < maxTracedLine + 10);
            QVERIFY(lines.front().text.ends_with("…"));
            QCOMPARE(lines.back().text, "y"s);
        }
    }

    void aFloodIsKeptInPart()
    {
        ShellTrace trace(Channel::Log, testMark);
        std::size_t kept = 0;
        for (int i = 0; i < 100'000; ++i) {
            QCOMPARE(trace.take("+f00d:3 f00d :\n"), ""s);
            kept += trace.takeLines().size();
        }
        QVERIFY(kept > 1000);
        QVERIFY(kept <= maxShellTrace / 100);
        QCOMPARE(trace.take("the log goes on\n"), "the log goes on\n"s);
    }

    void aShellThatTellsNoNumberIsLookedUpInTheScript()
    {
        ShellTrace trace(Channel::Log, testMark, "#!/bin/sh\nx=$1\necho \"$x\"\n");
        trace.take("+f00d: f00d x=one\n+f00d: f00d echo one\n+f00d: f00d other\n+f00d:2 f00d x=two\n");
        QCOMPARE(shownLines(trace), "~2::x=one\n~3::echo one\n0::other\n2::x=two\n"s);
    }

    void thePromptHasTheMarkTwice()
    {
        for (const ShellKind shell : {ShellKind::Bash, ShellKind::Zsh, ShellKind::Other}) {
            const std::string prompt = shellPrompt(shell, testMark);
            QVERIFY(prompt.starts_with("+f00d") && !prompt.starts_with("+f00d:") && prompt.ends_with(" f00d "));
        }
    }
};

SPP_TEST(TestShellTrace)
#include "tst_shell_trace.moc"
