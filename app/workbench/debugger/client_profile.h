// SPDX-License-Identifier: MIT
/// The client that a session pretends: where it comes from, what it may do, what is answered for it. Values, and how they are kept in
/// the person's settings. Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/debugger/client_message.h"
#include "core/debug/plan.h"
#include "core/scenario/dialog.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace spp::workbench
{

struct ClientProfile
{
    QString name;
    QString address;       ///< TCPREMOTEIP; empty: the simulator's own, 192.0.2.25
    QString port;          ///< TCPREMOTEPORT
    QString hostName;      ///< TCPREMOTEHOST
    bool mayRelay = false; ///< RELAYCLIENT is set, and empty
    debug::Pretence pretence;
    QStringList variables; ///< NAME=value, each in the session's environment
    ClientMessage message;

    /// The session's environment begins with this; what the dialog names itself counts more. The message takes the place of the dialog's.
    /// The sentence of an error names the message's file.
    Result<void> applyTo(scenario::Dialog& dialog) const;
};

/// The first is always there, cannot be removed, and changes nothing.
QList<ClientProfile> readClientProfiles();
void writeClientProfiles(const QList<ClientProfile>& profiles);

/// The name of the one that was chosen last.
QString readChosenClient();
void writeChosenClient(const QString& name);

} // namespace spp::workbench
