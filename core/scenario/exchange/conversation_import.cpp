// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/conversation_import.h"

#include "core/base/text.h"
#include "core/smtp/command.h"

#include <algorithm>
#include <array>
#include <optional>

namespace spp::scenario
{

namespace
{

enum class Speaker { Client, Server, Nobody };

struct Heard
{
    Speaker speaker = Speaker::Nobody;
    std::string text;
    std::string_view mark = {}; ///< with which it was told
};

struct SpeakerMark
{
    std::string_view mark;
    Speaker speaker;
};

/// A longer one stands before those that it begins with.
constexpr auto speakerMarks = std::to_array<SpeakerMark>({
    {">>>", Speaker::Client},   {"-->", Speaker::Client},     {"~>", Speaker::Client},      {"->", Speaker::Client},
    {">", Speaker::Client},     {"C:", Speaker::Client},      {"Client:", Speaker::Client}, {"In:", Speaker::Client},
    {"send:", Speaker::Client}, {"<<<", Speaker::Server},     {"<--", Speaker::Server},     {"<~*", Speaker::Server},
    {"<**", Speaker::Server},   {"<~", Speaker::Server},      {"<-", Speaker::Server},      {"<", Speaker::Server},
    {"S:", Speaker::Server},    {"Server:", Speaker::Server}, {"Out:", Speaker::Server},    {"reply:", Speaker::Server},
});

std::string_view withoutCr(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// Python writes bytes as a literal: b'250 ok\r\n'.
std::string unquotedLiteral(std::string_view text)
{
    if (text.starts_with("b'") || text.starts_with("b\""))
        text.remove_prefix(1);
    if (text.size() < 2 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front())
        return std::string(text);
    std::string bytes;
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        const char c = text[++i];
        bytes += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    return bytes;
}

/// Behind blanks, or a time such as "2026-03-01 12:00:01.5 ".
std::optional<Heard> markedAt(std::string_view line, std::size_t begin)
{
    for (const auto& [mark, speaker] : speakerMarks) {
        const std::string_view rest = line.substr(begin);
        if (!rest.starts_with(mark))
            continue;
        std::string_view text = rest.substr(mark.size());
        if (!text.empty() && text.front() != ' ' && text.front() != '\t')
            continue;
        // swaks writes "<-  250" and " -> EHLO", Postfix "Out: 250" and "In:  EHLO"; all others have one blank.
        const bool isWide = ((mark.size() == 2 && mark.front() == '<') || mark == "In:") && text.starts_with("  ");
        text.remove_prefix(std::min<std::size_t>(text.size(), isWide ? 2 : 1));
        const bool isLiteral = mark == "send:" || mark == "reply:";
        return Heard{speaker, isLiteral ? unquotedLiteral(text) : std::string(text), mark};
    }
    return std::nullopt;
}

/// Behind words such as "2026-03-01", "[12:00:01.5]".
std::size_t behindTime(std::string_view line, std::size_t begin)
{
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view more = "0123456789:-.,/[]()+TZ";
    for (;;) {
        const auto end = std::min(line.find(' ', begin), line.size());
        const std::string_view word = line.substr(begin, end - begin);
        const bool isTime = word.find_first_not_of(more) == std::string_view::npos &&
                            word.find_first_of(digits) != std::string_view::npos;
        if (!isTime || end == line.size())
            return begin;
        begin = std::min(line.find_first_not_of(' ', end), line.size());
    }
}

std::optional<Heard> markedLine(std::string_view line)
{
    const auto blanks = std::min(line.find_first_not_of(" \t"), line.size());
    if (auto heard = markedAt(line, blanks))
        return heard;
    const auto time = behindTime(line, blanks);
    return line.substr(0, time).find(':') == std::string_view::npos ? std::nullopt : markedAt(line, time);
}

bool isReplyLine(std::string_view line)
{
    const auto isDigit = [&](std::size_t i) { return line[i] >= '0' && line[i] <= '9'; };
    return line.size() >= 3 && isDigit(0) && isDigit(1) && isDigit(2) && line.front() >= '2' && line.front() <= '5' &&
           (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

/// What programs say about their work: "=== Connected to …", "* TCP_NODELAY set", "} [120 bytes data]".
bool isNotice(std::string_view line)
{
    constexpr std::array begins{"=== ", "*** ", "* ", "{ [", "} ["};
    return std::ranges::any_of(begins, [&](std::string_view begin) { return line.starts_with(begin); });
}

class ConversationReader
{
public:
    explicit ConversationReader(std::string_view text) : m_lines(text::lines(text))
    {
        bool client = false;
        bool server = false;
        for (const auto line : m_lines)
            if (const auto heard = markedLine(withoutCr(line)))
                (heard->speaker == Speaker::Client ? client : server) = true;
        m_isMarked = client && server;
    }

    Imported read()
    {
        for (const auto line : m_lines)
            take(hear(withoutCr(line)));
        endReply();
        if (m_isInMessage)
            m_body.said("C: ", ".");
        return finish();
    }

private:
    Heard hear(std::string_view line) const
    {
        if (m_isMarked) {
            auto heard = markedLine(line);
            // In a message that is not marked itself other marks may stand: a quotation's ">".
            const bool isOther = m_isInMessage && heard && heard->mark != m_clientMark && heard->mark != m_serverMark;
            if (heard && !isOther)
                return std::move(*heard);
            const bool isMessage = m_isInMessage && !isNotice(line);
            return {isMessage ? Speaker::Client : Speaker::Nobody, std::string(line)};
        }
        if (m_isInMessage)
            return {Speaker::Client, std::string(line)};
        if (isReplyLine(line))
            return {Speaker::Server, std::string(line)};
        const bool isCommand = smtp::parseCommand(line).verb != smtp::Verb::Unknown;
        const bool isLogin = m_code.starts_with("334") && !line.empty();
        return {isCommand || isLogin ? Speaker::Client : Speaker::Nobody, std::string(line)};
    }

    void take(const Heard& heard)
    {
        switch (heard.speaker) {
        case Speaker::Client:
            endReply();
            if (!m_isInMessage)
                m_clientMark = heard.mark;
            // Several lines may have been written down as one.
            for (const auto line :
                 text::lines(heard.text.empty() ? std::string_view("\n") : std::string_view(heard.text)))
                say(withoutCr(line));
            break;
        case Speaker::Server:
            m_serverMark = heard.mark;
            for (const auto line : text::lines(heard.text))
                reply(withoutCr(line));
            break;
        case Speaker::Nobody:
            if (!text::trim(heard.text).empty()) {
                m_body.comment(text::printable(heard.text));
                ++m_notices;
            }
            break;
        }
    }

    void say(std::string_view line)
    {
        if (!m_isInMessage)
            noteCommand(line);
        std::string text(line);
        m_lostNuls = std::erase(text, '\0') + m_lostNuls; // no text file has them
        m_body.said("C: ", text);
        m_hasTalked = true;
        m_messageHasLines = true;
        if (m_isInMessage && line == ".")
            m_isInMessage = false;
    }

    void noteCommand(std::string_view line)
    {
        const auto command = smtp::parseCommand(line);
        m_isData = command.verb == smtp::Verb::Data;
        if (command.verb == smtp::Verb::Auth)
            m_hasLogin = true;
        if (command.verb == smtp::Verb::StartTls)
            m_hasTls = true;
        if (command.verb == smtp::Verb::Bdat)
            m_hasChunks = true;
    }

    void reply(std::string_view line)
    {
        if (m_isInMessage)
            writeMissingMessage();
        if (!isReplyLine(line)) {
            if (!text::trim(line).empty())
                m_body.comment(text::printable(line));
            return;
        }
        m_code = line.substr(0, 3);
        if (m_code.front() >= '4')
            m_body.comment(text::printable(line));
        else
            m_hasLostWords = m_hasLostWords || line.size() > 4;
        m_hasLoggedIn = m_hasLoggedIn || m_code == "235";
        m_isReplying = line.size() > 3 && line[3] == '-';
        if (!m_isReplying)
            writeReply();
    }

    /// The rest of a reply is missing.
    void endReply()
    {
        if (m_isReplying)
            writeReply();
        m_isReplying = false;
    }

    void writeReply()
    {
        m_body.line("S: " + m_code);
        ++m_replies;
        if (m_code == "354" && m_isData) {
            m_isInMessage = true;
            m_messageHasLines = false;
        }
        m_isData = false;
    }

    /// The server answers a message that nobody has written down; or its dot is missing.
    void writeMissingMessage()
    {
        if (!m_messageHasLines) {
            m_remarks.emplace_back("the message is not written down; put “message FILE” in its place");
            m_body.said("C: ", "Subject: the message is not in the transcript");
            m_body.said("C: ", "");
        }
        m_body.said("C: ", ".");
        m_isInMessage = false;
    }

    Imported finish()
    {
        if (!m_hasTalked && m_replies == 0)
            m_remarks.emplace_back("nothing in it looks like SMTP; all of it is a comment");
        else if (!m_hasTalked)
            m_remarks.emplace_back("nothing in it looks like what a client says");
        if (m_hasLogin)
            m_remarks.emplace_back("a login is in it, maybe with its password");
        if (m_hasChunks)
            m_remarks.emplace_back("what follows BDAT is not taken apart: look it over");
        if (m_lostNuls > 0)
            m_remarks.emplace_back("NUL bytes of the client were left out: no text file has them");
        if (m_hasLostWords)
            m_remarks.emplace_back("of replies that accept, only the codes are kept");
        if (m_notices > 0)
            m_remarks.push_back(std::to_string(m_notices) + (m_notices == 1 ? " line was" : " lines were") +
                                " neither the client's nor the server's, and stand in comments");
        ScenarioText head;
        for (const auto& remark : m_remarks)
            head.comment(remark);
        head.line("title From a transcript");
        if (m_hasTls)
            head.line("tls");
        if (m_hasLogin) {
            head.line(m_hasLoggedIn ? "auth accept" : "auth refuse");
            if (!m_hasTls)
                head.line("env FORCETLS=0");
        }
        head.blank();
        return {head.take() + m_body.take(), std::move(m_remarks)};
    }

    std::vector<std::string_view> m_lines;
    bool m_isMarked = false;
    ScenarioText m_body;
    std::string_view m_clientMark; ///< of its last command
    std::string_view m_serverMark;
    std::string m_code; ///< of the reply that came last
    bool m_isReplying = false;
    bool m_isData = false; ///< the client has said DATA, and waits
    bool m_isInMessage = false;
    bool m_messageHasLines = false;
    bool m_hasTalked = false;
    bool m_hasLogin = false;
    bool m_hasLoggedIn = false;
    bool m_hasTls = false;
    bool m_hasChunks = false;
    bool m_hasLostWords = false; ///< of replies
    std::size_t m_replies = 0;
    std::size_t m_notices = 0;
    std::size_t m_lostNuls = 0;
    std::vector<std::string> m_remarks;
};

} // namespace

Imported importConversation(std::string_view text)
{
    return ConversationReader(text).read();
}

} // namespace spp::scenario
