// SPDX-License-Identifier: MIT
/// SIGKILL at random moments, while clients deliver: what was acknowledged is there, byte for byte, nothing that is there is half a
/// message, and the server starts again on the same home. The moments hang on a seed, which is printed; SPP_TEST_SEED chooses one.
#include "tests/smtpd/deliverer.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/lmtp_hop.h"
#include "tests/smtpd/server.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int clientsAtOnce = 4;

/// Queues as qmail-queue does: a message is there once its envelope has come whole, which two NULs end.
const std::string qmailQueue =
    "trap '' HUP\n"
    "cat >queue/$$.message && cat <&1 >queue/$$.envelope || exit 54\n"
    "[ \"$(tail -c 2 queue/$$.envelope | od -An -tx1)\" = ' 00 00' ] || exit 91\n"
    "mv queue/$$.message queued/$$\n";

QByteArrayList takeFiles(const Home& home, const std::string& folder)
{
    QByteArrayList messages;
    for (const std::string& file : home.files(folder)) {
        messages += QByteArray::fromStdString(home.read(file));
        QFile::remove(home.name(file));
    }
    return messages;
}

bool isAnyAtWorkIn(const Home& home)
{
    const QStringList processes = QDir("/proc").entryList(QDir::Dirs);
    return std::any_of(processes.begin(), processes.end(), [&](const QString& process) {
        return QFile::symLinkTarget("/proc/" + process + "/cwd") == home.name();
    });
}

/// As QTest::qWaitFor, without its naps. @return whether it has come
bool workUntil(const std::function<bool()>& isReached)
{
    const QDeadlineTimer deadline(patience);
    while (!isReached() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
    return isReached();
}

} // namespace

class TestSuddenEnd : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_home.emplace(); }
    void cleanup();
    void aMaildirHasAllThatWasAcknowledged();
    void qmailQueueHasAllThatWasAcknowledged();
    void theNextHopHasAllThatWasAcknowledged();

private:
    using Take = std::function<QByteArrayList()>;
    struct Count
    {
        int kills = 0;
        int acknowledged = 0;
        int untold = 0; ///< there, but the client does not know
    };

    void killAndCompare(int times, const QString& queue, const Take& takeMessages);
    void killOnce(const QString& queue, QSet<int>& acknowledged);
    static void compare(const QSet<int>& acknowledged, const QByteArrayList& messages, Count& count);

    std::optional<Home> m_home;
    QRandomGenerator m_random;
    int m_nextNumber = 0;
    qint64 m_deliveryTime = 0; ///< in nanoseconds: until each client had its first message acknowledged
};

void TestSuddenEnd::initTestCase()
{
    bool isGiven = false;
    const auto given = static_cast<quint32>(qEnvironmentVariableIntValue("SPP_TEST_SEED", &isGiven));
    const quint32 seed = isGiven ? given : QRandomGenerator::global()->generate() >> 1U;
    qInfo("SPP_TEST_SEED=%u", seed);
    m_random.seed(seed);
}

/// A queue program may outlive its server by a moment.
void TestSuddenEnd::cleanup()
{
    QVERIFY(workUntil([&] { return !isAnyAtWorkIn(*m_home); }));
    m_home.reset();
}

void TestSuddenEnd::aMaildirHasAllThatWasAcknowledged()
{
    killAndCompare(200, "maildir:" + m_home->name("mail"), [&] { return takeFiles(*m_home, "mail/new"); });
    // Readers of a Maildir take away what has been in tmp for 36 hours, see maildir(5).
    QVERIFY(!m_home->files("mail/tmp").empty());
}

void TestSuddenEnd::qmailQueueHasAllThatWasAcknowledged()
{
    m_home->script("bin/qmail-queue", qmailQueue);
    for (const char* folder : {"queue", "queued"})
        QVERIFY(QDir(m_home->name()).mkdir(folder));
    killAndCompare(25, "qmail-queue", [&] {
        [&] { QVERIFY(workUntil([&] { return !isAnyAtWorkIn(*m_home); })); }();
        return takeFiles(*m_home, "queued");
    });
}

void TestSuddenEnd::theNextHopHasAllThatWasAcknowledged()
{
    LmtpHop hop;
    killAndCompare(25, hop.queue(), [&] { return hop.takeMessages(); });
}

void TestSuddenEnd::killAndCompare(int times, const QString& queue, const Take& takeMessages)
{
    Count count;
    for (m_deliveryTime = 0; count.kills < times; ++count.kills) {
        QSet<int> acknowledged;
        killOnce(queue, acknowledged);
        if (!QTest::currentTestFailed())
            compare(acknowledged, takeMessages(), count);
        if (QTest::currentTestFailed())
            return;
    }
    qInfo("killed %d times; %d messages acknowledged, %d more are there", count.kills, count.acknowledged,
          count.untold);
    QVERIFY(count.acknowledged > 0);
    Server server(m_home->name(), {"--no-names", "--queue", queue});
    Deliverer client(server.port(), m_nextNumber);
    QVERIFY(workUntil([&] { return !client.acknowledged().isEmpty(); }));
}

/// The first time it lets each client deliver a message, to know how long that takes.
void TestSuddenEnd::killOnce(const QString& queue, QSet<int>& acknowledged)
{
    Server server(m_home->name(), {"--no-names", "--queue", queue});
    std::vector<std::unique_ptr<Deliverer>> clients;
    for (int i = 0; i < clientsAtOnce; ++i)
        clients.push_back(std::make_unique<Deliverer>(server.port(), m_nextNumber));
    const auto all = [&](auto is) {
        return workUntil([&, is] { return std::all_of(clients.begin(), clients.end(), is); });
    };
    QElapsedTimer timer;
    timer.start();
    if (m_deliveryTime == 0) {
        QVERIFY(all([](const auto& client) { return !client->acknowledged().isEmpty(); }));
        m_deliveryTime = timer.nsecsElapsed();
    }
    const auto moment = static_cast<qint64>(m_random.generateDouble() * double(m_deliveryTime));
    QVERIFY(all([](const auto& client) { return client->isGreeted(); }));
    timer.restart();
    workUntil([&] { return timer.nsecsElapsed() > moment; });
    ::kill(pid_t(server.processId()), SIGKILL);
    QCOMPARE(server.waitForEnd(), "signal"_ba);
    QVERIFY(all([](const auto& client) { return client->isCutOff(); }));
    for (const auto& client : clients) {
        QCOMPARE(client->trouble(), ""_ba);
        for (const int number : client->acknowledged())
            acknowledged.insert(number);
    }
}

void TestSuddenEnd::compare(const QSet<int>& acknowledged, const QByteArrayList& messages, Count& count)
{
    QSet<int> there;
    for (const QByteArray& message : messages) {
        const int number = numberOfWholeMessage(message);
        QVERIFY2(number >= 0, "half a message is visible: " + message.left(500));
        QVERIFY2(!there.contains(number), "twice: " + QByteArray::number(number));
        there.insert(number);
    }
    const QSet<int> lost = acknowledged - there;
    QVERIFY2(lost.isEmpty(), "lost: message " + QByteArray::number(lost.isEmpty() ? 0 : *lost.begin()));
    count.acknowledged += int(acknowledged.size());
    count.untold += int((there - acknowledged).size());
}

QTEST_GUILESS_MAIN(TestSuddenEnd)
#include "tst_sudden_end.moc"
