// SPDX-License-Identifier: MIT
#include "app/workbench/models/answer_hint.h"

#include "core/base/text.h"
#include "core/plugin/command.h"
#include "core/scenario/scenario_words.h"

#include <QObject>

#include <string>

namespace spp::workbench
{

QString answerHint(const QString& line)
{
    const std::string bytes = line.toStdString();
    scenario::Words words(bytes, 1);
    if (words.take() != "answer")
        return {};
    const std::string plugin = text::printable(words.take());
    if (plugin.empty())
        return QObject::tr("answer: a plugin's line in smtpplugins, and what it is to print");
    if (words.rest().empty())
        return QObject::tr("%1 prints nothing, and the session goes on").arg(QString::fromStdString(plugin));
    const QString what = QString::fromStdString(plugin::describe(plugin::parseCommand(words.rest())));
    return QStringLiteral("%1: %2").arg(QString::fromStdString(plugin), what);
}

} // namespace spp::workbench
