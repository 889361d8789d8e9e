// SPDX-License-Identifier: MIT
#include "core/smtp/auth_exchange.h"
#include "core/smtp/base64.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp::smtp;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace
{

using Outcome = AuthExchange::Outcome;
using Trouble = AuthExchange::Trouble;

constexpr std::string_view challenge = "<1896.697170952@mx.example.org>";

AuthExchange exchangeOf(AuthMethod method, AuthExchange::Reading reading = AuthExchange::Reading::Strict)
{
    return {method, std::string(challenge), reading};
}

/// An outcome as text: "334 …" with its text decoded, "user|secret|challenge", or the trouble.
std::string shown(const Outcome& outcome)
{
    if (const auto* prompt = std::get_if<AuthExchange::Prompt>(&outcome))
        return "334 " + decodeBase64(prompt->text).value_or("?");
    if (const auto* credentials = std::get_if<Credentials>(&outcome))
        return credentials->user + "|" + credentials->secret + "|" + credentials->challenge;
    return std::get<Trouble>(outcome) == Trouble::Cancelled ? "cancelled" : "malformed";
}

std::string plain(const std::string& message)
{
    AuthExchange exchange = exchangeOf(AuthMethod::Plain);
    exchange.start({});
    return shown(exchange.handleLine(encodeBase64(message)));
}

std::string cram(const std::string& message, AuthExchange::Reading reading = AuthExchange::Reading::Strict)
{
    AuthExchange exchange = exchangeOf(AuthMethod::CramMd5, reading);
    exchange.start({});
    return shown(exchange.handleLine(encodeBase64(message)));
}

AuthExchange loose(AuthMethod method)
{
    return exchangeOf(method, AuthExchange::Reading::Loose);
}

} // namespace

class TestAuthExchange : public QObject
{
    Q_OBJECT

private slots:
    void methodsAreKnownInAnyCase()
    {
        for (const auto& [word, method] : {std::pair("login", AuthMethod::Login), std::pair("PLAIN", AuthMethod::Plain),
                                           std::pair("Cram-MD5", AuthMethod::CramMd5)})
            QVERIFY2(parseAuthMethod(word) == method, word);
        for (const char* word : {"", "cram", "cram-md5 ", "xoauth2", "plain="})
            QVERIFY2(!parseAuthMethod(word), word);
    }

    void pluginsReadMethodsInSmallLetters()
    {
        QCOMPARE(std::string(formatAuthMethod(AuthMethod::Login)), "login"s);
        QCOMPARE(std::string(formatAuthMethod(AuthMethod::Plain)), "plain"s);
        QCOMPARE(std::string(formatAuthMethod(AuthMethod::CramMd5)), "cram-md5"s);
    }

    void loginAsksForUserAndPassword()
    {
        AuthExchange exchange = exchangeOf(AuthMethod::Login);
        QCOMPARE(shown(exchange.start({})), "334 Username:"s);
        QCOMPARE(shown(exchange.handleLine("bWFyeQ==")), "334 Password:"s);
        QCOMPARE(shown(exchange.handleLine("c2VjcmV0")), "mary|secret|"s);
    }

    void loginTakesTheUserWithTheCommand()
    {
        AuthExchange exchange = exchangeOf(AuthMethod::Login);
        QCOMPARE(shown(exchange.start("bWFyeQ==")), "334 Password:"s);
        QCOMPARE(shown(exchange.handleLine("c2VjcmV0")), "mary|secret|"s);
    }

    void loginRefusesWhatIsEmptyOrNoBase64()
    {
        for (const char* line : {"", "=", "mar", "bWFyeQ", "bWFy*Q=="}) {
            AuthExchange user = exchangeOf(AuthMethod::Login);
            user.start({});
            QCOMPARE(shown(user.handleLine(line)), "malformed"s);
            AuthExchange password = exchangeOf(AuthMethod::Login);
            password.start("bWFyeQ==");
            QCOMPARE(shown(password.handleLine(line)), "malformed"s);
        }
        QCOMPARE(shown(exchangeOf(AuthMethod::Login).start("=")), "malformed"s);
    }

    void plainComesWithTheCommandOrOnALineOfItsOwn()
    {
        QCOMPARE(shown(exchangeOf(AuthMethod::Plain).start(encodeBase64("\0mary\0secret"s))), "mary|secret|"s);
        AuthExchange exchange = exchangeOf(AuthMethod::Plain);
        QCOMPARE(shown(exchange.start({})), "334 "s);
        QCOMPARE(shown(exchange.handleLine(encodeBase64("\0mary\0secret"s))), "mary|secret|"s);
    }

    void plainDoesNotLookAtWhoIsToBeActedAs() { QCOMPARE(plain("john\0mary\0secret"s), "mary|secret|"s); }

    void plainRefusesWhatIsNotThreeParts()
    {
        for (const std::string& message : {""s, "mary"s, "\0"s, "\0mary"s, "\0mary\0"s, "\0\0secret"s, "\0\0"s})
            QCOMPARE(plain(message), "malformed"s);
        QCOMPARE(shown(exchangeOf(AuthMethod::Plain).start("no base64")), "malformed"s);
    }

    void cramSendsItsChallengeAndHandsItOn()
    {
        AuthExchange exchange = exchangeOf(AuthMethod::CramMd5);
        QCOMPARE(shown(exchange.start({})), "334 " + std::string(challenge));
        QCOMPARE(shown(exchange.handleLine(encodeBase64("mary b913a602c7eda7a495b4e6e7334d3890"))),
                 "mary|b913a602c7eda7a495b4e6e7334d3890|" + std::string(challenge));
    }

    void cramDividesAtTheFirstBlank()
    {
        QCOMPARE(cram("mary  0123 "), "mary|0123|" + std::string(challenge));
        for (const char* message : {"", "mary", "mary ", " 0123", " "})
            QCOMPARE(cram(message), "malformed"s);
    }

    void aStarCancelsAtEachStep()
    {
        for (const AuthMethod method : {AuthMethod::Login, AuthMethod::Plain, AuthMethod::CramMd5}) {
            AuthExchange exchange = exchangeOf(method);
            exchange.start({});
            QCOMPARE(shown(exchange.handleLine("*")), "cancelled"s);
        }
        AuthExchange login = exchangeOf(AuthMethod::Login);
        login.start("bWFyeQ==");
        QCOMPARE(shown(login.handleLine("*")), "cancelled"s);
        AuthExchange other = exchangeOf(AuthMethod::Login);
        other.start({});
        QCOMPARE(shown(other.handleLine("**")), "malformed"s);
    }

    void aNulNeverGetsAmongTheFields()
    {
        AuthExchange exchange = exchangeOf(AuthMethod::Login);
        exchange.start(encodeBase64("mary\0root"s));
        QCOMPARE(shown(exchange.handleLine("c2VjcmV0")), "malformed"s);
        AuthExchange password = exchangeOf(AuthMethod::Login);
        password.start("bWFyeQ==");
        QCOMPARE(shown(password.handleLine(encodeBase64("secret\0more"s))), "malformed"s);
        QCOMPARE(cram("mary\0root 0123"s), "malformed"s);
        QCOMPARE(cram("mary 01\0"s + "23"), "malformed"s);
        QCOMPARE(plain("\0mary\0secret\0more"s), "mary|secret|"s);
    }

    void looselyAnEmptyUserIsNoticedBehindThePassword()
    {
        AuthExchange exchange = loose(AuthMethod::Login);
        QCOMPARE(shown(exchange.start("=")), "334 Password:"s);
        QCOMPARE(shown(exchange.handleLine("c2VjcmV0")), "malformed"s);
        AuthExchange password = loose(AuthMethod::Login);
        password.start("bWFyeQ");
        QCOMPARE(shown(password.handleLine("AAAA")), "malformed"s);
        // An empty line and what is no Base64 are noticed at once.
        for (const char* line : {"", "mar!", "bWFy "}) {
            AuthExchange user = loose(AuthMethod::Login);
            user.start({});
            QCOMPARE(shown(user.handleLine(line)), "malformed"s);
        }
    }

    void looselyPaddingMayBeMissing()
    {
        AuthExchange login = loose(AuthMethod::Login);
        QCOMPARE(shown(login.start("bWFyeQ")), "334 Password:"s);
        QCOMPARE(shown(login.handleLine("c2VjcmV0MQ=")), "mary|secret1|"s);
        QCOMPARE(shown(loose(AuthMethod::Plain).start("AG1hcnkAc2VjcmV0MQ== more")), "mary|secret1|"s);
    }

    void looselyPlainWantsItsPartsAllTheSame()
    {
        QCOMPARE(shown(loose(AuthMethod::Plain).start(encodeBase64("john\0mary\0secret\0more"s))), "mary|secret|"s);
        for (const std::string& message : {"mary"s, "\0"s, "\0mary"s, "\0mary\0"s, "\0\0secret"s, "\0\0"s})
            QCOMPARE(shown(loose(AuthMethod::Plain).start(encodeBase64(message))), "malformed"s);
        QCOMPARE(shown(loose(AuthMethod::Plain).start("=")), "malformed"s);
    }

    void looselyLoginHandsANulOn()
    {
        AuthExchange exchange = loose(AuthMethod::Login);
        exchange.start(encodeBase64("mary\0root"s));
        const Outcome outcome = exchange.handleLine("c2VjcmV0");
        QCOMPARE(std::get<Credentials>(outcome).user, "mary\0root"s);
    }

    void looselyANulEndsWhatCramSends()
    {
        const auto reading = AuthExchange::Reading::Loose;
        QCOMPARE(cram("mary  0123 ", reading), "mary|0123 |" + std::string(challenge));
        QCOMPARE(cram("mary 01\0"s + "23", reading), "mary|01|" + std::string(challenge));
        QCOMPARE(cram("mary\0root 0123"s, reading), "malformed"s);
    }

    void looselyAStarWithANulCancels()
    {
        AuthExchange exchange = loose(AuthMethod::Login);
        exchange.start({});
        QCOMPARE(shown(exchange.handleLine("*\0x"sv)), "cancelled"s);
    }

    void onlyCramHasAChallenge()
    {
        AuthExchange exchange = exchangeOf(AuthMethod::Login);
        exchange.start("bWFyeQ==");
        const Outcome outcome = exchange.handleLine("c2VjcmV0");
        QCOMPARE(std::get<Credentials>(outcome).challenge, ""s);
        QVERIFY(std::get<Credentials>(outcome).method == AuthMethod::Login);
    }

    void wipingOverwritesTheSecret()
    {
        Credentials credentials;
        credentials.secret = std::string(100, 'x');
        const char* bytes = credentials.secret.data();
        credentials.wipe();
        QVERIFY(credentials.secret.empty());
        QCOMPARE(credentials.secret.data(), bytes);
        QCOMPARE(std::string(bytes, 100), std::string(100, '\0'));
    }

    void aCopyIsAnExchangeOfItsOwn()
    {
        AuthExchange exchange = exchangeOf(AuthMethod::Login);
        exchange.start({});
        AuthExchange copy = exchange;
        exchange.handleLine("bWFyeQ==");
        copy.handleLine("am9obg==");
        QCOMPARE(shown(exchange.handleLine("c2VjcmV0")), "mary|secret|"s);
        QCOMPARE(shown(copy.handleLine("c2VjcmV0")), "john|secret|"s);
    }
};

SPP_TEST(TestAuthExchange)
#include "tst_auth_exchange.moc"
