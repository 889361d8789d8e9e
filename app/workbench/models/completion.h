// SPDX-License-Identifier: MIT
/// What may be written at a place in a file of the home: section names and plugins in smtpplugins, variables of the session in
/// plugins, words and SMTP commands in dialogs. Pure functions, thread-safe.
#pragma once

#include "app/workbench/models/home_facts.h"
#include "app/workbench/models/text_kind.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace spp::workbench
{

struct Proposal
{
    QString text;
    QString about; ///< a few words

    bool operator==(const Proposal&) const = default;
};

struct Completion
{
    int begin = 0; ///< columns [begin, end) of the line are replaced
    int end = 0;
    QList<Proposal> proposals;
    bool isEager = false; ///< worth being shown while one types; otherwise when it is asked for
};

/// A place where something is written.
struct Spot
{
    QString line;
    int column = 0;           ///< of the cursor, from 0
    bool isInMessage = false; ///< in a dialog: what the client says is a message, no commands
};

/// No proposals: there is nothing to complete, or what stands there is complete.
Completion complete(const Spot& spot, TextKind kind, const HomeFacts& facts);

/// Whether a dialog's next line belongs to a message. @param above the lines above it, the nearest first
bool isInMessage(const QStringList& above);

} // namespace spp::workbench
