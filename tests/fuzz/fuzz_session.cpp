// SPDX-License-Identifier: MIT
/// Whatever a client sends and a plugin prints, in chunks of any size and in every dialect, a session answers in bounded space, and a
/// copy of it that is told the same goes on alike.
#include "core/session/home_options.h"
#include "core/session/session.h"
#include "tests/fuzz/take.h"

#include <cstdlib>
#include <vector>

using namespace spp;

namespace
{

std::shared_ptr<const control::Home> makeHome(const session::Dialect& dialect)
{
    const auto read = [](const std::string& path) -> Result<std::optional<std::string>> {
        if (path == "control/me")
            return "mx.example.org\n";
        if (path == "control/rcpthosts")
            return "example.org\n";
        if (path == "control/databytes")
            return "1000\n";
        if (path == "control/smtpplugins")
            return "[connection]\nc\n[helo]\nh\n[mail]\nm\n[rcpt]\nr\n[pass]\np\n[data]\nd\n[auth]\na\n";
        return std::nullopt;
    };
    plugin::Environment environment({"ENABLE_SPP=1"});
    auto home = control::parseHome("/home", session::homeOptions(dialect, environment), read);
    return std::make_shared<const control::Home>(std::move(*home));
}

session::Session makeSession(unsigned choice)
{
    const auto all = session::dialects();
    static const auto homes = [&] {
        std::vector<std::shared_ptr<const control::Home>> made;
        for (const auto& dialect : all)
            made.push_back(makeHome(dialect));
        return made;
    }();
    session::SessionConfig config;
    config.dialect = &all[choice % all.size()];
    config.home = homes[choice % all.size()];
    config.environment =
        plugin::Environment({"TCPREMOTEIP=192.0.2.1", "SMTPAUTH=+cram", "FORCETLS=0", "RCPTCHECK=check"});
    config.passwordCommand = {"host", "checkpassword", "true"};
    config.hasCertificate = true;
    config.id = "1";
    config.reports = (choice & 128U) != 0;
    return session::Session(std::move(config));
}

/// What the world answers; everything that is asked of it is decided by the input.
struct World
{
    test::Take& input;

    template <typename Tell>
    void carryOut(const session::Wish& wish, Tell tell)
    {
        if (std::holds_alternative<session::RunPlugin>(wish)) {
            while (input.byte() % 4 == 1)
                tell(session::PluginOutput{input.bytes(input.byte())});
            tell(session::PluginOutputEnded{});
            const unsigned how = input.byte();
            tell(session::PluginExited{
                {how % 16 == 1 ? plugin::Exit::Kind::Signal : plugin::Exit::Kind::Code, how % 8 == 2 ? 120 : 0, {}}});
        } else if (std::holds_alternative<session::OpenQueue>(wish)) {
            tell(session::QueueOpened{input.byte() % 8 != 1});
        } else if (std::holds_alternative<session::FinishQueue>(wish) ||
                   std::holds_alternative<session::AbandonQueue>(wish)) {
            tell(session::QueueFinished{{plugin::Exit::Kind::Code, static_cast<int>(input.byte()), {}}, false, "1"});
        } else if (std::holds_alternative<session::CheckLogin>(wish)) {
            tell(session::LoginChecked{input.byte() % 2 == 1, false});
        } else if (std::holds_alternative<session::CheckRecipient>(wish)) {
            tell(session::RecipientChecked{{plugin::Exit::Kind::Code, static_cast<int>(input.byte()), {}}});
        } else if (std::holds_alternative<session::StartTls>(wish)) {
            tell(session::TlsStarted{input.byte() % 4 != 1, "CIPHER", {}});
        }
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    test::Take input(data, size);
    session::Session session = makeSession(input.byte());
    session::Session copy = session;
    session::Moment now;
    const auto tell = [&](const session::Event& event) {
        now.elapsed += std::chrono::milliseconds(1);
        session.handle(event, now);
        copy.handle(event, now);
        if (session.wantsInput() != copy.wantsInput() || !(session.state() == copy.state()))
            std::abort();
        session.takeReports();
        copy.takeReports();
    };
    World world{input};
    const auto carryOutAll = [&] {
        while (const auto wish = session.nextWish()) {
            const auto other = copy.nextWish();
            if (!other || other->index() != wish->index())
                std::abort();
            world.carryOut(*wish, tell);
        }
    };
    tell(session::Connected{});
    carryOutAll();
    while (!session.isClosed() && !input.empty()) {
        if (!session.wantsInput())
            std::abort(); // nothing is awaited, and nothing is asked for
        tell(session::BytesReceived{input.bytes(input.byte() + 1)});
        carryOutAll();
        if (input.byte() % 64 == 1)
            copy = session;
    }
    tell(session::InputEnded{});
    carryOutAll();
    if (!session.isClosed())
        std::abort();
    return 0;
}
