// SPDX-License-Identifier: MIT
/// A home here, one that it is deployed to, and what stands in each. For tests.
#pragma once

#include "core/deploy/archive.h"
#include "core/runtime/deploy/deployment.h"
#include "core/runtime/deploy/run_script.h"
#include "tests/support/folder.h"

#include <QProcess>

#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <string>

namespace spp::test
{

class TwoHomes
{
public:
    TwoHomes()
    {
        here.write("control/me", "mail.example.org\n");
        here.write("control/smtpplugins", "[rcpt]\nplugins/new\nplugins/same\n");
        here.script("plugins/new", "echo new\n");
        here.script("plugins/same", "echo same\n");
        there.write("control/me", "mail.example.org\n");
        there.write("control/smtpplugins", "[rcpt]\nplugins/old\nplugins/same\n");
        there.script("plugins/old", "echo old\n");
        there.script("plugins/same", "echo older\n");
        mode("control/smtpplugins", 0640);
        mode("plugins/same", 0750);
    }

    deploy::Target target() const { return {{}, there.path()}; }
    runtime::DeployOrder order() const { return {here.path(), target(), {}, deploy::Surplus::Kept}; }
    runtime::DeployOrder orderThatRemoves() const { return {here.path(), target(), {}, deploy::Surplus::Removed}; }

    void mode(const std::string& name, mode_t bits) const { ::chmod(there.path(name).c_str(), bits); }

    /// "600 0:0 control/me: bytes" for all that is in the folder but the backups.
    static std::string contents(const Folder& folder)
    {
        const auto run = runtime::runScript({{}, folder.path()}, deploy::Command::Look, ".\n", {});
        const auto look = deploy::parseLook(run->output);
        std::string text;
        for (const auto& [path, entry] : look->home.files) {
            if (deploy::isWithin(path, ".spp-backups"))
                continue;
            char head[64];
            std::snprintf(head, sizeof head, "%o %u:%u ", entry.mode, entry.owner.user, entry.owner.group);
            text += head + path + ": " + entry.content + "\n";
        }
        return text;
    }
    std::string contents() const { return contents(there); }

    Folder here;
    Folder there;
};

} // namespace spp::test
