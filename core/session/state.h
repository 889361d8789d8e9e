// SPDX-License-Identifier: MIT
/// What a session knows at a moment: a value that can be shown, compared and copied.
#pragma once

#include "core/plugin/environment.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::session
{

/// Sender and recipients, as they will be queued.
struct Envelope
{
    std::string sender;
    std::vector<std::string> recipients;
    bool utf8 = false; ///< MAIL asked for SMTPUTF8

    bool operator==(const Envelope&) const = default;
};

/// Texts that plugins kept for a later command (LM, LR, LD). Once they were sent, texts added later stay unseen until RSET.
struct LaterReplies
{
    std::vector<std::string> texts;
    std::optional<std::size_t> shown; ///< how many are sent, from the first time on

    bool empty() const { return texts.empty(); }
    void clear() { *this = {}; }
    bool operator==(const LaterReplies&) const = default;
};

struct SessionState
{
    plugin::Environment environment;
    std::optional<std::string> helo;     ///< the name of the last HELO or EHLO that was accepted
    std::optional<Envelope> transaction; ///< since MAIL was accepted
    bool heloIsBad = false;              ///< badhelo's verdict on the last HELO that was looked up
    bool heloIsBadForStrangers = false;  ///< badhelonorelay's
    unsigned long badRecipients = 0;     ///< refused by badrcptto, validrcptto or rcpthosts
    bool utf8 = false;           ///< SMTPUTF8 was asked for, in a dialect that tells it with each message from then on
    bool senderIsBad = false;    ///< badmailfrom's verdict on the last sender that was looked up
    unsigned long rcptCount = 0; ///< recipients accepted since MAIL
    unsigned long rcptCountAll = 0;       ///< recipients asked for since MAIL
    std::vector<std::string> heldReplies; ///< what plugins printed ahead of the reply to come
    bool chunkRefused = false; ///< a BDAT of the transaction was refused: the message can't be whole any more
    bool refused = false;      ///< by [connection], in a dialect where that stays
    unsigned loginFailures = 0;
    unsigned errors = 0;              ///< lines of the client that were no commands, where they are counted
    std::vector<std::string> headers; ///< H lines for the next message
    LaterReplies laterMail;
    LaterReplies laterRcpt;
    LaterReplies laterData;
    bool pluginsOn = true;                   ///< false after A, or without smtpplugins
    std::optional<std::string> relaySuffix;  ///< a relay client; the text is appended to each recipient
    std::optional<std::string> queueProgram; ///< chosen at the first DATA
    /// Who has told the remote info. What a client claims or logs in with is followed by what it says so later, right or wrong.
    enum class InfoSource { Connection, MailParameter, Login };
    InfoSource infoSource = InfoSource::Connection;
    std::optional<std::string> remoteInfo; ///< what the Received line says of the client's user
    std::optional<std::string> login;      ///< the user that has logged in
    std::optional<std::string> cipher;     ///< inside TLS
    std::string protocol = "SMTP";         ///< for the Received line
    bool logToClient = false;              ///< what programs log is sent to the client
    bool moreRcptHostsClosed = false;      ///< morercpthosts.cdb can't be read any more

    bool operator==(const SessionState&) const = default;
};

} // namespace spp::session
