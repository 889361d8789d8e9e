// SPDX-License-Identifier: MIT
/// A home that is a table, and what checkHome() finds in it.
#pragma once

#include "core/check/check.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace spp::test
{

struct TableFile
{
    std::string bytes;
    bool executable = true;
    bool writableByOthers = false;
};

/// A sound home, until something is changed.
struct TableHome : check::HomeView
{
    std::map<std::string, TableFile> files{
        {"control/me", {"mail.example.org\n"}},
        {"control/rcpthosts", {"example.org\n"}},
        {"control/smtpplugins", {"[rcpt]\nplugins/policy\n"}},
        {"plugins/policy", {"#!/bin/sh\necho \"looking at $SMTPRCPTTO\" >&2\n"}},
        {"/bin/sh", {""}},
        {"/bin/bash", {""}},
        {"/usr/bin/env", {""}},
        {"/usr/bin/python3", {""}},
        {"/usr/bin/perl", {""}},
    };
    std::vector<std::string> path{"python3", "perl"};
    std::string dialect = "modern";

    TableHome& with(const std::string& name, TableFile file)
    {
        files[name] = std::move(file);
        return *this;
    }
    TableHome& smtpPlugins(const std::string& bytes) { return with("control/smtpplugins", {bytes}); }
    TableHome& policy(const std::string& bytes) { return with("plugins/policy", {bytes}); }

    check::FileFacts facts(const std::string& name) const override
    {
        check::FileFacts facts;
        if (const auto found = files.find(name); found != files.end())
            facts = {check::FileFacts::Kind::File, found->second.executable, found->second.writableByOthers};
        else if (const auto inside = files.lower_bound(name + "/");
                 inside != files.end() && inside->first.starts_with(name + "/"))
            facts.kind = check::FileFacts::Kind::Folder;
        return facts;
    }
    std::optional<std::string> bytes(const std::string& name) const override
    {
        const auto found = files.find(name);
        return found == files.end() ? std::nullopt : std::optional(found->second.bytes);
    }
    std::vector<std::string> names(const std::string& folder) const override
    {
        std::vector<std::string> names;
        for (auto file = files.lower_bound(folder + "/"); file != files.end() && file->first.starts_with(folder + "/");
             ++file) {
            const auto rest = file->first.substr(folder.size() + 1);
            if (const auto name = rest.substr(0, rest.find('/')); names.empty() || names.back() != name)
                names.push_back(name);
        }
        return names;
    }
    bool isInPath(const std::string& program) const override
    {
        return std::find(path.begin(), path.end(), program) != path.end();
    }

    std::vector<check::Finding> findings() const
    {
        return check::checkHome({*this, *session::findDialect(dialect), "control/smtpplugins"});
    }
    /// "control/smtpplugins:2:1 unknown-section", one a line.
    std::string found() const
    {
        std::string lines;
        for (const auto& finding : findings())
            lines += (lines.empty() ? "" : "\n") + formatPlace(finding) + " " + std::string(rowOf(finding.rule).name);
        return lines;
    }
    /// The file that the first fix changes, as it is then.
    std::string afterFirstFix() const
    {
        for (const auto& finding : findings())
            if (finding.hasFix())
                return mended(bytes(finding.fix.file).value_or(""), finding.fix);
        return "(no fix)";
    }
};

} // namespace spp::test
