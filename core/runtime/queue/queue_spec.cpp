// SPDX-License-Identifier: MIT
#include "core/runtime/queue/queue_spec.h"

#include "core/base/text.h"
#include "core/runtime/queue/maildir.h"
#include "core/runtime/queue/next_hop.h"
#include "core/runtime/queue/null_queue.h"
#include "core/runtime/queue/qmail_queue.h"

#include <filesystem>
#include <utility>

namespace spp::runtime
{

Result<QueueSpec> parseQueueSpec(std::string_view text)
{
    constexpr std::string_view maildir = "maildir:";
    if (text == "qmail-queue")
        return QueueSpec{QueueSpec::Kind::QmailQueue, {}};
    if (text == "none")
        return QueueSpec{QueueSpec::Kind::None, {}};
    if (text.starts_with(maildir) && text.size() > maildir.size())
        return QueueSpec{QueueSpec::Kind::Maildir, std::string(text.substr(maildir.size()))};
    if (text.starts_with("lmtp:") || text.starts_with("smtp:")) {
        auto hop = parseHop(text);
        if (!hop)
            return tl::unexpected<Error>(hop.error().at(text::printable(text)));
        return QueueSpec{QueueSpec::Kind::NextHop, {}, std::move(*hop)};
    }
    return fail(Fault::Configuration,
                "\"" + text::printable(text) +
                    "\" is no queue; write qmail-queue, maildir:DIR (with a directory), lmtp:unix:PATH, "
                    "lmtp:HOST:PORT, smtp:HOST:PORT or none");
}

std::unique_ptr<QueueSink> makeQueueSink(const QueueSpec& spec, const std::string& home, asio::thread_pool& pool,
                                         HopUse use)
{
    switch (spec.kind) {
    case QueueSpec::Kind::QmailQueue: return std::make_unique<QmailQueue>(home);
    case QueueSpec::Kind::Maildir: {
        std::error_code ignored;
        return std::make_unique<Maildir>(std::filesystem::absolute(spec.directory, ignored).string(), pool);
    }
    case QueueSpec::Kind::NextHop: return std::make_unique<NextHop>(*spec.hop, home, pool, std::move(use));
    case QueueSpec::Kind::None: return std::make_unique<NullQueue>();
    }
    return nullptr;
}

} // namespace spp::runtime
