// SPDX-License-Identifier: MIT
#include "core/session/dialect.h"

#include <array>

namespace spp::session
{

namespace
{

using Line = EhloLine; // no "using enum": its StartTls is the name of a wish, too

constexpr std::array plainEhlo{Line::Pipelining, Line::EightBitMime};
constexpr std::array authTlsEhlo{Line::StartTls, Line::Pipelining, Line::EightBitMime, Line::Auth, Line::Size};
constexpr std::array smtpauthEhlo{Line::Auth, Line::AuthWithEquals, Line::Pipelining, Line::EightBitMime};
constexpr std::array smtpauthEhEhlo{Line::Pipelining, Line::EightBitMime, Line::Auth};
constexpr std::array smtpauthTlsEhlo{Line::StartTls, Line::Pipelining, Line::EightBitMime, Line::Size, Line::Auth};
constexpr std::array sagredoEhlo{Line::StartTls,     Line::Pipelining, Line::SmtpUtf8,
                                 Line::EightBitMime, Line::Auth,       Line::Size};
constexpr std::array modernEhlo{
    Line::StartTls, Line::Pipelining, Line::EightBitMime, Line::SmtpUtf8, Line::EnhancedStatusCodes,
    Line::Chunking, Line::Auth,       Line::Size,         Line::Xclient};

constexpr std::string_view netqmailHelp = "214 netqmail home page: http://qmail.org/netqmail";
constexpr std::string_view stockHelp = "214 qmail home page: http://pobox.com/~djb/qmail.html";
constexpr std::string_view foreignInTls =
    "553 sorry, that domain isn't in my list of allowed rcpthosts; no valid cert for gatewaying (#5.7.1)";

constexpr Dialect modern{
    .name = "modern",
    .about = "spp-smtpd's own: strict about line ends, control bytes and relaying",
    // RFC 5321 4.5.3.1.4 asks for 512 bytes at least; parameters of extensions may add to it. 4096 leaves room for all.
    .maxCommandLine = 4096,
    // RFC 4954 section 4 finds 12288 enough for any exchange, and the command itself may be as long.
    .maxAuthLine = 12288,
    .refusesControlBytes = true,
    .bareLf = smtp::BareLf::IsRemembered,
    .bareLfReply = "550 message contains a bare LF; lines end in CR LF (#5.6.0)",
    .takesEveryDomainWithoutRcptHosts = false,
    .hasNarrowNumbers = false,
    .hasEmbeddedQueue = true,
    .hasPass = true,
    .hasExtraChecks = true,
    .okClearsSenderVerdict = true,
    .wantsAddress = true,
    .takesEmptyRecipient = false,
    .checksParameters = true,
    .hasChunking = true,
    .repliesOnce = true,
    .staysRefused = true,
    .obeysPluginVariables = true,
    .hasEnhancedCodes = true,
    .checksUtf8 = true,
    .dropsHttp = true,
    .limits =
        {
            // Relays end a connection after some hundred messages, and each message that is taken begins the count anew: so many
            // commands without one are a flood, or a search for addresses.
            .commands = 10'000,
            // Who mistypes gets along with far fewer; another protocol that was led here does not.
            .errors = 50,
            // RFC 5321 4.5.3.1.8 wants 100 at least. Clients send the rest in another transaction.
            .recipients = 1'000,
            .loginFailures = 3,
            // RFC 5321 4.5.3.2.7 wants five minutes at least, and senders are to give up a block of a message after three (4.5.3.2.5).
            .silence = std::chrono::minutes(5),
            .silenceInMessage = std::chrono::minutes(3),
            // A tenth of what a modem with 9600 bits a second did.
            .dataRate = 100,
        },
    .timesWholeLines = true,
    .hasPluginFailures = true,
    .hasXclient = true,
    .setsSppVariables = true,
    .setsTlsVariables = true,
    // A thousand lines of a thousand bytes: no plugin has that much to say.
    .maxPluginOutput = 1024UL * 1024,
    .givesEmptyInput = true,
    .ehlo = modernEhlo,
    .hasStartTls = true,
    .knowsSize = true,
    .startsAfreshInTls = true,
    .auth = {.offer = AuthTraits::Offer::WithProgram,
             .methods = "LOGIN PLAIN",
             .onlyInTls = true,
             .alwaysThreeFields = true,
             .setsRelayClient = true,
             .readsStrictly = true,
             .crashedReply = "454 the login can't be checked now, try again later (#4.7.0)"},
    // RFC 3848
    .protocol = {.afterEhlo = "ESMTP", .afterLogin = "ESMTPA", .afterTls = "ESMTPS", .afterLoginInTls = "ESMTPSA"},
    .helpReply = "214 see RFC 5321; commands: HELO EHLO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT AUTH STARTTLS BDAT",
    .missingCertificateReply = "454 TLS missing certificate (#4.3.0)",
};

constexpr Dialect qmailSpp{
    .name = "qmail-spp",
    .about = "answers as netqmail with netqmail-spp.diff does, hazards included",
    .ehlo = plainEhlo,
    .helpReply = netqmailHelp,
};

constexpr Dialect qmailSpp103{
    .name = "qmail-spp-1.03",
    .about = "answers as stock qmail 1.03 with qmail-spp.diff does",
    .knowsAnyAddress = false,
    .knowsQmailQueue = false,
    .ehlo = plainEhlo,
    .helpReply = stockHelp,
};

constexpr Dialect qmailSppAuthTls{
    .name = "qmail-spp-auth-tls",
    .about =
        "answers as notqmail with SMTP AUTH 0.8.3, STARTTLS and qmail-spp does; SMTPAUTH in the environment opens AUTH",
    .ehlo = authTlsEhlo,
    .hasStartTls = true,
    .tellsTlsTrouble = true,
    .knowsSize = true,
    .takesAuthParameter = true,
    .findsParametersAnywhere = true,
    .auth = {.offer = AuthTraits::Offer::BySmtpAuth,
             .forgottenByRset = true,
             .keptOverTls = true,
             .setsRelayClient = true},
    .protocol = {.afterLogin = "ESMTPA", .afterTls = "ESMTPS ({} encrypted)", .afterLoginInTls = "ESMTPA"},
    .helpReply = netqmailHelp,
    .foreignReplyInTls = foreignInTls,
};

constexpr Dialect qmailSppSmtpauth{
    .name = "qmail-spp-smtpauth",
    .about = "answers as stock qmail with SMTP AUTH 0.31 and qmail-spp-smtpauth.diff does",
    .knowsAnyAddress = false,
    .knowsQmailQueue = false,
    .ehlo = smtpauthEhlo,
    .auth = {.offer = AuthTraits::Offer::Always,
             .methods = "LOGIN CRAM-MD5 PLAIN",
             .hostIsFirstWord = true,
             .alwaysThreeFields = true,
             .challengeBeforeDigest = true,
             .logGoesToClient = true,
             .closesMoreRcptHosts = true,
             .refusedReply = "535 authorization failed (#5.7.0)",
             .cancelledReply = "501 auth exchange cancelled (#5.0.0)"},
    .helpReply = stockHelp,
};

constexpr Dialect qmailSppSmtpauthEh{
    .name = "qmail-spp-smtpauth-eh",
    .about = "answers as stock qmail with SMTP AUTH 0.4.3 and qmail-spp-smtpauth-eh.diff does",
    .knowsAnyAddress = false,
    .knowsQmailQueue = false,
    .ehlo = smtpauthEhEhlo,
    .auth = {.offer = AuthTraits::Offer::Always,
             .methods = "LOGIN PLAIN CRAM-MD5",
             .alwaysThreeFields = true,
             .setsRelayClient = true},
    .helpReply = stockHelp,
};

constexpr Dialect qmailSppSmtpauthTls{
    .name = "qmail-spp-smtpauth-tls",
    .about = "answers as netqmail with SMTP AUTH 0.5.7, TLS and qmail-spp-smtpauth-tls-20060105.diff does",
    .ehlo = smtpauthTlsEhlo,
    .hasStartTls = true,
    .tellsTlsTrouble = true,
    .knowsSize = true,
    .takesAuthParameter = true,
    .findsParametersAnywhere = true,
    .auth = {.offer = AuthTraits::Offer::Always,
             .methods = "LOGIN PLAIN CRAM-MD5",
             .alwaysThreeFields = true,
             .keptOverTls = true,
             .setsRelayClient = true},
    .protocol = {.afterLogin = "ESMTPA", .afterTls = "({} encrypted) SMTP", .afterLoginInTls = "ESMTPA"},
    .helpReply = netqmailHelp,
    .foreignReplyInTls = foreignInTls,
};

constexpr Dialect sagredo{
    .name = "sagredo",
    .about =
        "answers as the qmail distribution of sagredo.eu does: ENABLE_SPP switches plugins on, [pass] is one section "
        "more",
    .bareLfReply = "451 See https://cr.yp.to/docs/smtplf.html.",
    .pluginsNeedEnableSpp = true,
    .hasPass = true,
    .hasExtraChecks = true,
    .badMailFromHoldsPatterns = true,
    .queuesAboveMaxRcpt = true,
    .obeysRblSmtpd = true,
    .okClearsSenderVerdict = true,
    .wantsAddress = true,
    .removesCheckResults = true,
    .hidesClients = true,
    .knowsAllowBareLf = true,
    .countsUtf8 = true,
    .knowsMoreQueueCodes = true,
    .ehlo = sagredoEhlo,
    .hasStartTls = true,
    .knowsDisableTls = true,
    .tellsTlsTrouble = true,
    .knowsSize = true,
    .takesAuthParameter = true,
    .findsParametersAnywhere = true,
    .auth = {.offer = AuthTraits::Offer::BySmtpAuth,
             .onlyInTls = true,
             .keptOverTls = true,
             .setsMethodAtOnce = true,
             .setsRelayClient = true,
             .setsSmtpAuthUser = true,
             .unknownMethodReply = "504 auth type invalid (#5.5.1)"},
    .protocol = {.afterLogin = "ESMTPA",
                 .afterTls = "ESMTPS ({} encrypted)",
                 .afterLoginInTls = "ESMTPSA ({} encrypted, authenticated)"},
    .helpReply = "214 Roberto's qmail notes home page: https://www.sagredo.eu",
    .unknownReply = "500 unrecognised (#5.5.2)",
    .foreignReply = "553 5.7.1 sorry, that domain isn't in my list of allowed rcpthosts (chkuser)",
};

constexpr std::array all{modern,           qmailSpp,           qmailSpp103,         qmailSppAuthTls,
                         qmailSppSmtpauth, qmailSppSmtpauthEh, qmailSppSmtpauthTls, sagredo};

} // namespace

std::span<const Dialect> dialects()
{
    return all;
}

const Dialect* findDialect(std::string_view name)
{
    for (const Dialect& dialect : all)
        if (dialect.name == name)
            return &dialect;
    return nullptr;
}

const Dialect& modernDialect()
{
    return all.front();
}

} // namespace spp::session
