// SPDX-License-Identifier: MIT
#include "core/fuzz/generator.h"

#include "core/base/text.h"
#include "core/fuzz/odd_text.h"
#include "core/smtp/base64.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::fuzz
{

using namespace std::string_literals;

namespace
{

constexpr std::array<std::string_view, 9> mailParameters{
    "SIZE=1024", "SIZE=99999999999", "SIZE=", "BODY=8BITMIME", "SMTPUTF8", "AUTH=<>", "RET=HDRS", "ENVID=x", "X=y"};
constexpr std::array<std::string_view, 3> rcptParameters{"NOTIFY=NEVER", "ORCPT=rfc822;a@example.net", "X"};
constexpr std::array<std::string_view, 14> oddCommands{"RSET",      "NOOP",        "NOOP x", "VRFY anna", "HELP",
                                                       "EXPN list", "STARTTLS",    "DATA",   "QUIT ",     "BDAT 0 LAST",
                                                       "",          "BOGUS stuff", "MAIL",   "RCPT TO:<"};
constexpr std::array<std::string_view, 8> messageLines{
    "Subject: hello",  "From: a@example.net", "X-Spam-Flag: YES", "Received: by x", "",
    "A line of text.", ".begins with a dot",  "\xC3\xA4\xFF 8bit"};

class SessionMaker
{
public:
    SessionMaker(Chance& chance, const Vocabulary& vocabulary) : m_chance(chance), m_vocabulary(vocabulary) {}

    Session make()
    {
        chooseClient();
        if (!m_chance.oneIn(12))
            greet();
        if (m_session.logins != Logins::None)
            logIn();
        for (std::size_t mails = 1 + m_chance.below(3); mails > 0; --mails)
            makeMail();
        if (m_chance.oneIn(8))
            m_session.said.push_back({.text = {}, .hangsUp = true});
        else if (!m_chance.oneIn(4))
            say("QUIT");
        if (m_chance.oneIn(6))
            sendTogether();
        return std::move(m_session);
    }

private:
    void chooseClient()
    {
        if (m_chance.percent(35))
            m_session.environment.push_back("TCPREMOTEIP=" + ipAddress(m_chance));
        if (m_chance.percent(25))
            m_session.environment.push_back("TCPREMOTEHOST=" + hostName(m_chance, m_vocabulary));
        if (m_chance.percent(12))
            m_session.environment.push_back("RELAYCLIENT=" + (m_chance.oneIn(4) ? oddText(m_chance) : ""s));
        if (m_chance.percent(4))
            m_session.environment.push_back("TCPREMOTEINFO=" + oddText(m_chance));
        if (!m_chance.percent(15))
            return;
        m_session.logins = m_chance.oneIn(4) ? Logins::Refuse : Logins::Accept;
        m_session.environment.emplace_back("FORCETLS=0"); // where logins are for TLS alone
        m_session.environment.emplace_back("SMTPAUTH=+cram");
    }

    void greet()
    {
        const std::string name = hostName(m_chance, m_vocabulary);
        say((m_chance.oneIn(3) ? "HELO" : "EHLO") + (name.empty() && m_chance.oneIn(2) ? ""s : " " + name));
    }

    void logIn()
    {
        const std::string user = m_chance.oneIn(3) ? oddText(m_chance) : senderAddress(m_chance, m_vocabulary);
        if (m_chance.oneIn(2)) {
            say("AUTH PLAIN " + smtp::encodeBase64("\0"s + user + "\0secret"s));
            return;
        }
        say("AUTH LOGIN");
        say(m_chance.oneIn(8) ? "*" : smtp::encodeBase64(user));
        say(m_chance.oneIn(8) ? "no base64!" : smtp::encodeBase64("secret"));
    }

    void makeMail()
    {
        if (m_chance.oneIn(8))
            sayOddly();
        sayMail();
        std::size_t recipients = 1 + m_chance.below(3);
        if (m_chance.oneIn(12))
            recipients = 30; // more than any limit of a small home
        if (m_chance.oneIn(12))
            recipients = 0;
        for (; recipients > 0; --recipients) {
            if (m_chance.oneIn(12))
                sayOddly();
            sayRcpt();
        }
        if (!m_chance.oneIn(3))
            sayData();
        else if (m_chance.oneIn(2))
            say("RSET");
    }

    void sayMail()
    {
        const std::string sender = m_chance.percent(15) ? "" : senderAddress(m_chance, m_vocabulary);
        const bool isAscii = std::ranges::none_of(sender, [](char c) { return static_cast<unsigned char>(c) > 0x7FU; });
        // Without it servers that know it let no other bytes through (RFC 6531).
        const bool isWide = isAscii ? m_chance.oneIn(8) : !m_chance.oneIn(4);
        say(spelled("MAIL FROM:", sender) + (isWide ? " SMTPUTF8" : "") + parameters(mailParameters));
    }

    void sayRcpt() { say(spelled("RCPT TO:", recipientAddress(m_chance, m_vocabulary)) + parameters(rcptParameters)); }

    void sayData()
    {
        Said data{.text = "DATA"};
        for (std::size_t lines = 1 + m_chance.below(6); lines > 0; --lines)
            data.message.push_back(m_chance.oneIn(10) ? oddText(m_chance) : m_chance.oneOf(messageLines));
        m_session.said.push_back(std::move(data));
    }

    void sayOddly()
    {
        switch (m_chance.below(6)) {
        case 0: greet(); return;
        case 1: say(oddText(m_chance)); return;
        case 2: say(m_chance.oneOf(oddCommands) + " " + oddText(m_chance)); return;
        case 3: sayMail(); return;
        default: say(m_chance.oneOf(oddCommands)); return;
        }
    }

    /// "MAIL FROM:<a@x>", or as careless clients have it.
    std::string spelled(std::string_view command, const std::string& address)
    {
        std::string words(command);
        if (m_chance.oneIn(10))
            words = text::lower(words);
        if (m_chance.oneIn(10))
            words += " ";
        if (m_chance.oneIn(20))
            return words + address;
        return words + "<" + address + (m_chance.oneIn(40) ? "" : ">");
    }

    template <typename List>
    std::string parameters(const List& list)
    {
        std::string words;
        while (m_chance.percent(12))
            words += " " + m_chance.oneOf(list);
        return words;
    }

    /// Neighbours, as clients do that know PIPELINING, or don't care (RFC 2920).
    void sendTogether()
    {
        for (std::size_t i = 0; i + 1 < m_session.said.size(); ++i)
            m_session.said[i].withNext = m_session.said[i].message.empty() && !m_session.said[i].hangsUp &&
                                         !m_session.said[i + 1].hangsUp && m_chance.percent(70);
    }

    void say(std::string text) { m_session.said.push_back({.text = std::move(text)}); }

    Chance& m_chance;
    const Vocabulary& m_vocabulary;
    Session m_session;
};

} // namespace

Talk makeTalk(Chance& chance, const Vocabulary& vocabulary)
{
    Talk talk;
    for (std::size_t sessions = chance.oneIn(5) ? 2 + chance.below(2) : 1; sessions > 0; --sessions)
        talk.sessions.push_back(SessionMaker(chance, vocabulary).make());
    return talk;
}

} // namespace spp::fuzz
