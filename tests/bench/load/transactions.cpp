// SPDX-License-Identifier: MIT
#include "tests/bench/load/opensmtpd.h"
#include "tests/bench/load/parts.h"
#include "tests/interop/peer.h"
#include "tests/interop/postfix.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QElapsedTimer>
#include <QFile>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <list>
#include <memory>
#include <optional>
#include <vector>

namespace spp::bench
{

namespace
{

constexpr const char* sessionsAtOnce = "20";
constexpr const char* messageSize = "2000";
/// OpenSMTPD lets five clients wait to be accepted: of more at once, some are accepted a second later, when they try again.
constexpr const char* fewSessionsAtOnce = "4";

/// A server that runs, and what was measured of it.
struct Contender
{
    QString name;
    quint16 port = 0;
    QString recipient = "user@example.org";
    const char* sessions = sessionsAtOnce;
    int messages = 0; ///< in a round
    std::vector<double> rates = {};

    double median() const
    {
        std::vector<double> sorted = rates;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
};

/// In a second: each in a session of its own. nullopt: some were not taken, or not in time.
std::optional<double> send(const Contender& to, int messages)
{
    test::Peer source;
    source.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    source.run("smtp-source", {"-s", to.sessions, "-m", QString::number(messages), "-l", messageSize, "-f",
                               "sender@example.net", "-t", to.recipient, QString("127.0.0.1:%1").arg(to.port)});
    const bool sent = source.waitForFinished(test::patience) && source.exitCode() == 0;
    if (!sent)
        return std::nullopt;
    return messages * 1e9 / static_cast<double>(timer.nsecsElapsed());
}

/// All servers that are compared, as long as it lives.
class Field
{
public:
    Field()
    {
        addOurs("spp-smtpd, none", "none");
        addOurs("spp-smtpd, maildir", maildir());
        addSink();
        if (::geteuid() == 0) {
            addPostfix();
            addOpenSmtpd();
        } else {
            std::printf("Postfix and OpenSMTPD can be started by root alone: they are left out\n");
        }
        addBelowTcpserver("tcpserver, none", "none");
        addBelowTcpserver("tcpserver, maildir", maildir());
    }

    std::vector<Contender>& contenders() { return m_contenders; }

private:
    QString maildir() const { return "maildir:" + m_home.name() + "/Maildir"; }

    void addOurs(const QString& name, const QString& queue)
    {
        m_ours.emplace_back(m_home.name(), QStringList{"--queue", queue});
        m_contenders.push_back({name, m_ours.back().port()});
    }

    void addSink()
    {
        const quint16 port = test::freePort();
        m_others.emplace_back().run("smtp-sink", {"-u", "nobody", QString("127.0.0.1:%1").arg(port), "1000"});
        addOnceItListens("smtp-sink", port);
    }

    void addPostfix()
    {
        m_postfix = std::make_unique<test::Postfix>();
        if (m_postfix->start({.discards = true}))
            m_contenders.push_back({"Postfix smtpd", m_postfix->plainPort(), "user@sink.example"});
        else
            std::printf("Postfix does not start: %s\n", m_postfix->log().constData());
    }

    void addOpenSmtpd()
    {
        if (m_openSmtpd.start())
            m_contenders.push_back({"OpenSMTPD", m_openSmtpd.port(), OpenSmtpd::recipient, fewSessionsAtOnce});
        else
            std::printf("OpenSMTPD does not start: %s\n", m_openSmtpd.log().c_str());
    }

    void addBelowTcpserver(const QString& name, const QString& queue)
    {
        const quint16 port = test::freePort();
        m_others.emplace_back().run("tcpserver", {"-HR", "-l0", "-c200", "127.0.0.1", QString::number(port), SPP_SMTPD,
                                                  "--home", m_home.name(), "--queue", queue});
        addOnceItListens(name, port);
    }

    void addOnceItListens(const QString& name, quint16 port)
    {
        if (test::waitForPort(port))
            m_contenders.push_back({name, port});
        else
            std::printf("%s does not listen: it is left out\n", qPrintable(name));
    }

    test::Home m_home;
    std::list<test::Server> m_ours;
    std::list<test::Peer> m_others;
    std::unique_ptr<test::Postfix> m_postfix;
    OpenSmtpd m_openSmtpd;
    std::vector<Contender> m_contenders;
};

const Contender* find(const std::vector<Contender>& all, const QString& name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Contender& each) { return each.name == name; });
    return found != all.end() ? &*found : nullptr;
}

void printRatio(const std::vector<Contender>& all, const QString& name, const QString& of, const char* goal)
{
    const Contender* ours = find(all, name);
    const Contender* theirs = find(all, of);
    if (ours != nullptr && theirs != nullptr)
        std::printf("%-20s %5.2f of %-20s goal: %s\n", qPrintable(name), ours->median() / theirs->median(),
                    qPrintable(of), goal);
}

/// One round; the first only tells how many messages the others have.
bool measure(Contender& contender, int round, const Effort& effort)
{
    const int messages = round == 0 ? effort.probe : contender.messages;
    const auto rate = send(contender, messages);
    if (!rate)
        std::printf("%s did not take %d messages: it is left out\n", qPrintable(contender.name), messages);
    else if (round == 0)
        contender.messages = std::max(static_cast<int>(*rate * effort.seconds), messages);
    else
        contender.rates.push_back(*rate);
    return rate.has_value();
}

} // namespace

bool compareTransactions(const Effort& effort)
{
    for (const char* program : {"smtp-source", "smtp-sink", "tcpserver", "smtpctl"})
        if (const QByteArray missing = test::tellMissing(program); !missing.isEmpty())
            return std::fprintf(stderr, "%s\n", missing.constData()), false;
    Field field;
    auto& all = field.contenders();
    for (int round = 0; round <= effort.rounds; ++round)
        std::erase_if(all, [&](Contender& each) { return !measure(each, round, effort); });
    for (const Contender& each : all)
        std::printf("%-20s %6.0f messages a second\n", qPrintable(each.name), each.median());
    printRatio(all, "spp-smtpd, none", "smtp-sink", "0.80 or more");
    printRatio(all, "spp-smtpd, maildir", "Postfix smtpd", "1.00 or more");
    printRatio(all, "spp-smtpd, maildir", "OpenSMTPD", "1.00 or more");
    printRatio(all, "spp-smtpd, maildir", "tcpserver, maildir", "1.00 or more");
    return find(all, "spp-smtpd, none") != nullptr && find(all, "spp-smtpd, maildir") != nullptr;
}

} // namespace spp::bench
