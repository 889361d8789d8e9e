// SPDX-License-Identifier: MIT
/// Which outcomes of a plugin are seen in what spp run prints: its commands, with the code of the reply if they have one ("E451", "H"),
/// "passes" if it let a command pass, "fails" if it crashed or could not be run.
#pragma once

#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>

inline QSet<QString> seenOutcomes(const QString& printed, const QString& plugin)
{
    static const QRegularExpression begin("^ {6}(\\S.*)$");
    static const QRegularExpression command("^ {9}stdout  (L?[A-Z])(\\d{3})?");
    static const QRegularExpression end("^ {9}ended   (exit 120|signal)?");
    QSet<QString> outcomes;
    bool runs = false;
    bool objects = false;
    for (const QString& line : printed.split('\n')) {
        if (const auto match = begin.match(line); match.hasMatch()) {
            runs = match.captured(1).contains(plugin);
            objects = false;
        } else if (const auto match = command.match(line); runs && match.hasMatch()) {
            outcomes.insert(match.captured(1) + match.captured(2));
            objects |= match.captured(1) == "E";
        } else if (const auto match = end.match(line); runs && match.hasMatch()) {
            if (!match.captured(1).isEmpty())
                outcomes.insert("fails");
            else if (!objects)
                outcomes.insert("passes");
            runs = false;
        }
    }
    return outcomes;
}

inline QString listed(const QSet<QString>& outcomes)
{
    QStringList list = outcomes.values();
    list.sort();
    return list.join(' ');
}
