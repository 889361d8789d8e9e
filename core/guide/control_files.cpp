// SPDX-License-Identifier: MIT
#include "core/guide/control_files.h"

#include <array>

namespace spp::guide
{

namespace
{

constexpr auto controlTable = std::to_array<ControlGuide>({
    {"me", "The server's name. It stands in for smtpgreeting and localiphost where these are missing."},
    {"smtpgreeting", "What the server greets clients with; the first word should be its name. Missing: me."},
    {"smtpplugins",
     "Which plugins run, and when: sections in brackets, and below each the lines of its plugins. Missing: "
     "the session ends with 421, unless NOSPP is set. SPPCONFFILE names another file."},
    {"pluginfailures",
     "In modern, what it means when a plugin dies, can't be run or is cut off: lines such as “accept plugins/rbl”. "
     "accept: the section goes on as though it had said nothing; defer: 451; refuse: 554; close: 421, and the session "
     "ends. A plugin is named as its line in smtpplugins begins, * stands for all others. Missing: defer."},
    {"rcpthosts",
     "Domains that mail is taken for, one a line; a line with a dot in front stands for all names below it. "
     "Missing: mail for every domain is taken (modern: for control/me alone). RELAYCLIENT lifts it."},
    {"morercpthosts.cdb", "More of rcpthosts, as a database that qmail-newmrh(8) makes of morercpthosts."},
    {"badmailfrom",
     "Senders that are refused: an address, or @domain for all of a domain. Their recipients get 553. "
     "Patterns in dialects that have them."},
    {"databytes", "The largest message in bytes; 0 or missing: no limit. DATABYTES in the environment wins."},
    {"localiphost", "What user@[an address of this machine] is turned into. Missing: me."},
    {"timeoutsmtpd",
     "Seconds of silence after which a session ends. Missing: 1200; in modern 300, and 180 inside a message."},
    {"servercert.pem", "The certificate of STARTTLS, with its chain and its private key. Missing: no STARTTLS."},
    {"badhelo", "Patterns of names in HELO and EHLO that are refused; ! in front names what is not found in them.",
     true},
    {"badhelonorelay", "The same, but not for relay clients.", true},
    {"badmailfromnorelay", "Patterns of senders that are refused, but not from relay clients.", true},
    {"badrcptto", "Patterns of recipients that are refused.", true},
    {"badrcpttonorelay", "The same, but not for relay clients.", true},
    {"validrcptto", "Addresses that exist here, one a line, or @domain; others are refused. Missing: all exist.", true},
    {"validrcptto.cdb", "The same as a database.", true},
    {"brtlimit", "So many recipients may be refused; the next ends the session. BRTLIMIT wins.", true},
    {"maxrcpt", "The most recipients that a message may have.", true},
    {"rejectrelaytest",
     "Not 0: recipients with a second @, % or ! in front of the last @, as tests for open relays have them, are "
     "refused.",
     true},
    {"rejectnullsenders",
     "Not 0: the empty sender, which bounces have, is refused; so it is where REJECTNULLSENDERS is set.", true},
});

} // namespace

std::span<const ControlGuide> controlGuides()
{
    return controlTable;
}

} // namespace spp::guide
