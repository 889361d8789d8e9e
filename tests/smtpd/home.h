// SPDX-License-Identifier: MIT
/// A temporary home directory for spp-smtpd: me and rcpthosts, and the smtpplugins that a test wants.
#pragma once

#include "tests/support/folder.h"

#include <QString>

namespace spp::test
{

class Home : public Folder
{
public:
    explicit Home(const std::string& smtpPlugins = {})
    {
        write("control/me", "mx.example.org\n");
        write("control/rcpthosts", "example.org\n");
        write("control/smtpplugins", smtpPlugins);
    }

    QString name(const std::string& file = {}) const
    {
        return QString::fromStdString(file.empty() ? path() : path(file));
    }
};

} // namespace spp::test
