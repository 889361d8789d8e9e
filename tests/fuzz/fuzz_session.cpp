// SPDX-License-Identifier: MIT
/// Whatever a client sends and plugins print, in every dialect: what a session answers and wants done, how it ends and what it
/// remembers do not depend on how the bytes were cut into chunks, nor on whether it goes on as a copy of itself. The contract of
/// core/session/wish.h is kept: no message without a queue, nothing behind Close, and never does it wait for nothing.
#include "core/session/home_options.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/conversation.h"
#include "tests/fuzz/files.h"

#include <cstdio>

using namespace spp;

namespace
{

/// Limits so small that short inputs reach them.
std::vector<session::Dialect> narrowDialects()
{
    std::vector<session::Dialect> narrow(session::dialects().begin(), session::dialects().end());
    for (auto& dialect : narrow) {
        dialect.maxCommandLine = 96;
        dialect.maxAuthLine = 160;
        dialect.maxPluginOutput = dialect.maxPluginOutput == 0 ? 0 : 200;
    }
    return narrow;
}

plugin::Environment environmentOf(const test::Parts& parts)
{
    plugin::Environment environment({"TCPREMOTEIP=192.0.2.10", "ENABLE_SPP="});
    for (const auto entry : parts.all('E'))
        environment.put(entry);
    return environment;
}

session::SessionConfig configOf(const test::Parts& parts, unsigned flags)
{
    static const std::vector<session::Dialect> dialects = narrowDialects();
    session::SessionConfig config;
    config.dialect = &dialects[test::Choices(parts.first('D')).next() % dialects.size()];
    config.environment = environmentOf(parts);
    config.hasCertificate = (flags & 1U) != 0;
    if ((flags & 2U) != 0)
        config.passwordCommand = {"mx.example.org", "checkpassword", "true"};
    if ((flags & 16U) != 0)
        config.xclient = session::Xclient{config.environment, std::nullopt, {}};
    config.id = "1";
    config.reports = (flags & 4U) != 0;
    const test::Files files = test::filesOf(parts, {{"control/me", "mx.example.org\n"}, {"control/smtpplugins", ""}});
    auto home =
        control::parseHome("/home", session::homeOptions(*config.dialect, config.environment), test::readerOf(files));
    if (home)
        config.home = std::make_shared<const control::Home>(std::move(*home));
    else
        config.homeError = home.error().message;
    return config;
}

void checkAlike(const test::Conversation& whole, const test::Conversation& parts)
{
    const bool alike = whole.transcript() == parts.transcript() && whole.reports() == parts.reports() &&
                       whole.session().isClosed() == parts.session().isClosed() &&
                       whole.session().state() == parts.session().state();
    if (!alike)
        std::fprintf(stderr, "=== whole\n%s\n=== in chunks\n%s\n", whole.transcript().c_str(),
                     parts.transcript().c_str());
    test::check(alike);
}

} // namespace

/// D: the number of the dialect. G: flags, see above; 8: the client ends in silence; 16: it may say XCLIENT. E: an entry of the environment. F: a control
/// file. C: what the client sends without waiting. P: the output of the next plugin. W: how the world answers. K: the chunks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts input(data, size);
    const unsigned flags = test::Choices(input.first('G')).next();
    const session::Session session(configOf(input, flags));
    const test::World world{input.all('P'), input.first('W')};
    test::Conversation whole(session, world, std::nullopt);
    test::Conversation parts(session, world, input.first('K'));
    const auto both = [&](auto&& what) {
        what(whole);
        what(parts);
        checkAlike(whole, parts);
    };
    both([](test::Conversation& c) { c.connect(); });
    for (const auto flight : input.all('C'))
        both([&](test::Conversation& c) { c.send(flight); });
    if ((flags & 8U) != 0)
        both([](test::Conversation& c) { c.beSilent(); });
    both([](test::Conversation& c) { c.hangUp(); });
    test::check(whole.session().isClosed());
    return 0;
}
