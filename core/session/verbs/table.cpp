// SPDX-License-Identifier: MIT
#include "core/session/verbs/verbs.h"

namespace spp::session
{

using control::Section;
using smtp::Verb;

namespace
{

constexpr VerbRow connection{Section::Connection, nullptr, nullptr, nullptr, verbs::proceedConnection};
constexpr VerbRow helo{Section::Helo, nullptr, nullptr, verbs::askHelo, verbs::proceedHelo};
constexpr VerbRow ehlo{Section::Helo, nullptr, nullptr, verbs::askHelo, verbs::proceedEhlo};
constexpr VerbRow mail{Section::Mail, verbs::checkMail, verbs::noteMail, verbs::askMail, verbs::proceedMail};
constexpr VerbRow rcpt{Section::Rcpt, verbs::checkRcpt, nullptr, verbs::askRcpt, verbs::proceedRcpt};
constexpr VerbRow pass{Section::Pass, nullptr, nullptr, verbs::askPass, verbs::proceedPass};
constexpr VerbRow data{Section::Data, verbs::checkData, nullptr, nullptr, verbs::proceedData};
constexpr VerbRow rset{std::nullopt, nullptr, nullptr, nullptr, verbs::proceedRset};
constexpr VerbRow noop{std::nullopt, nullptr, nullptr, nullptr, verbs::proceedNoop};
constexpr VerbRow vrfy{std::nullopt, nullptr, nullptr, nullptr, verbs::proceedVrfy};
constexpr VerbRow help{std::nullopt, nullptr, nullptr, nullptr, verbs::proceedHelp};
constexpr VerbRow quit{std::nullopt, nullptr, nullptr, nullptr, verbs::proceedQuit};
constexpr VerbRow bdat{Section::Data, verbs::checkBdat, nullptr, nullptr, verbs::proceedBdat};
constexpr VerbRow auth{std::nullopt, verbs::checkAuth, nullptr, nullptr, verbs::proceedAuth};
constexpr VerbRow login{Section::Auth, nullptr, nullptr, nullptr, verbs::proceedLogin};
constexpr VerbRow startTls{std::nullopt, verbs::checkStartTls, nullptr, nullptr, verbs::proceedStartTls};
constexpr VerbRow xclient{std::nullopt, verbs::checkXclient, nullptr, nullptr, verbs::proceedXclient};
constexpr VerbRow unknown{std::nullopt, nullptr, nullptr, nullptr, verbs::proceedUnknown};

} // namespace

void answer(Context& context, const Refusal& refusal)
{
    if (refusal.limit)
        context.out.tell(*refusal.limit);
    context.reply(refusal.reply);
}

const VerbRow& connectionRow()
{
    return connection;
}

const VerbRow& passRow()
{
    return pass;
}

const VerbRow& loginRow()
{
    return login;
}

const VerbRow& verbRow(Verb verb)
{
    switch (verb) {
    case Verb::Helo: return helo;
    case Verb::Ehlo: return ehlo;
    case Verb::Mail: return mail;
    case Verb::Rcpt: return rcpt;
    case Verb::Data: return data;
    case Verb::Rset: return rset;
    case Verb::Noop: return noop;
    case Verb::Vrfy: return vrfy;
    case Verb::Help: return help;
    case Verb::Quit: return quit;
    case Verb::Bdat: return bdat;
    case Verb::Auth: return auth;
    case Verb::StartTls: return startTls;
    case Verb::Xclient: return xclient;
    case Verb::Unknown: return unknown;
    }
    return unknown;
}

} // namespace spp::session
