// SPDX-License-Identifier: MIT
/// Who set the variables of the moment that is looked at.
#pragma once

#include "app/cli/step/runs.h"

#include <map>
#include <string>
#include <vector>

namespace spp::cli
{

class Provenance
{
public:
    /// The runs outlive it, and stay as they are.
    explicit Provenance(const Runs& runs);

    /// Since the moment before; or the person has changed it.
    bool isNew(const std::string& name) const { return m_changed.contains(name); }
    /// Variables that are no more, since the moment before.
    std::vector<std::string> gone() const;
    /// "plugins/check", printable
    std::string of(const std::string& name) const;

private:
    struct Change
    {
        bool isGone = false;
        bool isEdit = false;
    };

    const Runs& m_runs;
    std::map<std::string, Change> m_changed;
};

} // namespace spp::cli
