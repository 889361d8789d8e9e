// SPDX-License-Identifier: MIT
/// The SMTP verbs, each in steps that the session calls in this order:
///   check    is the command legal now? Touches nothing.
///   note     what the server remembers of a legal command, whatever becomes of it.
///   ask      sets the variables that its section's plugins look at. While plugins are off, the reference leaves the addresses
///            out but sets the rest, which the queue program sees.
///   proceed  the section has accepted it: changes the transaction and replies.
/// (The report is made by the session itself at each step.)
/// The table has a row for each verb: what is null is not needed by it.
#pragma once

#include "core/control/smtpplugins.h"
#include "core/plugin/call.h"
#include "core/session/context.h"
#include "core/smtp/command.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spp::session
{

/// A command on its way from check to proceed.
struct Question
{
    smtp::Verb verb = smtp::Verb::Unknown;
    std::string argument;                   ///< as the client wrote it; for [auth] the user
    std::optional<std::string> address;     ///< of MAIL and RCPT; C changes it
    bool hostAllowed = false;               ///< RCPT: rcpthosts' answer on the address as the client gave it
    std::optional<plugin::Call> check = {}; ///< RCPT: the program that is to be asked about the recipient
};

/// Why a command is not legal now.
struct Refusal
{
    std::string reply;
    bool closes = false; ///< the session ends with it, status 1
    std::optional<LimitReached> limit = std::nullopt;
};

void answer(Context& context, const Refusal& refusal);

/// What the session does after proceed.
enum class Next { Command, CheckRecipient, Pass, Queue, Chunk, Authenticate, Tls, NewClient, Close, Abort };

struct VerbRow
{
    std::optional<control::Section> section;
    std::optional<Refusal> (*check)(const Context&, Question&);
    void (*note)(Context&, const Question&);
    void (*ask)(Context&, const Question&);
    Next (*proceed)(Context&, Question&, Verdict);
};

const VerbRow& verbRow(smtp::Verb verb);

/// "1000 LAST", the argument of BDAT.
struct Chunk
{
    std::uint64_t size = 0;
    bool last = false;
};

/// nullopt: it is no such argument, so nobody knows where the next command begins.
std::optional<Chunk> parseChunk(std::string_view argument);

/// The row of the section that runs before the greeting: a verb that no client says.
const VerbRow& connectionRow();

/// The row of [pass]: it runs for a recipient that passed all checks.
const VerbRow& passRow();

/// The row of [auth]: it runs once a login was found right.
const VerbRow& loginRow();

namespace verbs
{

std::optional<Refusal> checkMail(const Context& context, Question& question);
void noteMail(Context& context, const Question& question);
void askMail(Context& context, const Question& question);
Next proceedMail(Context& context, Question& question, Verdict verdict);

std::optional<Refusal> checkRcpt(const Context& context, Question& question);
void askRcpt(Context& context, const Question& question);
Next proceedRcpt(Context& context, Question& question, Verdict verdict);
/// The program that was asked about the recipient has ended.
Next proceedChecked(Context& context, Question& question, const plugin::Exit& exit);

void askPass(Context& context, const Question& question);
Next proceedPass(Context& context, Question& question, Verdict verdict);

std::optional<Refusal> checkData(const Context& context, Question& question);
Next proceedData(Context& context, Question& question, Verdict verdict);

std::optional<Refusal> checkBdat(const Context& context, Question& question);
Next proceedBdat(Context& context, Question& question, Verdict verdict);

Next proceedConnection(Context& context, Question& question, Verdict verdict);
void askHelo(Context& context, const Question& question);
Next proceedHelo(Context& context, Question& question, Verdict verdict);
Next proceedEhlo(Context& context, Question& question, Verdict verdict);

Next proceedRset(Context& context, Question& question, Verdict verdict);
Next proceedNoop(Context& context, Question& question, Verdict verdict);
Next proceedVrfy(Context& context, Question& question, Verdict verdict);
Next proceedHelp(Context& context, Question& question, Verdict verdict);
Next proceedQuit(Context& context, Question& question, Verdict verdict);
std::optional<Refusal> checkAuth(const Context& context, Question& question);
Next proceedAuth(Context& context, Question& question, Verdict verdict);
Next proceedLogin(Context& context, Question& question, Verdict verdict);
/// Its user is known from here on, and may relay.
void logIn(Context& context, const std::string& user);

/// There is such a command here, and EHLO tells of it where there is a certificate.
bool knowsStartTls(const Context& context);
std::optional<Refusal> checkStartTls(const Context& context, Question& question);
Next proceedStartTls(Context& context, Question& question, Verdict verdict);

std::optional<Refusal> checkXclient(const Context& context, Question& question);
Next proceedXclient(Context& context, Question& question, Verdict verdict);

Next proceedUnknown(Context& context, Question& question, Verdict verdict);

} // namespace verbs

} // namespace spp::session
