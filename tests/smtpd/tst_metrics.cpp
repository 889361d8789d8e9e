// SPDX-License-Identifier: MIT
/// What is counted, how it is written, and what is answered over HTTP: without a server.
#include "smtpd/metrics/metrics.h"
#include "smtpd/metrics/request.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp;
using namespace spp::smtpd::metrics;
using namespace std::string_literals;
using namespace std::chrono_literals;

class TestMetrics : public QObject
{
    Q_OBJECT

    static std::string lineOf(const std::vector<Family>& families, const std::string& beginning)
    {
        const std::string page = '\n' + formatFamilies(families);
        const auto found = page.find('\n' + beginning);
        return found == std::string::npos ? "none"s : page.substr(found + 1, page.find('\n', found + 1) - found - 1);
    }

    static plugin::Call callOf(const std::string& line)
    {
        plugin::Call call;
        call.line = line;
        call.place = "control/smtpplugins:7";
        return call;
    }

private slots:
    void familiesAreWrittenAsPrometheusReadsThem()
    {
        Family family{"x_total", "A \"word\",\na \\ and more.", Family::Kind::Counter};
        family.add(0);
        family.add(12345678901, {{"a", "1"}, {"b", "say \"no\"\\\n"}});
        Family gauge{"y", "Half.", Family::Kind::Gauge};
        gauge.add(0.5);
        gauge.add(-1.0 / 0.0);
        QCOMPARE(formatFamilies({family, gauge}),
                 "# HELP x_total A \"word\",\\na \\\\ and more.\n"
                 "# TYPE x_total counter\n"
                 "x_total 0\n"
                 "x_total{a=\"1\",b=\"say \\\"no\\\"\\\\\\n\"} 12345678901\n"
                 "# HELP y Half.\n"
                 "# TYPE y gauge\n"
                 "y 0.5\n"
                 "y -Inf\n"s);
        QCOMPARE(formatFamilies({}), ""s);
    }

    void aHistogramCountsWhatIsNoLongerThanEachBound()
    {
        Histogram histogram;
        for (const auto time : {0ms, 5ms, 6ms, 3000ms, 500000ms})
            histogram.add(time);
        Family family{"t", "Time.", Family::Kind::Histogram};
        histogram.addTo(family, {{"p", "x"}});
        const auto line = [&](const std::string& beginning) { return lineOf({family}, beginning); };
        QCOMPARE(line("t_bucket{p=\"x\",le=\"0.005\"}"), "t_bucket{p=\"x\",le=\"0.005\"} 2"s);
        QCOMPARE(line("t_bucket{p=\"x\",le=\"0.01\"}"), "t_bucket{p=\"x\",le=\"0.01\"} 3"s);
        QCOMPARE(line("t_bucket{p=\"x\",le=\"2.5\"}"), "t_bucket{p=\"x\",le=\"2.5\"} 3"s);
        QCOMPARE(line("t_bucket{p=\"x\",le=\"120\"}"), "t_bucket{p=\"x\",le=\"120\"} 4"s);
        QCOMPARE(line("t_bucket{p=\"x\",le=\"+Inf\"}"), "t_bucket{p=\"x\",le=\"+Inf\"} 5"s);
        QCOMPARE(line("t_sum"), "t_sum{p=\"x\"} 503.011"s);
        QCOMPARE(line("t_count"), "t_count{p=\"x\"} 5"s);
    }

    void namesDoNotGrowWithoutEnd()
    {
        CounterTable table;
        for (std::size_t i = 0; i < 10 * mostSeries; ++i)
            table.add("name " + std::to_string(i));
        table.add("name 0");
        Family family{"n_total", "Names.", Family::Kind::Counter};
        table.addTo(family, "name");
        QCOMPARE(family.samples.size(), mostSeries + 1);
        QCOMPARE(lineOf({family}, "n_total{name=\"name 0\"}"), "n_total{name=\"name 0\"} 2"s);
        QCOMPARE(lineOf({family}, "n_total{name=\"other\"}"),
                 "n_total{name=\"other\"} " + std::to_string(9 * mostSeries));
    }

    void repliesAreCountedByTheirLastLine()
    {
        Metrics metrics;
        metrics.replied("250-mx\r\n250-PIPELINING\r\n250 SIZE\r\n250 ok\r\n354 go ahead\r\n");
        metrics.replied("451 later\r\n");
        metrics.replied("550\r\n");
        metrics.replied("hello\r\n");
        metrics.replied("999 what\r\n");
        metrics.replied("");
        QCOMPARE(lineOf(metrics.families(), "spp_smtpd_replies_total{class=\"2xx\"}").back(), '2');
        QCOMPARE(lineOf(metrics.families(), "spp_smtpd_replies_total{class=\"3xx\"}").back(), '1');
        QCOMPARE(lineOf(metrics.families(), "spp_smtpd_replies_total{class=\"4xx\"}").back(), '1');
        QCOMPARE(lineOf(metrics.families(), "spp_smtpd_replies_total{class=\"5xx\"}").back(), '1');
        QCOMPARE(lineOf(metrics.families(), "spp_smtpd_replies_total{class=\"other\"}").back(), '2');
    }

    void pluginsAreNamedByTheirPathAndWhatAShellRunsByItsPlace()
    {
        Metrics metrics;
        const auto program = callOf("plugins/rbl");
        const auto shell = callOf(":curl -u user:secret https://example.org");
        const auto odd = callOf("plugins/\xff\n" + std::string(1000, 'x'));
        for (const auto* call : {&program, &shell, &odd, &program}) {
            metrics.pluginStarted();
            metrics.pluginEnded({*call, runtime::Tally::PluginEnd::Ok, {}, 20ms, 3ms});
        }
        metrics.pluginStarted();
        const auto families = metrics.families();
        const std::string page = formatFamilies(families);
        QCOMPARE(lineOf(families, "spp_smtpd_plugin_runs_total{plugin=\"plugins/rbl\",end=\"ok\"}").back(), '2');
        QCOMPARE(lineOf(families, "spp_smtpd_plugin_runs_total{plugin=\"plugins/rbl\",end=\"crashed\"}").back(), '0');
        QCOMPARE(lineOf(families, "spp_smtpd_plugin_cpu_seconds_total{plugin=\"plugins/rbl\"}"),
                 "spp_smtpd_plugin_cpu_seconds_total{plugin=\"plugins/rbl\"} 0.006"s);
        QVERIFY(page.find("plugin=\"control/smtpplugins:7\"") != std::string::npos);
        QVERIFY(page.find("secret") == std::string::npos);
        QVERIFY(page.find("plugins/\\\\xff\\\\nx") != std::string::npos);
        QVERIFY(page.find(std::string(250, 'x')) == std::string::npos);
        QCOMPARE(lineOf(families, "spp_smtpd_plugins_running"), "spp_smtpd_plugins_running 1"s);
    }

    void limitsAreNamedByWhatSetsThem()
    {
        Metrics metrics;
        metrics.limitReached("max-sessions");
        metrics.limitReached(session::Limit::Recipients);
        metrics.limitReached(session::Limit::Recipients);
        metrics.limitReached(session::Limit::MessageSize);
        const auto families = metrics.families();
        QCOMPARE(lineOf(families, "spp_smtpd_limits_reached_total{limit=\"max-sessions\"}").back(), '1');
        QCOMPARE(lineOf(families, "spp_smtpd_limits_reached_total{limit=\"max-recipients\"}").back(), '2');
        QCOMPARE(lineOf(families, "spp_smtpd_limits_reached_total{limit=\"databytes\"}").back(), '1');
    }

    void onlyGetOfThePageIsAnswered_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char* request, int status) {
            QTest::newRow(QByteArray(request).toPercentEncoding(" /")) << QByteArray(request) << status;
        };
        row("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 200);
        row("GET /metrics HTTP/1.0\n\n", 200);
        row("GET /metrics?name[]=up HTTP/1.1\r\n\r\n", 200);
        row("GET / HTTP/1.1\r\n\r\n", 404);
        row("GET /metrics/ HTTP/1.1\r\n\r\n", 404);
        row("GET /../metrics HTTP/1.1\r\n\r\n", 404);
        row("POST /metrics HTTP/1.1\r\n\r\n", 405);
        row("get /metrics HTTP/1.1\r\n\r\n", 405);
        row("GET /metrics\r\n\r\n", 400);
        row("GET /metrics HTTP/2.0\r\n\r\n", 400);
        row("GET http://x/metrics HTTP/1.1\r\n\r\n", 400);
        row("GET /metrics x HTTP/1.1\r\n\r\n", 400);
        row("EHLO x\r\n\r\n", 400);
        row("\r\n\r\n", 400);
        row("\n\n", 400);
    }

    void onlyGetOfThePageIsAnswered()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QVERIFY(isWhole(request.toStdString()));
        QVERIFY(!isWhole(request.toStdString().substr(0, std::size_t(request.size()) - 1)));
        QCOMPARE(int(judgeRequest(request.toStdString())), status);
    }

    void aResponseSaysHowLongItIs()
    {
        QCOMPARE(formatResponse(Status::Ok, "x 1\n"),
                 "HTTP/1.1 200 OK\r\n"
                 "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                 "Content-Length: 4\r\nConnection: close\r\n\r\nx 1\n"s);
        const std::string wrong = formatResponse(Status::MethodNotAllowed, "x 1\n");
        QVERIFY(wrong.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
        QVERIFY(wrong.find("\r\nAllow: GET\r\n") != std::string::npos);
        QVERIFY(wrong.find("x 1") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
