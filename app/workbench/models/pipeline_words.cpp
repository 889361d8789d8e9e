// SPDX-License-Identifier: MIT
#include "app/workbench/models/pipeline_words.h"

#include "app/workbench/models/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace spp::workbench
{

namespace
{

QString words(const char* text)
{
    return QCoreApplication::translate("Pipeline", text);
}

QString times(std::size_t count)
{
    return count == 1 ? words("once") : count == 2 ? words("twice") : words("%1 times").arg(count);
}

QString describeRuns(const trace::PipelinePlugin& plugin)
{
    if (plugin.runs == 0)
        return plugin.skips == 0 ? words("never reached") : words("skipped %1").arg(times(plugin.skips));
    QStringList outcomes;
    for (const auto& [outcome, count] : plugin.outcomes) {
        const QString name = QString::fromUtf8(trace::formatOutcome(outcome));
        outcomes.append(plugin.outcomes.size() == 1 ? name : QStringLiteral("%1 %2").arg(count).arg(name));
    }
    QString text = words("ran %1: %2").arg(times(plugin.runs), outcomes.join(QStringLiteral(", ")));
    if (plugin.skips > 0)
        text += words("; skipped %1").arg(times(plugin.skips));
    return text;
}

QString describeReasons(const std::map<std::string, std::size_t>& reasons)
{
    QStringList texts;
    for (const auto& [why, count] : reasons) {
        texts.append(shownLine(why));
        if (reasons.size() > 1)
            texts.last() += QStringLiteral(" (%1)").arg(times(count));
    }
    return texts.join(QStringLiteral("; "));
}

PipelineBox boxOf(const trace::PipelinePlugin& plugin)
{
    PipelineBox box;
    box.title = shownLine(plugin.line);
    box.place = QString::fromStdString(plugin.place);
    box.words = describeRuns(plugin);
    box.why = plugin.skipReasons.empty() ? shownLine(plugin.whyNever) : describeReasons(plugin.skipReasons);
    box.reach = plugin.runs > 0    ? PipelineBox::Reach::Ran
                : plugin.skips > 0 ? PipelineBox::Reach::Skipped
                                   : PipelineBox::Reach::Never;
    box.outcomes.assign(plugin.outcomes.begin(), plugin.outcomes.end());
    box.step = plugin.lastRun ? plugin.lastRun : plugin.lastSkip;
    return box;
}

QString titleOf(const trace::PipelineSection& section)
{
    return section.section ? QStringLiteral("[%1]").arg(QString::fromUtf8(control::formatSection(*section.section)))
                           : words("no section");
}

} // namespace

std::vector<PipelineRow> describePipeline(const trace::PipelineSections& sections)
{
    std::vector<PipelineRow> rows;
    for (const trace::PipelineSection& section : sections) {
        PipelineRow row{titleOf(section), {}, {}};
        row.words = section.runs > 0 ? words("ran %1").arg(times(section.runs)) : words("did not run");
        for (const trace::PipelinePlugin& plugin : section.plugins)
            row.boxes.push_back(boxOf(plugin));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace spp::workbench
