// SPDX-License-Identifier: MIT
#include "core/scenario/private_world.h"

#include "core/base/text.h"

#include <utility>

namespace spp::scenario
{

PrivateWorld::PrivateWorld(runtime::PrivateHome home, std::string bubblewrap, bool network)
    : m_home(std::move(home)),
      m_sandbox{std::move(bubblewrap), m_home.path(), m_home.temporary(), network, m_home.original()}
{}

Result<PrivateWorld> PrivateWorld::make(const std::string& home, bool network)
{
    auto bubblewrap = runtime::findBubblewrap();
    if (!bubblewrap)
        return tl::unexpected<Error>(bubblewrap.error());
    auto copy = runtime::PrivateHome::copy(home);
    if (!copy)
        return tl::unexpected<Error>(copy.error());
    return PrivateWorld(std::move(*copy), std::move(*bubblewrap), network);
}

runtime::ProcessSpec PrivateWorld::place(runtime::ProcessSpec spec) const
{
    return runtime::inSandbox(std::move(spec), m_sandbox);
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

} // namespace spp::scenario
