// SPDX-License-Identifier: MIT
#include "core/debug/breakpoint.h"
#include "core/debug/breakpoints.h"
#include "tests/core/debug/stops.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using debug::Breakpoint;
using debug::Breakpoints;

namespace
{

Breakpoint parsed(const std::string& text)
{
    auto breakpoint = debug::parseBreakpoint(text);
    if (!breakpoint)
        qFatal("%s: %s", text.c_str(), breakpoint.error().message.c_str());
    return std::move(*breakpoint);
}

std::string breakpointError(const std::string& text)
{
    const auto breakpoint = debug::parseBreakpoint(text);
    return breakpoint ? "(none)" : breakpoint.error().message;
}

/// C, P, O and R for the places at which it is hit.
std::string hitsOf(const std::string& text)
{
    const Breakpoint breakpoint = parsed(text);
    std::string hits;
    hits += isHitBy(breakpoint, beforeCommand()) ? "C" : "";
    hits += isHitBy(breakpoint, beforePlugin()) ? "P" : "";
    hits += isHitBy(breakpoint, afterOutput()) ? "O" : "";
    hits += isHitBy(breakpoint, beforeReply()) ? "R" : "";
    return hits;
}

/// Which of so many hits hold.
std::string heldOf(Breakpoints& breakpoints, int hits)
{
    std::string held;
    for (int i = 1; i <= hits; ++i)
        held += breakpoints.at(beforePlugin()).hold ? std::to_string(i) + " " : "";
    return held;
}

} // namespace

class TestBreakpoint : public QObject
{
    Q_OBJECT

private slots:
    void eachKindIsHitAtItsPlaces_data()
    {
        QTest::addColumn<QString>("places");
        const auto row = [](const char* text, const char* places) { QTest::newRow(text) << places; };
        row("section rcpt", "P");
        row("section rcpt before", "P");
        row("section rcpt after", "O");
        row("section mail", "");
        row("plugin plugins/rbl", "P");
        row("plugin \"plugins/rbl\"", "P");
        row("plugin control/smtpplugins:3", "P");
        row("plugin plugins/rbl after", "O");
        row("plugin plugins/other", "");
        row("verdict refused", "O");
        row("verdict refused after", "O");
        row("verdict accepted", "");
        row("letter E", "O");
        row("letter S", "O");
        row("letter H", "");
        row("changes RBL", "O");
        row("changes SMTPRCPTTO", "");
        row("command RCPT", "C");
        row("command rcpt", "C");
        row("command RCPT after", "R");
        row("command MAIL", "");
        row("line 7", "C");
        row("line 7 after", "R");
        row("line 8", "");
        row("reply 550", "R");
        row("reply 5xx", "R");
        row("reply 5xx before", "R");
        row("reply 4xx", "");
        row("reply 551", "");
        row("plugin plugins/rbl if SMTPRCPTCOUNT > 3", "P");
        row("plugin plugins/rbl if SMTPRCPTCOUNT > 4", "");
        row("letter E if output contains \"listed\" and RBL set", "O");
    }

    void eachKindIsHitAtItsPlaces()
    {
        QFETCH(QString, places);
        QCOMPARE(hitsOf(QTest::currentDataTag()), places.toStdString());
    }

    void aSectionBeginsWithItsFirstPluginAndEndsWithItsVerdict()
    {
        debug::Stop second = beforePlugin();
        second.beginsSection = false;
        QVERIFY(!isHitBy(parsed("section rcpt"), second));
        debug::Stop first = afterOutput();
        first.verdict.reset();
        QVERIFY(!isHitBy(parsed("section rcpt after"), first));
    }

    void aReplyIsKnownByEachOfItsLines()
    {
        const Breakpoint breakpoint = parsed("reply 550");
        QVERIFY(isHitBy(breakpoint, beforeReply("250-a\r\n550 b\r\n250 c\r\n")));
        QVERIFY(!isHitBy(breakpoint, beforeReply("250 550\r\n5500\r\n 550\r\n")));
        QVERIFY(!isHitBy(breakpoint, beforeReply("")));
    }

    void whatIsTypedIsSavedInOneForm_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* typed, const char* text) { QTest::newRow(typed) << text; };
        row(" plugin  plugins/rbl  hits 5 if SMTPRCPTCOUNT>3", "plugin plugins/rbl if SMTPRCPTCOUNT > 3 hits 5");
        row("plugin \"plugins/rbl\"", "plugin plugins/rbl");
        row("plugin \":exec rbl \\\"$X\\\"\" off", "plugin \":exec rbl \\\"$X\\\"\" off");
        row("plugin :rbl|cat", "plugin :rbl|cat");
        row("plugin a\"b", "plugin a\"b");
        row("plugin off", "plugin off");
        row("command MAIL log \"from {SMTPMAILFROM}\"", "command MAIL log \"from {SMTPMAILFROM}\"");
        row("command mail before", "command MAIL");
        row("command StartTLS off after every 2 hits 3", "command STARTTLS after hits 3 every 2 off");
        row("reply 5xx", "reply 5xx");
        row("changes RELAYCLIENT", "changes RELAYCLIENT");
        row("changes $spam", "changes spam");
        row("changes \"$spam\"", "changes \"$spam\"");
        row("letter LM", "letter LM");
        row("verdict \"accepted unchecked\" after", "verdict \"accepted unchecked\"");
        row("line 12 hits 1 every 1", "line 12");
        row("section pass after log \"{{}} {$spam}\\n\"", "section pass after log \"{{}} {$spam}\\n\"");
    }

    void whatIsTypedIsSavedInOneForm()
    {
        QFETCH(QString, text);
        const Breakpoint typed = parsed(QTest::currentDataTag());
        QCOMPARE(formatBreakpoint(typed), text.toStdString());
        QVERIFY(parsed(text.toStdString()) == typed);
    }

    void errorsNameTheColumnAndWhatWasExpected_data()
    {
        QTest::addColumn<QString>("error");
        const auto row = [](const char* text, const char* error) { QTest::newRow(text) << error; };
        row("",
            "column 1: expected section, plugin, verdict, letter, changes, command, line or reply, but this is the "
            "end");
        row("plugins/rbl",
            "column 1: expected section, plugin, verdict, letter, changes, command, line or reply, but here is "
            "“plugins”");
        row("section spam",
            "column 9: expected a section: connection, helo, mail, rcpt, pass, data or auth, but here is “spam”");
        row("plugin", "column 7: expected a plugin's line in smtpplugins, but this is the end");
        row("plugin \"x", "column 8: this text has no closing quote");
        row("verdict no",
            "column 9: expected a verdict: accepted, \"accepted unchecked\", refused or disconnected, but here is "
            "“no”");
        row("letter X", "column 8: expected a letter: A, N, O, E, R, D, P, S, U, H, C, LM, LR or LD, but here is “X”");
        row("changes", "column 8: expected a variable's name, but this is the end");
        row("command FOO", "column 9: expected a command of the client, such as MAIL, but here is “FOO”");
        row("line 0", "column 6: expected a line's number, from 1, but here is “0”");
        row("line 1.5", "column 6: expected a line's number, from 1, but here is “1.5”");
        row("line 99999999999999999999",
            "column 6: expected a line's number, from 1, but here is “99999999999999999999”");
        row("reply 999", "column 7: expected a reply's code, such as 550, 4xx or 5xx, but here is “999”");
        row("reply 55x", "column 7: expected a reply's code, such as 550, 4xx or 5xx, but here is “55”");
        row("letter E when", "column 10: expected before, after, if, hits, every, log or off, but here is “when”");
        row("letter E before", "column 10: this is known only after a plugin's output");
        row("changes X after", "column 11: a change is told where it happens");
        row("reply 550 after", "column 11: a reply can be held only before it is sent");
        row("section rcpt after before", "column 20: it can't be both before and after");
        row("section rcpt before after", "column 21: it can't be both before and after");
        row("letter E off off", "column 14: “off” stands here twice");
        row("letter E hits", "column 14: expected a number, from 1, but this is the end");
        row("letter E hits -1", "column 15: expected a number, from 1, but here is “-1”");
        row("letter E if hits 5",
            "column 13: “hits” is not known here; there are section, plugin, command, verb, output, verdict, reply, "
            "code, and a variable of that name is written $hits");
        row("letter E if A > 1 B", "column 19: expected before, after, if, hits, every, log or off, but here is “B”");
        row("letter E log x", "column 14: expected a text in double quotes, but here is “x”");
        row("letter E log \"{\"", "column 14: “{” is not closed; a brace that is meant so is written {{");
        row("letter E log \"}\"", "column 14: “}” closes nothing; a brace that is meant so is written }}");
        row("letter E log \"{A B}\"", "column 14: {A B}: column 3: expected the end, but here is “B”");
        row("letter E log \"{}\"", "column 14: {}: column 1: expected a variable or a word, but this is the end");
    }

    void errorsNameTheColumnAndWhatWasExpected()
    {
        QFETCH(QString, error);
        QCOMPARE(breakpointError(QTest::currentDataTag()), error.toStdString());
    }

    void hitsAreCounted()
    {
        Breakpoints always({parsed("section rcpt")});
        QCOMPARE(heldOf(always, 3), "1 2 3 "s);
        Breakpoints later({parsed("section rcpt hits 3")});
        QCOMPARE(heldOf(later, 5), "3 4 5 "s);
        Breakpoints eachSecond({parsed("section rcpt every 2")});
        QCOMPARE(heldOf(eachSecond, 5), "2 4 "s);
        Breakpoints both({parsed("section rcpt every 2 hits 3")});
        QCOMPARE(heldOf(both, 6), "4 6 "s);
        Breakpoints off({parsed("section rcpt off")});
        QCOMPARE(heldOf(off, 2), ""s);
    }

    void onlyWhatFulfilsTheConditionIsAHit()
    {
        Breakpoints breakpoints({parsed("section rcpt if SMTPRCPTCOUNT == 4 hits 2")});
        debug::Stop other = beforePlugin();
        other.environment.set("SMTPRCPTCOUNT", "1");
        QVERIFY(!breakpoints.at(other).hold);
        QCOMPARE(heldOf(breakpoints, 3), "2 3 "s);
    }

    void aBreakpointThatStaysKeepsItsCount()
    {
        Breakpoints breakpoints({parsed("section rcpt hits 3"), parsed("section mail")});
        QCOMPARE(heldOf(breakpoints, 2), ""s);
        breakpoints.set({parsed("section rcpt hits 3 off"), parsed("letter E")});
        QCOMPARE(heldOf(breakpoints, 1), ""s);
        breakpoints.set({parsed("section rcpt hits 3")});
        QCOMPARE(heldOf(breakpoints, 1), "1 "s);
        breakpoints.set({parsed("section rcpt hits 4")}); // another one
        QCOMPARE(heldOf(breakpoints, 4), "4 "s);
    }

    void aLogPointLogsInsteadOfHolding()
    {
        Breakpoints breakpoints(
            {parsed("letter E log \"{section}: {SMTPRCPTTO} {{{$score}}} {GONE}\""), parsed("letter E hits 2")});
        const auto first = breakpoints.at(afterOutput());
        QCOMPARE(first.logged, std::vector{"rcpt: b@example.org {5.30} (not set)"s});
        QVERIFY(!first.hold);
        const auto second = breakpoints.at(afterOutput());
        QCOMPARE(second.logged.size(), std::size_t{1});
        QCOMPARE(formatBreakpoint(*second.hold), "letter E hits 2"s);
    }

    void aLogLineIsOneShortPrintableLine()
    {
        debug::Stop stop = beforePlugin();
        stop.environment.set("SMTPRCPTTO", "a\r\n\x1b[2J" + std::string(5000, 'x'));
        Breakpoints breakpoints({parsed("section rcpt log \"{SMTPRCPTTO}\\n\"")});
        const std::string logged = breakpoints.at(stop).logged.front();
        QVERIFY2(logged.starts_with("a\\r\\n\\x1b[2Jxxx") && logged.ends_with("x…\\n"), logged.c_str());
        QVERIFY(logged.size() < 1100);
    }

    void answersAreNeededWhereTheyAreLookedAt()
    {
        const auto need = [](const std::string& text) { return Breakpoints({parsed(text)}).needAnswers(); };
        QVERIFY(need("verdict refused") && need("letter E") && need("changes X") && need("section rcpt after") &&
                need("plugin x after"));
        QVERIFY(!need("section rcpt") && !need("plugin x") && !need("command MAIL after") && !need("line 3 after") &&
                !need("reply 5xx") && !need("letter E off"));
        QVERIFY(!Breakpoints().needAnswers());
    }
};

SPP_TEST(TestBreakpoint)
#include "tst_breakpoint.moc"
