// SPDX-License-Identifier: MIT
/// Which program a session answers like, as a row of traits. Everything that differs between dialects is read from here, or from
/// the few functions that a row names. Static data; safe everywhere.
#pragma once

#include "core/session/limits.h"
#include "core/smtp/data_decoder.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace spp::session
{

/// A line of the reply to EHLO, each in its place.
enum class EhloLine {
    StartTls,
    Pipelining,
    EightBitMime,
    SmtpUtf8,
    Size,
    Auth,
    AuthWithEquals,
    EnhancedStatusCodes,
    Chunking,
    Xclient
};

/// What RSET, the environment and the password program have to do with AUTH.
struct AuthTraits
{
    /// Whether there is AUTH at all: if SMTPAUTH says so (notqmail's way: "", "cram", "+cram", "!" in front for a login that is
    /// required, "-" for none), or always, or where there is a password program.
    enum class Offer { Never, BySmtpAuth, Always, WithProgram };
    Offer offer = Offer::Never;
    std::string_view methods = {};  ///< as announced, where SMTPAUTH does not decide
    bool onlyInTls = false;         ///< unless FORCETLS is 0
    bool hostIsFirstWord = false;   ///< the first word of the command line is the host of CRAM-MD5's challenge
    bool alwaysThreeFields = false; ///< the password program always gets a third field, without CRAM-MD5 an empty one
    bool challengeBeforeDigest = false;
    bool forgottenByRset = false; ///< a second AUTH is allowed after RSET; relaying stays open all the same
    bool keptOverTls = false;
    bool setsMethodAtOnce =
        false; ///< SMTPAUTHMETHOD is set as soon as the method is known, whatever becomes of the login
    bool setsRelayClient = false;     ///< RELAYCLIENT shows in the environment after a login
    bool setsSmtpAuthUser = false;    ///< SMTP_AUTH_USER too
    bool logGoesToClient = false;     ///< from the first AUTH on, what programs log is sent to the client
    bool closesMoreRcptHosts = false; ///< AUTH closes the descriptor that morercpthosts.cdb is read from
    bool readsStrictly = false; ///< Base64 and its contents as the RFCs want them; otherwise as qmail's patches do
    std::string_view unknownMethodReply = "504 auth type unimplemented (#5.5.1)";
    std::string_view refusedReply = "535 authentication failed (#5.7.1)";
    std::string_view crashedReply = "454 oops, problem with child and I can't auth (#4.3.0)";
    std::string_view cancelledReply = "501 auth exchange canceled (#5.0.0)";
};

/// How the Received line names the protocol. Braces stand for the cipher; an empty text changes nothing.
struct ProtocolTraits
{
    std::string_view afterEhlo = {};
    std::string_view afterLogin = {};
    std::string_view afterTls = {};
    std::string_view afterLoginInTls = {};
};

struct Dialect
{
    std::string_view name;
    std::string_view about; ///< one line for a person

    /// Longest command line. The reference has no limit; a million bytes is far beyond what a plugin's environment can hold.
    std::size_t maxCommandLine = 1'000'000;
    /// The same for AUTH and the lines of its exchange; never less.
    std::size_t maxAuthLine = 1'000'000;
    /// Control bytes in a command line are refused (501), so that none reaches a variable, a header or a log.
    bool refusesControlBytes = false;
    smtp::BareLf bareLf = smtp::BareLf::Stops;
    std::string_view bareLfReply = "451 See http://pobox.com/~djb/docs/smtplf.html.";
    /// Without control/rcpthosts mail for every domain is taken, as qmail does; otherwise for control/me alone.
    bool takesEveryDomainWithoutRcptHosts = true;
    /// The numbers in databytes, DATABYTES and timeoutsmtpd have 32 bits, and what does not fit is cut off; otherwise it is the
    /// largest.
    bool hasNarrowNumbers = true;
    /// user@[0.0.0.0] stands for this host.
    bool knowsAnyAddress = true;
    /// QMAILQUEUE names the queue program.
    bool knowsQmailQueue = true;
    /// Without bin/qmail-queue in the home, messages go to a Maildir there; otherwise they are deferred, as qmail does.
    bool hasEmbeddedQueue = false;
    /// Plugins run only if ENABLE_SPP is set, and NOSPP means nothing.
    bool pluginsNeedEnableSpp = false;
    /// [pass] runs for each recipient that passed all checks; SMTPRCPTCOUNT counts it by then. rcpthosts is asked about the
    /// address that [rcpt] left, RELAYCLIENT's suffix is for recipients outside of it alone, and O keeps the suffix away too.
    bool hasPass = false;
    /// The checks of extra_checks.h, by their control files.
    bool hasExtraChecks = false;
    bool badMailFromHoldsPatterns = false;
    /// A recipient that maxrcpt refuses is in the envelope all the same.
    bool queuesAboveMaxRcpt = false;
    /// RBLSMTPD with a text refuses recipients and ends the session.
    bool obeysRblSmtpd = false;
    /// O in [mail] lets the sender pass, whatever was found for the one before (plain qmail-spp leaves that in force).
    bool okClearsSenderVerdict = false;
    /// MAIL and RCPT with nothing behind the colon are a syntax error; otherwise the empty address.
    bool wantsAddress = false;
    /// RCPT TO:<> is taken.
    bool takesEmptyRecipient = true;
    /// Parameters of MAIL and RCPT that EHLO does not announce, or that are no good, are refused (RFC 5321 4.1.1.11); otherwise
    /// they are not looked at.
    bool checksParameters = false;
    /// SPFRESULT and RBLRESULT are taken out of the environment where the checks that set them are off.
    bool removesCheckResults = false;
    /// RELAYCLIENT or SMTPAUTHUSER in the environment hide the client in the Received line, and its date is local time.
    bool hidesClients = false;
    /// ALLOW_BARELF in the environment makes a bare LF a line's end.
    bool knowsAllowBareLf = false;
    /// After MAIL with SMTPUTF8 each message puts "UTF8" in front of the protocol, once more for each.
    bool countsUtf8 = false;
    /// Exit codes of the queue program that mean more than qmail's own.
    bool knowsMoreQueueCodes = false;
    /// BDAT (RFC 3030).
    bool hasChunking = false;
    /// Each command gets one reply, whatever its plugins print: P becomes lines of it, E and R get a code that refuses if they
    /// have none, a failure behind them is not told, and kept texts are one reply. Otherwise all is sent as it stands.
    bool repliesOnce = false;
    /// A session that [connection] refused takes QUIT alone (RFC 5321 3.1); otherwise it goes on.
    bool staysRefused = false;
    /// RELAYCLIENT and DATABYTES take effect when plugins of [connection] and [auth] set them.
    bool obeysPluginVariables = false;
    /// The server's own replies carry enhanced status codes in front (RFC 2034); otherwise where their words have them.
    bool hasEnhancedCodes = false;
    /// Addresses outside ASCII want SMTPUTF8 (RFC 6531) and must be UTF-8; otherwise they are taken as they are.
    bool checksUtf8 = false;
    /// GET, POST and the like end the session: a browser was made to talk to us.
    bool dropsHttp = false;
    /// The reference has no limit for recipients, and nobody sends to so many.
    SessionLimits limits = {.recipients = 20'000};
    /// A command line has to be whole before the client was silent for too long; otherwise each byte begins the time anew.
    bool timesWholeLines = false;
    /// control/pluginfailures says what it means when a plugin fails; otherwise its command is deferred.
    bool hasPluginFailures = false;
    /// XCLIENT, from whoever is listed for it.
    bool hasXclient = false;
    /// Plugins find SPP_SESSION_ID and SPP_EVENT in their environment.
    bool setsSppVariables = false;
    /// Once there is TLS, plugins find SSL_PROTOCOL, SSL_CIPHER and more of it (tls_variables.h).
    bool setsTlsVariables = false;
    /// A plugin that prints more bytes than this in one run is killed, and its command deferred; 0: no limit, and what is kept of its
    /// output is bounded all the same.
    std::size_t maxPluginOutput = 0;
    /// Plugins read an empty file on standard input; otherwise it is closed.
    bool givesEmptyInput = false;

    std::span<const EhloLine> ehlo = {};
    bool hasStartTls = false;
    /// DISABLETLS in the environment switches STARTTLS off.
    bool knowsDisableTls = false;
    /// Why there is no TLS is told in plain text: SMTPS without a certificate, a handshake that failed. Otherwise the session just ends.
    bool tellsTlsTrouble = false;
    /// MAIL's SIZE parameter is compared with databytes before the plugins are asked.
    bool knowsSize = false;
    /// MAIL's AUTH parameter becomes TCPREMOTEINFO, if there is none.
    bool takesAuthParameter = false;
    /// Parameters of MAIL are looked for in its whole argument, as qmail's patches do; otherwise behind the address.
    bool findsParametersAnywhere = false;
    /// TLS takes the session back to its greeting: what the client said and plugins made of it is forgotten, what [connection] found
    /// before stays. Otherwise the HELO name alone is forgotten.
    bool startsAfreshInTls = false;
    AuthTraits auth = {};
    ProtocolTraits protocol = {};

    std::string_view helpReply;
    std::string_view unknownReply = "502 unimplemented (#5.5.1)";
    std::string_view foreignReply = "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)";
    std::string_view foreignReplyInTls = {};
    /// OpenSSL's words are part of it where the dialect answers as a program does.
    std::string_view missingCertificateReply =
        "454 TLS missing certificate: error:FFFFFFFF80000002:system library::No such file or directory (#4.3.0)";
};

std::span<const Dialect> dialects();

/// nullptr if there is none of this name.
const Dialect* findDialect(std::string_view name);

/// The daemon's default.
const Dialect& modernDialect();

} // namespace spp::session
