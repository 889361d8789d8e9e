// SPDX-License-Identifier: MIT
/// Plugins that die, flood or stall, for real and at each byte of their output, cost their own command at most (CVE-2020-35680).
#include "tests/smtpd/client.h"
#include "tests/smtpd/footprint.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QTest>

#include <memory>
#include <optional>
#include <vector>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

const std::string output = "P250-hello\nSx=1\nHX-One: 1\nLR450 later\nN\n";

/// It prints as much of output as the sender's name says, and then ends in the manner that the domain names.
const std::string plugin =
    "number=${SMTPMAILFROM%@*}\nhead -c $number output\n"
    "case $SMTPMAILFROM in\n*@dies) kill -SEGV $$ ;;\n*@floods) exec yes $SMTPMAILFROM ;;\n"
    "*@stalls) sleep 1000 & exec sleep 1000 ;;\nesac\n";

QByteArray mailFrom(std::size_t length, const char* manner)
{
    return "MAIL FROM:<" + QByteArray::number(qsizetype(length)) + "@" + manner + ">";
}

} // namespace

class TestDyingPlugins : public QObject
{
    Q_OBJECT

private slots:
    void onesThatDie();
    void onesThatFlood();
    void onesThatStall();

private:
    void init(const QStringList& options);
    void checkSession(Client& client) const;
    void finish();

    std::optional<Home> m_home;
    std::optional<Server> m_server;
    std::optional<Footprint> m_before;
};

void TestDyingPlugins::init(const QStringList& options)
{
    m_home.emplace("[mail]\nplugins/odd\n");
    m_home->write("output", output);
    m_home->script("plugins/odd", plugin);
    m_server.emplace(m_home->name(), QStringList{"--no-names", "--queue", "none"} + options);
    Client client(m_server->port());
    QVERIFY(readReply(client).startsWith("220 "));
    QVERIFY(ask(client, mailFrom(output.size(), "ends")).startsWith("250"));
    QVERIFY(ask(client, "QUIT").startsWith("221"));
    m_before.emplace(m_server->processId());
}

/// The session has not lost its step: one reply to each command.
void TestDyingPlugins::checkSession(Client& client) const
{
    QCOMPARE(codes(client, {"RSET", "NOOP", "QUIT"}), "250 250 221"_ba);
    QCOMPARE(readToEnd(client), ""_ba);
}

void TestDyingPlugins::finish()
{
    QCOMPARE(m_before->growth(), ""_ba);
    QCOMPARE(m_server->stop(), "exit 0"_ba);
}

void TestDyingPlugins::onesThatDie()
{
    init({});
    for (std::size_t length = 0; length <= output.size(); ++length) {
        Client client(m_server->port());
        QVERIFY(readReply(client).startsWith("220 "));
        const QByteArray reply = ask(client, mailFrom(length, "dies"));
        QVERIFY2(reply.startsWith("451"), reply);
        checkSession(client);
    }
    finish();
}

/// Behind "N", whatever stands in its line, nobody listens any more.
void TestDyingPlugins::onesThatFlood()
{
    init({});
    for (std::size_t length = 0; length <= output.size(); ++length) {
        Client client(m_server->port());
        QVERIFY(readReply(client).startsWith("220 "));
        const QByteArray reply = ask(client, mailFrom(length, "floods"));
        const bool hasEnded = length + 1 >= output.size();
        QVERIFY2(reply.startsWith(hasEnded ? "250" : "451"), QByteArray::number(qsizetype(length)) + reply);
        checkSession(client);
    }
    finish();
}

/// All at once, since each takes its time.
void TestDyingPlugins::onesThatStall()
{
    init({"--max-plugin-time", "1"});
    std::vector<std::unique_ptr<Client>> clients;
    for (std::size_t length = 0; length <= output.size(); ++length) {
        clients.push_back(std::make_unique<Client>(m_server->port()));
        push(*clients.back(), mailFrom(length, "stalls") + "\r\n");
    }
    Client other(m_server->port());
    QVERIFY(readReply(other).startsWith("220 "));
    QVERIFY(ask(other, "NOOP").startsWith("250"));
    for (const auto& client : clients) {
        QVERIFY(readReply(*client).startsWith("220 "));
        const QByteArray reply = readReply(*client);
        QVERIFY2(reply.startsWith("451"), reply);
        checkSession(*client);
    }
    other.breakOff();
    finish();
}

QTEST_GUILESS_MAIN(TestDyingPlugins)
#include "tst_dying_plugins.moc"
