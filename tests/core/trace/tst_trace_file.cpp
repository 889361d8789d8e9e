// SPDX-License-Identifier: MIT
/// Traces as files: what is read again shows the same, whatever was recorded; what is no trace is told, with its line.
#include "core/base/text.h"
#include "core/trace/hazard_finder.h"
#include "core/trace/timeline.h"
#include "core/trace/trace_file.h"
#include "tests/app/record_list.h"
#include "tests/core/session/random_dialog.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using trace::parseTrace;
using trace::Record;
using trace::Timeline;

namespace
{

void dump(std::string& out, const plugin::Environment& environment)
{
    for (const auto& entry : environment.entries())
        out += "    env " + entry + "\n";
}

std::string numbers(std::initializer_list<std::int64_t> all)
{
    std::string words;
    for (const auto each : all)
        words += " " + std::to_string(each);
    return words;
}

void dump(std::string& out, const trace::PluginStep& plugin)
{
    const auto& call = plugin.call;
    out += "  call " + std::string(formatSection(call.section)) + " " + call.program + " in " + call.directory + ": " +
           call.line + " at " + call.place + "\n";
    for (const auto& argument : call.arguments)
        out += "    argument " + argument + "\n";
    dump(out, call.environment);
    if (plugin.meant) {
        out += "  meant\n";
        dump(out, *plugin.meant);
    }
    for (const auto& line : plugin.output)
        out += "  said " + line.command.line + " = " + line.command.text +
               numbers({static_cast<int>(line.command.letter), line.command.unterminated, line.at.count()}) + " " +
               line.note + "\n";
    out += "  log " + plugin.log + "\n";
    for (const auto& line : plugin.logLines())
        out += "    " + std::string(line.bytes) + numbers({line.at.count()}) + "\n";
    for (const auto& line : plugin.trace)
        out +=
            "  ran " + line.ran.file + " " + line.ran.text +
            numbers({static_cast<std::int64_t>(line.ran.line), line.ran.continues, line.ran.guessed, line.at.count()}) +
            "\n";
    if (plugin.exit)
        out += "  exit " + plugin::describe(*plugin.exit) + numbers({static_cast<int>(plugin.exit->kind)}) + "\n";
    if (const auto& cost = plugin.resources)
        out += "  cost" +
               numbers({cost->processId, cost->wall.count(), cost->user.count(), cost->system.count(),
                        cost->peakKib.value_or(-1)}) +
               "\n";
    out += "  skipped " + plugin.whySkipped + numbers({static_cast<std::int64_t>(plugin.unread)}) + "\n";
}

/// All that a timeline can show, as text.
std::string dump(const Timeline& timeline)
{
    std::string out = timeline.dialect() ? std::string(timeline.dialect()->name) : "no dialect";
    out += " " + timeline.smtpPluginsPath() + "\n";
    for (std::size_t each = 0; timeline.plugins() && each < control::sectionCount; ++each)
        for (const auto& entry : timeline.plugins()->plugins(static_cast<control::Section>(each)))
            out +=
                numbers({static_cast<std::int64_t>(each), static_cast<std::int64_t>(entry.line)}) + entry.text + "\n";
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const auto& step = timeline.steps()[i];
        out += numbers({static_cast<int>(step.kind), static_cast<std::int64_t>(step.parent.value_or(9999)),
                        static_cast<std::int64_t>(step.record), static_cast<std::int64_t>(step.cut), step.began.count(),
                        step.ended.count(), static_cast<int>(step.outcome), step.fromPlugin,
                        static_cast<std::int64_t>(step.knownRecords)}) +
               " " + step.title + "\n  text " + step.text + "\n  meant " + step.meant.value_or("(none)") + "\n";
        if (step.plugin)
            dump(out, *step.plugin);
        dump(out, step.environment());
        for (const auto& change : timeline.environmentChanges(i))
            out += "  changed " + change.name + "\n";
        for (const auto& entry : step.environment().entries())
            if (const auto* setter = timeline.setterOf(i, plugin::entryName(entry)))
                out += "  set by" +
                       numbers({static_cast<std::int64_t>(setter->step.value_or(9999)),
                                static_cast<std::int64_t>(setter->line.value_or(9999)),
                                static_cast<std::int64_t>(setter->record)}) +
                       "\n";
    }
    return out;
}

Timeline timelineOf(const std::vector<Record>& records)
{
    Timeline timeline;
    for (const auto& record : records)
        timeline.add(record);
    return timeline;
}

std::string written(const std::vector<Record>& records, const trace::TraceHead& head = {})
{
    trace::TraceWriter writer;
    std::string bytes = writer.begin(head);
    for (const auto& record : records)
        bytes += writer.add(record);
    return bytes;
}

std::vector<Record> readAgain(const std::vector<Record>& records)
{
    const auto sessions = parseTrace(written(records));
    if (!sessions)
        qFatal("%s", sessions.error().message.c_str());
    return sessions->front().records;
}

/// The state behind each report.
bool haveSameStates(const std::vector<Record>& a, const std::vector<Record>& b)
{
    const auto stateOf = [](const Record& record) {
        const auto* report = std::get_if<session::Report>(&record.body);
        return report ? report->state.get() : nullptr;
    };
    return std::ranges::equal(a, b, [&](const Record& one, const Record& other) {
        const auto* first = stateOf(one);
        const auto* second = stateOf(other);
        return first && second ? *first == *second : first == second;
    });
}

std::string errorOf(std::string_view bytes)
{
    const auto trace = parseTrace(bytes);
    return trace ? "(no error)" : trace.error().message;
}

/// Every kind of record, with values that are not the usual ones.
std::vector<Record> everyKind()
{
    RecordList list;
    list.state.environment = plugin::Environment({"TCPREMOTEIP=192.0.2.9", "PATH=/bin", "odd"});
    list.connect("[rcpt]\nplugins/a\n\n:plugins/b x\n[nothing]\nplugins/never\n", "sagredo").reply("220 hi");
    list.state.helo = "mx\xff";
    list.state.heloIsBad = true;
    list.client("EHLO mx\xff");
    list.state.transaction = session::Envelope{"a@x.net", {"b@x.org"}, true};
    list.state.remoteInfo = "";
    list.state.headers = {"X-One: 1", "X-Two: \0 and \xc3\x28"s};
    list.state.laterRcpt = {{"550 later"}, 1};
    list.state.infoSource = session::SessionState::InfoSource::Login;
    list.client("RCPT TO:<c@x.org>").section(control::Section::Rcpt, 2);
    list.state.environment.set("SMTPRCPTTO", "c@x.org");
    list.plugin("plugins/a", 2);
    list.add(trace::EnvironmentChanged{plugin::Environment({"ONLY=this"})});
    list.add(trace::PluginLog{"half a line, and \xfe\xff"}).add(trace::PluginLog{"\n"});
    list.add(trace::PluginTrace{{{3, "plugins/a", "name=1", false, true}, {0, "", "rest", true, false}}});
    list.state.environment.put("odd again");
    list.state.environment.unset("PATH");
    list.says("Sodd again", "no variable").says("E451 wait");
    list.add(trace::PluginResources{4711, 5ms, 2ms, 1ms, 1234});
    list.report(session::PluginEnded{{plugin::Exit::Kind::Signal, 11, ""}, 17, "the session is closed"});
    list.skipped(":plugins/b x", "the plugin before it refused the command (E)");
    list.sectionEnds(control::Section::Rcpt, session::Verdict::Refuse).reply("451 wait", true);
    list.add(trace::ReplyChanged{"451 wait\r\n", "250 fine\r\n"});
    list.report(
        session::RecipientCheckStarted{{control::Section::Rcpt, "bin/check", {"check", ""}, {}, "/home", "x", "y"}});
    list.report(session::RecipientCheckEnded{{plugin::Exit::Kind::CutOff, 0, "too slow"}, true});
    list.report(session::MessagePart{"Received: x\n"}).report(session::MessagePart{std::string(3000, '\x80')});
    list.report(session::MessageRead{3012, 3});
    list.report(session::QueueAnswered{
        {"a@x.net", {"b@x.org", "c@x.org"}, true}, {{}, true, "17", "550 no such mailbox"}, false});
    list.report(session::SessionEnded{1, "the client is gone"});
    return list.take();
}

} // namespace

class TestTraceFile : public QObject
{
    Q_OBJECT

private slots:
    void everyKindOfRecordIsTheSameAgain()
    {
        const auto records = everyKind();
        const auto again = readAgain(records);
        QCOMPARE(again.size(), records.size());
        QCOMPARE(dump(timelineOf(again)), dump(timelineOf(records)));
        QVERIFY(haveSameStates(again, records));
        const std::string first = written(records);
        const std::string second = written(again);
        QCOMPARE(text::lines(second).size(), text::lines(first).size());
        for (std::size_t i = 0; i < text::lines(first).size(); ++i)
            QCOMPARE(std::string(text::lines(second)[i]), std::string(text::lines(first)[i]));
    }

    void whateverASessionTellsIsTheSameAgain_data() { addDialectRows(); }
    void whateverASessionTellsIsTheSameAgain()
    {
        QFETCH(QString, dialect);
        for (const std::uint32_t seed : seeds(6)) {
            std::vector<Record> records;
            const SessionTester client = randomDialog(seed, dialect.toStdString());
            for (const auto& report : client.reports())
                records.push_back({report.at, report});
            const auto again = readAgain(records);
            QVERIFY2(dump(timelineOf(again)) == dump(timelineOf(records)), qPrintable(QString::number(seed)));
            QVERIFY2(haveSameStates(again, records), qPrintable(QString::number(seed)));
        }
    }

    void aFileHasAHeadAndMayHaveSeveralSessions()
    {
        const trace::TraceHead head{"spp 0.1.0", "a.spp", "sender x", "the second try", "/home/\xff", "sagredo"};
        const std::string one = written(everyKind(), head);
        QVERIFY(one.starts_with("{\"spptrace\":1,\"program\":\"spp 0.1.0\",\"scenario\":\"a.spp\""));
        const auto sessions = parseTrace(one + written(everyKind()));
        QVERIFY(sessions);
        QCOMPARE(sessions->size(), std::size_t{2});
        QVERIFY(sessions->front().head == head);
        QCOMPARE(dump(timelineOf(sessions->back().records)), dump(timelineOf(everyKind())));
    }

    void manyRecipientsTakeNoMoreThanTheyAre()
    {
        RecordList list;
        list.state.transaction.emplace();
        for (int i = 0; i < 1000; ++i) {
            list.state.transaction->recipients.push_back("recipient" + std::to_string(i) + "@example.org");
            list.client("RCPT TO:<x>");
        }
        const auto records = list.take();
        QVERIFY(written(records).size() < 600'000);
        QVERIFY(haveSameStates(readAgain(records), records));
    }

    void whatIsNoTraceIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char* name, const QByteArray& bytes, const char* told) {
            QTest::newRow(name) << bytes << QByteArray(told);
        };
        const QByteArray head = "{\"spptrace\":1}\n";
        row("nothing", "", "it is empty");
        row("another file", "C: EHLO x\n", "line 1: this is no trace");
        row("a record first", "{\"at\":1,\"is\":\"client-line\"}\n", "line 1: this is no trace");
        row("a newer form", "{\"spptrace\":2}\n", "line 1: this trace has a form that is not known here");
        row("cut off", head + "{\"at\":1,\"is\":\"clie",
            "line 2: this is no JSON object; the file may have been cut off");
        row("no time", head + "{\"is\":\"client-line\"}\n", "line 2: “at”");
        row("a time without end", head + "{\"at\":9223372036854775807,\"is\":\"client-line\"}\n", "line 2: “at”");
        row("no kind", head + "{\"at\":1}\n", "line 2: “is” is missing");
        row("another kind", head + "{\"at\":1,\"is\":\"\\u001b[2J\"}\n",
            "line 2: there is no kind of record “\\x1b[2J”");
        row("another type", head + "{\"at\":1,\"is\":\"client-line\",\"line\":7}\n",
            "line 2: what stands behind “line” can't be understood");
        row("no such word", head + "{\"at\":1,\"is\":\"plugin-said\",\"letter\":\"Q\"}\n",
            "line 2: what stands behind “letter”");
        row("a number too large", head + "{\"at\":1,\"is\":\"plugin-ended\",\"number\":99999999999}\n",
            "line 2: what stands behind “number”");
        row("Base64 that is none", head + "{\"at\":1,\"is\":\"client-line\",\"line\":{\"base64\":\"?\"}}\n",
            "line 2: what stands behind “line”");
        row("keeps more than there is",
            head + "{\"at\":1,\"is\":\"client-line\",\"state\":{\"headers\":{\"keep\":1,\"add\":[]}}}\n",
            "line 2: what stands behind “state”");
        row("very deep", head + QByteArray(100'000, '['), "line 2: this is no JSON object");
        row("very deep inside",
            head + "{\"at\":1,\"is\":\"client-line\",\"line\":" + QByteArray(50'000, '[') + QByteArray(50'000, ']') +
                "}",
            "line 2: what stands behind “line”");
    }
    void whatIsNoTraceIsTold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, told);
        const std::string error = errorOf(bytes.toStdString());
        QVERIFY2(error.starts_with(told.toStdString()), error.c_str());
    }

    void manyMembersTakeNoTime()
    {
        std::string line = "{\"at\":1,\"is\":\"client-line\"";
        for (int i = 0; i < 200'000; ++i)
            line += ",\"m" + std::to_string(i) + "\":1";
        QCOMPARE(errorOf("{\"spptrace\":1}\n" + line + "}"), "(no error)"s);
    }

    void recordsWithoutAStateBreakNothing()
    {
        Timeline timeline;
        trace::HazardFinder hazards;
        for (Record record : everyKind()) {
            if (auto* report = std::get_if<session::Report>(&record.body))
                report->state = nullptr;
            timeline.add(record);
            (void)hazards.next(timeline);
        }
        QVERIFY(!timeline.steps().empty());
    }

    void whatIsDamagedNeverBreaksATimeline()
    {
        const std::string whole = written(everyKind());
        Chance chance(1);
        for (int i = 0; i < 1000; ++i) {
            std::vector<std::string> lines;
            for (const auto line : text::lines(whole))
                if (!chance.oneIn(12)) // lines are missing, come twice or change places
                    lines.insert(lines.end(), chance.oneIn(8) ? 2 : 1, std::string(line));
            if (lines.size() > 2)
                std::swap(lines[1 + chance.below(lines.size() - 1)], lines[1 + chance.below(lines.size() - 1)]);
            std::string bytes;
            for (auto& line : lines) {
                if (line.size() < 1000 && chance.oneIn(20))
                    line[chance.below(line.size())] = static_cast<char>(chance.below(256));
                bytes += line + "\n";
            }
            if (const auto sessions = parseTrace(bytes))
                for (const auto& session : *sessions)
                    QVERIFY(!dump(timelineOf(session.records)).empty());
        }
    }
};

SPP_TEST(TestTraceFile)
#include "tst_trace_file.moc"
