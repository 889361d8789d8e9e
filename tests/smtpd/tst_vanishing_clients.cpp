// SPDX-License-Identifier: MIT
/// A client may go away after every byte: nothing half is delivered, nothing stays behind, nothing acknowledged is lost.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/plugin_gate.h"
#include "tests/smtpd/process_table.h"
#include "tests/smtpd/server.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray sessionBytes = delivery("Subject: whole\r\n\r\nlast line").join("\r\n") + "\r\n";
const qsizetype wholeMessage = sessionBytes.indexOf("\r\n.\r\n") + 5;

} // namespace

class TestVanishingClients : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void afterEveryByteInOrder();
    void afterEveryByteWithAReset();
    void withoutHearingAnyReply();
    void whileAPluginRuns();

private:
    bool allAreWhole() const;
    bool allAreTaken() const;

    std::optional<Home> m_home;
    std::optional<Server> m_server;
    qsizetype m_descriptors = 0;
};

void TestVanishingClients::init()
{
    m_home.emplace("[mail]\n:test \"$SMTPMAILFROM\" != slow@example.net || read word <gate\n");
    m_server.emplace(m_home->name(), QStringList{"--queue", "maildir:" + m_home->name("mail")});
    m_descriptors = countDescriptors(m_server->processId());
}

void TestVanishingClients::cleanup()
{
    QTRY_COMPARE(countDescriptors(m_server->processId()), m_descriptors);
    QCOMPARE(childrenOf(m_server->processId()).size(), 0);
    QCOMPARE(m_home->files("mail/tmp").size(), 0U);
    const QByteArray end = m_server->stop();
    m_server.reset();
    QCOMPARE(end, "exit 0"_ba);
}

bool TestVanishingClients::allAreWhole() const
{
    const auto files = m_home->files("mail/new");
    return std::all_of(files.begin(), files.end(), [&](const auto& file) {
        return QByteArray::fromStdString(m_home->read(file)).endsWith("\nSubject: whole\n\nlast line\n");
    });
}

/// Connections are taken in their order: once another one is greeted, none is left that would open a descriptor.
bool TestVanishingClients::allAreTaken() const
{
    Client last(m_server->port());
    const bool isGreeted = readReply(last).startsWith("220 ");
    last.breakOff();
    return isGreeted;
}

/// The end of what the client sends is seen in its place, so it is known which messages are delivered.
void TestVanishingClients::afterEveryByteInOrder()
{
    for (qsizetype sent = 0; sent < sessionBytes.size(); ++sent) {
        Client client(m_server->port());
        client.write(sessionBytes.first(sent));
        client.closeWriting();
        const QByteArray replies = readToEnd(client);
        QCOMPARE(replies.contains("\r\n354 go ahead\r\n250 2.0.0 ok "), sent >= wholeMessage);
        QVERIFY2(!replies.contains("\r\n221"), replies);
    }
    QCOMPARE(qsizetype(m_home->files("mail/new").size()), sessionBytes.size() - wholeMessage);
    QVERIFY(allAreWhole());
}

/// A reset may overtake what was sent before it, so a message may be lost here, but only whole and unacknowledged.
void TestVanishingClients::afterEveryByteWithAReset()
{
    for (qsizetype sent = 0; sent < sessionBytes.size(); ++sent) {
        Client client(m_server->port());
        push(client, sessionBytes.first(sent));
        client.breakOff();
    }
    QVERIFY(allAreTaken());
    QTRY_COMPARE(countDescriptors(m_server->processId()), m_descriptors);
    QVERIFY(qsizetype(m_home->files("mail/new").size()) <= sessionBytes.size() - wholeMessage);
    QVERIFY(allAreWhole());
}

/// The message is taken while nobody is there any more for any of the replies: that must not keep the session.
void TestVanishingClients::withoutHearingAnyReply()
{
    for (int i = 0; i < 300; ++i) {
        Client client(m_server->port());
        push(client, sessionBytes);
        client.breakOff();
    }
    QVERIFY(allAreTaken());
    QTRY_COMPARE(countDescriptors(m_server->processId()), m_descriptors);
    QVERIFY(allAreWhole());
}

/// The server notices when the plugin has ended.
void TestVanishingClients::whileAPluginRuns()
{
    PluginGate gate(*m_home);
    Client client(m_server->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    client.write("MAIL FROM:<slow@example.net>\r\n");
    QVERIFY(gate.waitForPlugin());
    client.breakOff();
    gate.open();
    QTRY_COMPARE(childrenOf(m_server->processId()).size(), 0);
}

QTEST_GUILESS_MAIN(TestVanishingClients)
#include "tst_vanishing_clients.moc"
