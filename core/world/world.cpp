// SPDX-License-Identifier: MIT
#include "core/world/world.h"

#include "core/base/text.h"
#include "core/runtime/fixed_clock.h"
#include "core/runtime/shell_trace.h"

#include <utility>

namespace spp::world
{

namespace
{

Result<void> checkWorld(const WorldPlan& plan)
{
    if (plan.network && !plan.privateHome)
        return fail(Fault::Configuration,
                    "without a private home plugins have the network anyway; ask for the private home, too");
    if (!plan.dns.empty() && (!plan.privateHome || plan.network))
        return fail(Fault::Configuration, "DNS answers from a table go with a private home without the network");
    return {};
}

} // namespace

Result<World> World::make(const std::string& home, const WorldPlan& plan)
{
    if (auto checked = checkWorld(plan); !checked)
        return tl::unexpected<Error>(checked.error());
    World world;
    if (plan.day)
        if (auto checked = runtime::checkFixedClock(); !checked)
            return tl::unexpected<Error>(checked.error());
    world.m_day = plan.day;
    if (plan.privateHome)
        if (auto made = world.makePrivate(home, plan); !made)
            return tl::unexpected<Error>(made.error());
    return world;
}

Result<void> World::makePrivate(const std::string& home, const WorldPlan& plan)
{
    auto bubblewrap = runtime::findBubblewrap();
    if (!bubblewrap)
        return tl::unexpected<Error>(bubblewrap.error());
    auto copy = runtime::PrivateHome::copy(home);
    if (!copy)
        return tl::unexpected<Error>(copy.error());
    m_home.emplace(std::move(*copy));
    m_sandbox = runtime::Sandbox{.bubblewrap = *bubblewrap,
                                 .home = m_home->path(),
                                 .temporary = m_home->temporary(),
                                 .network = plan.network,
                                 .shownHome = m_home->original()};
    if (plan.dns.empty())
        return {};
    auto server = NameServer::start(*bubblewrap, plan.dns);
    if (!server)
        return tl::unexpected<Error>(server.error());
    m_nameServer.emplace(std::move(*server));
    m_nameServer->serve(*m_sandbox);
    return {};
}

Result<void> World::inherit(World& older)
{
    return m_home && older.m_home ? m_home->inherit(*older.m_home) : Result<void>{};
}

runtime::ProcessSpec World::place(runtime::ProcessSpec spec,
                                  const std::optional<std::chrono::system_clock::time_point>& day) const
{
    if (const auto& stands = day ? day : m_day)
        spec = runtime::atFixedTime(std::move(spec), *stands);
    return m_sandbox ? runtime::inSandbox(std::move(spec), *m_sandbox) : runtime::traceShell(std::move(spec));
}

Result<std::vector<runtime::HomeChange>> World::changes() const
{
    return m_home ? m_home->changes() : std::vector<runtime::HomeChange>{};
}

Result<void> World::keep()
{
    return m_home ? m_home->keep() : Result<void>{};
}

std::function<runtime::ProcessSpec(runtime::ProcessSpec)> placeIn(
    const std::shared_ptr<World>& world, const std::optional<std::chrono::system_clock::time_point>& day)
{
    return [kept = std::weak_ptr(world), day](runtime::ProcessSpec spec) {
        if (const auto there = kept.lock())
            return there->place(std::move(spec), day);
        spec.program.clear();
        return spec;
    };
}

std::string describe(const runtime::HomeChange& change)
{
    switch (change.kind) {
    case runtime::HomeChange::Kind::Added: return "+ " + text::printable(change.path);
    case runtime::HomeChange::Kind::Changed: return "~ " + text::printable(change.path);
    case runtime::HomeChange::Kind::Removed: return "- " + text::printable(change.path);
    }
    return {};
}

} // namespace spp::world
