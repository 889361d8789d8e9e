// SPDX-License-Identifier: MIT
#include "core/session/queue_reply.h"

#include "core/smtp/reply.h"

#include <array>

namespace spp::session
{

namespace
{

struct CodeReply
{
    int code;
    const char* reply;
};

constexpr std::array codeReplies{
    CodeReply{11, "554 envelope address too long for qq (#5.1.3)"},
    CodeReply{115, "554 envelope address too long for qq (#5.1.3)"}, // an older number for the same
    CodeReply{31, "554 mail server permanently rejected message (#5.3.0)"},
    CodeReply{51, "451 qq out of memory (#4.3.0)"},
    CodeReply{52, "451 qq timeout (#4.3.0)"},
    CodeReply{53, "451 qq write error or disk full (#4.3.0)"},
    CodeReply{54, "451 qq read error (#4.3.0)"},
    CodeReply{55, "451 qq unable to read configuration (#4.3.0)"},
    CodeReply{56, "451 qq trouble making network connection (#4.3.0)"},
    CodeReply{61, "451 qq trouble in home directory (#4.3.0)"},
    CodeReply{62, "451 qq trouble creating files in queue (#4.3.0)"},
    CodeReply{63, "451 qq trouble creating files in queue (#4.3.0)"},
    CodeReply{64, "451 qq trouble creating files in queue (#4.3.0)"},
    CodeReply{65, "451 qq trouble creating files in queue (#4.3.0)"},
    CodeReply{66, "451 qq trouble creating files in queue (#4.3.0)"},
    CodeReply{71, "451 mail server temporarily rejected message (#4.3.0)"},
    CodeReply{72, "451 connection to mail server timed out (#4.4.1)"},
    CodeReply{73, "451 connection to mail server rejected (#4.4.1)"},
    CodeReply{74, "451 communication with mail server failed (#4.4.2)"},
    CodeReply{81, "451 qq internal bug (#4.3.0)"},
    CodeReply{91, "451 qq internal bug (#4.3.0)"},
    CodeReply{120, "451 unable to exec qq (#4.3.0)"},
};

/// Those of the sagredo dialect that stand beside qmail's own.
constexpr std::array moreCodeReplies{
    CodeReply{32, "554 Private key file does not exist (#5.3.5)"},
    CodeReply{70, "451 qq trouble with pid file (#4.3.0)"},
    CodeReply{82, "451 unable to exec qq (#4.3.0)"},
    CodeReply{88, "451 unable to exec qq (#4.3.0)"},
    CodeReply{122, "451 qq waitpid surprise (#4.3.0)"},
};

const char* replyToCode(int code, const Dialect& dialect)
{
    if (dialect.knowsMoreQueueCodes)
        for (const auto& row : moreCodeReplies)
            if (row.code == code)
                return row.reply;
    for (const auto& row : codeReplies)
        if (row.code == code)
            return row.reply;
    return code >= 11 && code <= 40 ? "554 qq permanent problem (#5.3.0)" : "451 qq temporary problem (#4.3.0)";
}

} // namespace

bool isQueued(const QueueFinished& answer)
{
    return answer.exit.kind == plugin::Exit::Kind::Code && answer.exit.number == 0 && !answer.writeFailed;
}

std::string formatQueueReply(const QueueFinished& answer, std::chrono::system_clock::time_point now,
                             const Dialect& dialect)
{
    if (isQueued(answer)) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
        return "250 ok " + std::to_string(seconds) + " qp " + answer.id;
    }
    if (answer.exit.crashed())
        return "451 qq crashed (#4.3.0)";
    if (answer.exit.couldNotRun())
        return replyToCode(120, dialect);
    if (smtp::hasReplyCode(answer.words))
        return smtp::refusal(answer.words, "451");
    // It says that all is well, but did not take the whole message: that is a read error of its own.
    return replyToCode(answer.exit.number == 0 ? 54 : answer.exit.number, dialect);
}

} // namespace spp::session
