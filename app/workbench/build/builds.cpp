// SPDX-License-Identifier: MIT
#include "app/workbench/build/builds.h"

#include "app/workbench/checks/checks.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/notice_bar.h"
#include "core/library/build.h"

#include <algorithm>

namespace spp::workbench
{

Builds::Builds(Builder& builder, EditorTabs& editors, Checks& checks)
    : m_builder(builder), m_editors(editors), m_checks(checks)
{
    connect(&m_editors, &EditorTabs::saved, this, &Builds::buildIfWanted);
    connect(&m_builder, &Builder::built, this, &Builds::show);
}

void Builds::setHome(const QString& home)
{
    m_home = home;
}

/// Of files that lie in the home alone: others are none of its plugins.
void Builds::buildIfWanted(const QString& path)
{
    const EditorTab* tab = m_editors.find(path);
    const auto bytes = tab ? tab->bytes() : std::nullopt;
    if (m_home.isEmpty() || !path.startsWith(m_home + u'/') || !bytes || !library::buildCommand(*bytes))
        return;
    const QString source = path.mid(m_home.size() + 1);
    emit told(tr("Building %1…").arg(source));
    m_builder.build(m_home, source);
}

void Builds::show(const BuiltSource& result)
{
    if (result.home != m_home)
        return;
    m_checks.setBuildFindings(result.source, result.findings);
    if (result.succeeded)
        return emit told(tr("Built %1").arg(result.source));
    emit told({});
    EditorTab* tab = m_editors.find(m_home + u'/' + result.source);
    if (!tab)
        return;
    const auto isError = [](const check::Finding& finding) { return finding.severity() == check::Severity::Error; };
    const auto first = std::ranges::find_if(result.findings, isError);
    const auto errors = std::ranges::count_if(result.findings, isError);
    if (first == result.findings.end())
        return;
    const QString sentence = QString::fromStdString(first->sentence);
    const int line = static_cast<int>(first->line);
    QList<NoticeBar::Choice> choices{{tr("Close"), [] {}}};
    if (line > 0)
        choices.prepend({tr("Go to Line %1").arg(line), [tab, line] {
                             tab->codeEditor()->goToLine(line);
                             tab->codeEditor()->setFocus();
                         }});
    tab->notice()->tell(Meaning::Error,
                        errors == 1
                            ? tr("It could not be built: %1").arg(sentence)
                            : tr("It could not be built, for %1 errors. The first: %2").arg(errors).arg(sentence),
                        choices);
}

} // namespace spp::workbench
