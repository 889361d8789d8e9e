// SPDX-License-Identifier: MIT
#include "app/workbench/models/text_kind.h"

namespace spp::workbench
{

TextKind textKindOf(const QString& path, const QString& firstLine)
{
    const auto name = QStringView(path).mid(path.lastIndexOf(u'/') + 1);
    if (name == u"smtpplugins")
        return {TextKind::Is::SmtpPlugins, check::Language::Shell};
    if (name.endsWith(u".spp"))
        return {TextKind::Is::Dialog, check::Language::Unknown};
    return {TextKind::Is::Program, check::parseScript(firstLine.toStdString()).language};
}

} // namespace spp::workbench
