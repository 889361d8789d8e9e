// SPDX-License-Identifier: MIT
#include "app/workbench/scenarios/acceptance.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/models/words.h"
#include "core/base/text.h"
#include "core/debug/alignment.h"

#include <QFileInfo>
#include <QObject>
#include <QStringList>

#include <algorithm>
#include <map>
#include <set>

namespace spp::workbench
{

namespace
{

/// Equal lines have equal numbers.
std::vector<std::size_t> numberLines(std::string_view text, std::map<std::string_view, std::size_t>& numbers)
{
    std::vector<std::size_t> numbered;
    for (std::string_view line : text::lines(text)) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        numbered.push_back(numbers.emplace(line, numbers.size()).first->second);
    }
    return numbered;
}

std::size_t countLines(const std::vector<scenario::LineChange>& changes)
{
    std::set<std::size_t> lines;
    for (const auto& change : changes)
        lines.insert(change.line);
    return lines.size();
}

} // namespace

std::vector<scenario::LineChange> moveChanges(const std::vector<scenario::LineChange>& changes, std::string_view before,
                                              std::string_view now)
{
    std::map<std::string_view, std::size_t> numbers;
    const auto left = numberLines(before, numbers);
    const auto right = numberLines(now, numbers);
    std::map<std::size_t, std::size_t> lineNow; // from 1, by line before
    for (const auto& match : debug::align(left, right))
        lineNow.emplace(match.left + 1, match.right + 1);
    std::vector<scenario::LineChange> moved;
    for (scenario::LineChange change : changes) {
        const auto found = lineNow.find(change.line);
        if (found == lineNow.end())
            continue;
        change.line = found->second;
        moved.push_back(std::move(change));
    }
    return moved;
}

Accepted accept(EditorTabs& editors, const Acceptance& acceptance)
{
    EditorTab* tab = editors.open(acceptance.path);
    const QString name = QFileInfo(acceptance.path).fileName();
    const auto now = tab->bytes();
    if (!now)
        return {0, false, QObject::tr("%1 can't be shown, so nothing was changed in it.").arg(name)};
    const auto changes = acceptance.text ? moveChanges(acceptance.changes, *acceptance.text, *now) : acceptance.changes;
    const auto revised = scenario::revise(*now, changes, acceptance.cases);
    if (revised.changed > 0) {
        tab->setBytes(revised.text);
        tab->editor()->goToLine(static_cast<int>(std::ranges::min(changes, {}, &scenario::LineChange::line).line));
    }

    QStringList sentences;
    if (const std::size_t edited = countLines(acceptance.changes) - countLines(changes); edited > 0)
        sentences << QObject::tr("%1 edited since it ran; run it again.")
                         .arg(edited == 1 ? QObject::tr("A line was") : QObject::tr("%1 lines were").arg(edited));
    for (const std::string& refused : revised.refused)
        sentences << QString::fromStdString(refused) + u'.';
    if (acceptance.unsayable > 0)
        sentences << QObject::tr("Some of it can't be said in a line; change that by hand.");
    const bool isAll = sentences.isEmpty();
    if (revised.changed > 0)
        sentences.prepend(QObject::tr("%1 changed in %2; not saved yet.")
                              .arg(formatCount(revised.changed, QObject::tr("line")), name));
    else if (isAll)
        sentences << QObject::tr("There is nothing to change in %1.").arg(name);
    return {revised.changed, isAll, sentences.join(u' ')};
}

} // namespace spp::workbench
