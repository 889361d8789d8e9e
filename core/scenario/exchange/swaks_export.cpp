// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/swaks_export.h"

#include "core/base/text.h"
#include "core/scenario/exchange/swaks_message.h"
#include "core/smtp/auth_exchange.h"
#include "core/smtp/base64.h"
#include "core/smtp/command.h"
#include "core/trace/shell_command.h"

#include <algorithm>
#include <optional>
#include <set>

namespace spp::scenario
{

namespace
{

using smtp::Verb;

/// One run of swaks: a greeting, maybe TLS and a login, a message.
struct Delivery
{
    std::string helo;
    bool isPlainSmtp = false; ///< HELO
    bool tls = false;
    std::string authType;
    std::string user;
    std::string password;
    bool hasLogin = false;
    std::optional<std::string> sender;
    std::vector<std::string> recipients;
    bool pipelines = false;
    std::vector<std::string> message; ///< as it goes over the wire, without the dot
    bool hasMessage = false;
    std::string file;   ///< of the message
    std::string last;   ///< swaks's word for where it has come to
    bool drops = false; ///< and goes away there, without QUIT
};

/// The address in "FROM:<a@x.net>"; nullopt: there is more to it, or less.
std::optional<std::string> addressIn(std::string_view argument, std::string_view word)
{
    if (!text::equalsIgnoringCase(argument.substr(0, word.size()), word))
        return std::nullopt;
    const std::string_view rest = text::trim(argument.substr(word.size()));
    const auto end = rest.find('>');
    if (!rest.starts_with('<') || end + 1 != rest.size() || rest.find(',') != std::string_view::npos)
        return std::nullopt;
    return std::string(rest.substr(1, end - 1));
}

class SwaksExporter
{
public:
    SwaksExporter(const Dialog& dialog, const std::string& server, const std::string& folder)
        : m_dialog(dialog), m_server(server), m_folder(folder)
    {}

    SwaksCommands exported()
    {
        remarkStage();
        const auto& lines = m_dialog.lines;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            remarkLine(lines[i]);
            if (lines[i].hangsUp) {
                m_now.drops = true;
                break;
            }
            i = take(lines, i);
        }
        finish();
        if (m_commands.lines.empty())
            m_commands.lines.push_back(format());
        return std::move(m_commands);
    }

private:
    void remark(const std::string& sentence)
    {
        if (m_remarked.insert(sentence).second)
            m_commands.remarks.push_back(sentence);
    }
    void cantSay(const ClientLine& line)
    {
        remark("line " + std::to_string(line.line) +
               " is left out, swaks can't say it: " + text::printable(line.text.substr(0, 80)));
    }

    void remarkStage()
    {
        if (!m_dialog.controls.empty())
            remark("control files and plugins of the scenario are not those of another server");
        if (!m_dialog.stage.overrides.empty())
            remark("answers and faults in plugins' places can't be played to another server");
        for (const auto& entry : m_dialog.environment)
            remark("the environment is not that of another server: " + text::printable(entry));
        if (m_dialog.greeting && !m_dialog.greeting->matches("220 ready\r\n"))
            remark("swaks goes on only if the greeting is 220");
    }

    void remarkLine(const ClientLine& line)
    {
        if (line.pause.count() > 0)
            remark("line " + std::to_string(line.line) + ": swaks makes no pause");
        if (line.expectation || !line.demands.empty())
            remark("what the scenario expects is not compared; swaks stops when it is refused");
    }

    /// @return the last line that was taken
    std::size_t take(const std::vector<ClientLine>& lines, std::size_t at)
    {
        const ClientLine& line = lines[at];
        const auto command = smtp::parseCommand(line.text);
        switch (command.verb) {
        case Verb::Helo:
        case Verb::Ehlo: greet(command); break;
        case Verb::StartTls:
            m_now.tls = true;
            m_now.last = "tls";
            break;
        case Verb::Auth: return logIn(lines, at, command.argument);
        case Verb::Mail: beginMail(line, command.argument); break;
        case Verb::Rcpt: addRecipient(line, command.argument); break;
        case Verb::Data: return sendMessage(lines, at);
        case Verb::Quit: break;
        case Verb::Rset:
            if (m_now.sender)
                return beginAnew(), at;
            [[fallthrough]];
        case Verb::Noop:
        case Verb::Vrfy:
        case Verb::Help:
        case Verb::Bdat:
        case Verb::Xclient:
        case Verb::Unknown: cantSay(line); break;
        }
        return at;
    }

    /// Another transaction, which is a command line of its own.
    void beginAnew()
    {
        remark("swaks has one transaction in a session: what the scenario says in one session are several here");
        finish();
    }

    void greet(const smtp::Command& command)
    {
        if (m_now.sender)
            beginAnew();
        m_now.helo = command.argument;
        m_now.isPlainSmtp = command.verb == Verb::Helo;
        m_now.last = m_now.tls ? "helo" : "first-helo";
    }

    /// PLAIN in one line, LOGIN with the two lines behind it.
    std::size_t logIn(const std::vector<ClientLine>& lines, std::size_t at, std::string_view argument)
    {
        const auto blank = std::min(argument.find(' '), argument.size());
        const std::string type = text::lower(argument.substr(0, blank));
        const std::string_view first = text::trim(argument.substr(blank));
        std::size_t last = at;
        const auto next = [&]() -> std::string { return last + 1 < lines.size() ? lines[++last].text : std::string(); };
        if (type == "plain") {
            const auto decoded = smtp::decodeBase64(first.empty() ? next() : std::string(first));
            const auto nul = decoded ? decoded->find('\0') : std::string::npos;
            const auto second = nul == std::string::npos ? nul : decoded->find('\0', nul + 1);
            if (second != std::string::npos && nul == 0)
                return noteLogin("PLAIN", decoded->substr(1, second - 1), decoded->substr(second + 1)), last;
        } else if (type == "login") {
            const auto user = smtp::decodeBase64(first.empty() ? next() : std::string(first));
            const auto password = smtp::decodeBase64(next());
            if (user && password)
                return noteLogin("LOGIN", *user, *password), last;
        }
        cantSay(lines[at]);
        return at;
    }

    void noteLogin(const std::string& type, const std::string& user, const std::string& password)
    {
        m_now.hasLogin = true;
        m_now.authType = type;
        m_now.user = user;
        m_now.password = password;
        m_now.last = "auth";
    }

    void beginMail(const ClientLine& line, std::string_view argument)
    {
        if (m_now.sender)
            beginAnew();
        auto address = addressIn(argument, "FROM:");
        if (!address) {
            cantSay(line);
            address = "";
        }
        m_now.sender = std::move(*address);
        m_now.pipelines = m_now.pipelines || line.withNext;
        m_now.last = "mail";
    }

    void addRecipient(const ClientLine& line, std::string_view argument)
    {
        if (auto address = addressIn(argument, "TO:"); address && !address->empty() && m_now.sender) {
            m_now.recipients.push_back(std::move(*address));
            m_now.pipelines = m_now.pipelines || line.withNext;
            m_now.last = "rcpt";
        } else
            cantSay(line);
    }

    std::size_t sendMessage(const std::vector<ClientLine>& lines, std::size_t at)
    {
        if (!m_now.sender || m_now.recipients.empty()) {
            cantSay(lines[at]);
            return skipMessage(lines, at);
        }
        m_now.last = "data";
        if (at + 1 < lines.size() && lines[at + 1].isMessage) {
            const ClientLine& message = lines[at + 1];
            if (message.file.empty())
                takeWire(message.text);
            else
                useFile(message.file);
            m_now.hasMessage = true;
        } else if (lines[at].expectation && !lines[at].expectation->allowsMessage()) {
            return at;
        } else {
            const std::size_t last = skipMessage(lines, at);
            if (last == at)
                return at;
            for (std::size_t i = at + 1; i < last; ++i)
                m_now.message.push_back(lines[i].text);
            m_now.hasMessage = true;
            noteEnd(lines, last);
            return last;
        }
        noteEnd(lines, at + 1);
        return at + 1;
    }

    void useFile(const std::string& file)
    {
        m_now.file = file.starts_with('/') ? file : m_folder + file;
        remark("of words such as %DATE% in the file of the message swaks makes others");
    }

    void noteEnd(const std::vector<ClientLine>& lines, std::size_t last)
    {
        remarkLine(lines[last]);
        m_now.last = "dot";
        if (m_now.file.empty() && m_now.message.empty())
            remark("swaks sends no empty message; this one has empty lines");
    }

    /// The closing dot's line; `at` if there is none.
    static std::size_t skipMessage(const std::vector<ClientLine>& lines, std::size_t at)
    {
        for (std::size_t i = at + 1; i < lines.size(); ++i)
            if (lines[i].text == "." || lines[i].isMessage)
                return i;
        return at;
    }

    /// Lines with CR LF, a dot at the end.
    void takeWire(std::string_view wire)
    {
        for (std::string_view line : text::lines(wire)) {
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            m_now.message.emplace_back(line);
        }
        if (!m_now.message.empty() && m_now.message.back() == ".")
            m_now.message.pop_back();
    }

    void finish()
    {
        if (!m_now.last.empty() || m_now.drops)
            m_commands.lines.push_back(format());
        Delivery next;
        next.helo = m_now.helo; // the client is the same
        next.isPlainSmtp = m_now.isPlainSmtp;
        next.tls = m_now.tls;
        next.hasLogin = m_now.hasLogin;
        next.authType = m_now.authType;
        next.user = m_now.user;
        next.password = m_now.password;
        m_now = std::move(next);
    }

    std::string format()
    {
        std::string line = "swaks";
        const auto add = [&](const char* option, const std::string& value) {
            line += std::string(" ") + option + " " + trace::quoteForShell(value);
        };
        add("--server", m_server);
        if (!m_now.helo.empty())
            add("--ehlo", m_now.helo);
        if (m_now.isPlainSmtp)
            line += " --protocol SMTP";
        if (m_now.tls)
            line += " -tls";
        if (m_now.hasLogin) {
            add("--auth", m_now.authType);
            add("--auth-user", m_now.user.empty() ? "<>" : m_now.user);
            add("--auth-password", m_now.password.empty() ? "<>" : m_now.password);
        }
        if (m_now.sender)
            add("--from", m_now.sender->empty() ? "<>" : *m_now.sender);
        if (!m_now.recipients.empty())
            add("--to", joinedRecipients());
        if (m_now.pipelines)
            line += " --pipeline";
        addMessage(line);
        return line;
    }

    std::string joinedRecipients() const
    {
        std::string all;
        for (const auto& recipient : m_now.recipients)
            all += (all.empty() ? "" : ",") + recipient;
        return all;
    }

    void addMessage(std::string& line) const
    {
        const std::string end = m_now.last.empty() ? "connect" : m_now.last;
        if (!m_now.file.empty())
            line += " --data " + trace::quoteForShell("@" + m_now.file);
        else if (m_now.hasMessage) {
            const std::string data = m_now.message.empty() ? "\\n" : swaksData(m_now.message);
            line += data.empty() ? " --no-data-fixup --data " + trace::quoteForShell(wire())
                                 : " --data " + trace::quoteForShell((data.starts_with('@') ? "@" : "") + data);
        }
        if (m_now.drops)
            line += " --drop-after " + end;
        else if (!m_now.hasMessage)
            line += " --quit-after " + (end == "data" ? "rcpt" : end);
    }

    std::string wire() const
    {
        std::string bytes;
        for (const auto& each : m_now.message)
            bytes += each + "\r\n";
        return bytes + ".";
    }

    const Dialog& m_dialog;
    const std::string& m_server;
    const std::string& m_folder;
    Delivery m_now;
    SwaksCommands m_commands;
    std::set<std::string> m_remarked;
};

} // namespace

SwaksCommands exportSwaks(const Dialog& dialog, const std::string& server, const std::string& folder)
{
    return SwaksExporter(dialog, server, folder).exported();
}

} // namespace spp::scenario
