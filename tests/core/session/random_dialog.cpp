// SPDX-License-Identifier: MIT
#include "tests/core/session/random_dialog.h"

#include "core/smtp/base64.h"

#include <QtGlobal>

#include <csignal>
#include <numeric>

namespace spp::test
{

using namespace std::string_literals;

namespace
{

const std::vector<const char*> printedLines{
    "P250-hello",
    "P250 hello",
    "P",
    "Pno code",
    "P550 a\rb",
    "Sx=1",
    "Sx=2",
    "S",
    "SDATABYTES=100",
    "SRELAYCLIENT=",
    "SRELAYCLIENT=@relay.example",
    "Ux",
    "URELAYCLIENT",
    "HX-One: 1",
    "Cnew@example.org",
    "Cnew@foreign.example",
    "C",
    "LM451 mail",
    "LR451 5.7.1 rcpt",
    "LDdata",
    "",
    "550 no letter",
    "\x80",
};

const std::vector<const char*> finalLines{
    "A", "N", "O", "E550 no", "E451 4.7.1 later", "E", "Eno", "E250 ?", "R554 5.7.1 x", "R", "D", "E550-more"};

const std::vector<const char*> failureRules{"accept *\n", "refuse *\n", "close plugins/helo-3\naccept *\n",
                                            "defer plugins/rcpt-7\naccept plugins/mail-5\n"};

const std::vector<const char*> commands{
    "HELO client.example.net",
    "EHLO client.example.net",
    "EHLO",
    "MAIL FROM:<a@example.net>",
    "MAIL FROM:<a@example.net> SIZE=50 BODY=8BITMIME",
    "MAIL FROM:<a@example.net> SIZE=99999999",
    "MAIL FROM:<j\xC3\xB6rg@example.net> SMTPUTF8",
    "MAIL FROM:<>",
    "MAIL",
    "RCPT TO:<b@example.org>",
    "RCPT TO:<c@example.org>",
    "RCPT TO:<d@foreign.example>",
    "RCPT TO:<bad",
    "DATA",
    "RSET",
    "NOOP",
    "VRFY b",
    "HELP",
    "STARTTLS",
    "AUTH CRAM-MD5",
    "AUTH",
    "XCLIENT ADDR=192.0.2.77 NAME=mx.example.net PORT=1",
    "XCLIENT ADDR=IPV6:2001:db8::7 HELO=+3Cmx+3E PROTO=ESMTP",
    "XCLIENT LOGIN=mary",
    "XCLIENT NAME=[UNAVAILABLE] SHOE=44",
    "BOGUS",
    "",
    "HELO a\tb",
};

std::string delivery(Chance& chance)
{
    const std::string begin = "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n";
    const std::string text = "Subject: x\r\n\r\n..dot\r\n"s + (chance.oneIn(6) ? "bare\nLF\r\n" : "hello\r\n");
    if (chance.oneIn(2))
        return begin + "DATA\r\n" + text + ".\r\n";
    const std::size_t cut = chance.below(text.size());
    return begin + "BDAT " + std::to_string(cut) + "\r\n" + text.substr(0, cut) + "BDAT " +
           std::to_string(text.size() - cut) + (chance.oneIn(6) ? "\r\n" : " LAST\r\n") + text.substr(cut);
}

std::string login(Chance& chance)
{
    const std::string password = chance.oneIn(3) ? "wrong" : "secret";
    if (chance.oneIn(2))
        return "AUTH PLAIN " + smtp::encodeBase64("\0mary\0"s + password) + "\r\n";
    return "AUTH LOGIN\r\n" + smtp::encodeBase64("mary") + "\r\n" +
           (chance.oneIn(5) ? "*" : smtp::encodeBase64(password)) + "\r\n";
}

} // namespace

FakePlugin randomPlugin(Chance& chance)
{
    std::string output;
    for (std::size_t i = chance.below(4); i > 0; --i)
        output += chance.oneOf(printedLines) + "\n";
    if (chance.oneIn(4))
        output += chance.oneOf(finalLines) + "\n";
    if (chance.oneIn(8))
        output += chance.oneOf(printedLines); // no newline
    if (chance.oneIn(200))
        output += std::string(2'000'000, 'x');
    FakePlugin fake;
    while (!output.empty()) {
        const std::size_t size = 1 + chance.below(std::max<std::size_t>(20, output.size()));
        fake.chunks.push_back(output.substr(0, size));
        output.erase(0, size);
    }
    if (chance.oneIn(15))
        fake.exit = {plugin::Exit::Kind::Signal, SIGKILL, {}};
    else if (chance.oneIn(15))
        fake.exit = {plugin::Exit::Kind::CouldNotRun, 120, "no such file"};
    else
        fake.exit.number = chance.oneIn(15) ? 120 : static_cast<int>(chance.below(3));
    fake.exitsFirst = chance.oneIn(10);
    fake.takes = std::chrono::seconds(chance.below(3));
    return fake;
}

std::string randomPiece(Chance& chance)
{
    switch (chance.below(8)) {
    case 0: return login(chance);
    case 1:
    case 2: return delivery(chance);
    case 3: return "BDAT " + std::to_string(chance.below(20)) + (chance.oneIn(2) ? " LAST\r\n" : "\r\n");
    case 4: return chance.oneIn(10) ? "GET / HTTP/1.1\r\n" : "EHLO x\r\n";
    default: return chance.oneOf(commands) + (chance.oneIn(10) ? "\n" : "\r\n");
    }
}

FakeHome randomHome(std::uint32_t seed)
{
    FakeHome fake = home().file("badmailfrom", "bad@example.net\n").file("databytes", "10000\n");
    const auto chance = std::make_shared<Chance>(seed);
    if (!chance->oneIn(3))
        fake.file("pluginfailures", chance->oneOf(failureRules));
    for (const char* section : {"connection", "helo", "mail", "rcpt", "pass", "data", "auth"})
        for (int i = 0; i < 2; ++i)
            fake.plugin(section,
                        [chance](const plugin::Call&) { return chance->oneIn(3) ? randomPlugin(*chance) : says(""); });
    return fake;
}

SessionOptions randomOptions(Chance& chance, std::string_view dialect)
{
    SessionOptions options;
    options.dialect = dialect;
    options.environment = {"SMTPAUTH=+cram", "TCPREMOTEIP=192.0.2.25"};
    if (!chance.oneIn(4))
        options.environment.emplace_back("FORCETLS=0");
    if (chance.oneIn(8))
        options.environment.emplace_back("SMTPS=1");
    if (chance.oneIn(8))
        options.environment.emplace_back("RELAYCLIENT=");
    options.passwordCommand = {"host", "checkpw", "true"};
    options.users = {{"mary", "secret"}};
    if (chance.oneIn(2))
        options.xclient = session::Xclient{plugin::Environment(options.environment), std::nullopt, {}};
    options.hasCertificate = !chance.oneIn(8);
    options.tlsWorks = !chance.oneIn(8);
    return options;
}

SessionTester randomDialog(std::uint32_t seed, std::string_view dialect)
{
    Chance chance(seed);
    SessionTester client{randomHome(seed), randomOptions(chance, dialect)};
    std::string bytes;
    for (std::size_t i = 10 + chance.below(30); i > 0; --i)
        bytes += randomPiece(chance);
    bytes += ".\r\nQUIT\r\n";
    while (!bytes.empty()) {
        client.queue().opens = !chance.oneIn(10);
        client.queue().answer.exit.number = chance.oneIn(5) ? static_cast<int>(chance.below(256)) : 0;
        const std::size_t size = chance.oneIn(4) ? 1 : 1 + chance.below(200);
        client.send(std::string_view(bytes).substr(0, size));
        bytes.erase(0, size);
        if (chance.oneIn(100))
            client.wait(std::chrono::seconds(1200));
    }
    client.hangUp();
    return client;
}

std::vector<std::uint32_t> seeds(std::uint32_t count)
{
    if (qEnvironmentVariableIsSet("SPP_SEED"))
        return {static_cast<std::uint32_t>(qEnvironmentVariableIntValue("SPP_SEED"))};
    std::vector<std::uint32_t> result(count);
    std::iota(result.begin(), result.end(), 1U);
    return result;
}

} // namespace spp::test
