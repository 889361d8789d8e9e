// SPDX-License-Identifier: MIT
/// What completion, tips and the view of smtpplugins know of the home that is open. A value.
#pragma once

#include "core/check/programs.h"
#include "core/session/dialect.h"

#include <QString>

#include <algorithm>
#include <string_view>
#include <vector>

namespace spp::workbench
{

struct HomeFacts
{
    QString home; ///< absolute; empty while none is open
    const session::Dialect* dialect = &session::modernDialect();
    std::vector<check::Program> programs; ///< sorted by path
    bool areProgramsKnown = false;        ///< the home has been looked at

    /// nullptr: there is none of that path.
    const check::Program* find(std::string_view path) const
    {
        const auto found = std::ranges::lower_bound(programs, path, {}, &check::Program::path);
        return found != programs.end() && found->path == path ? &*found : nullptr;
    }
};

} // namespace spp::workbench
