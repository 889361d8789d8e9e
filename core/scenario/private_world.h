// SPDX-License-Identifier: MIT
/// Where a simulation's plugins can do no harm: a private copy of the home, which they see at /var/qmail and may write into, and the rest
/// of the system read-only. Needs bubblewrap. May be used from any one thread; reads and writes files.
#pragma once

#include "core/runtime/private_home.h"
#include "core/runtime/process_spec.h"
#include "core/runtime/sandbox.h"

#include <string>
#include <vector>

namespace spp::scenario
{

class PrivateWorld
{
public:
    /// Fails if there is no bubblewrap that works, or the home can't be copied.
    static Result<PrivateWorld> make(const std::string& home, bool network);

    /// Another world of the same home goes on in this one, and is of no use afterwards; see PrivateHome.
    Result<void> inherit(PrivateWorld& older) { return m_home.inherit(older.m_home); }

    /// The copy. It is what the session's home is to be read from.
    std::string home() const { return m_home.path(); }
    /// For SimulationPlan::place.
    runtime::ProcessSpec place(runtime::ProcessSpec spec) const;

    Result<std::vector<runtime::HomeChange>> changes() const { return m_home.changes(); }
    /// What plugins changed is taken over into the home itself, see PrivateHome.
    Result<void> keep() { return m_home.keep(); }

private:
    PrivateWorld(runtime::PrivateHome home, std::string bubblewrap, bool network);

    runtime::PrivateHome m_home;
    runtime::Sandbox m_sandbox;
};

/// "+ cache/seen", "~ control/me", "- plugins/old": a line for a person.
std::string describe(const runtime::HomeChange& change);

} // namespace spp::scenario
