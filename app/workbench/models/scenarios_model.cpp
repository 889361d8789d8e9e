// SPDX-License-Identifier: MIT
#include "app/workbench/models/scenarios_model.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

using Mark = ScenarioMark;
using Activity = CaseState::Activity;

ScenariosModel::ScenariosModel(QObject* parent) : QAbstractItemModel(parent) {}

void ScenariosModel::setFiles(const QString& folder, const QStringList& paths)
{
    std::vector<std::pair<QString, QString>> wanted; // name, path
    for (const QString& path : paths) {
        const QString name = QDir(folder).relativeFilePath(path);
        wanted.emplace_back(folder.isEmpty() || name.startsWith(QStringLiteral("..")) ? path : name, path);
    }
    std::ranges::sort(wanted);
    const QSet<QString> kept(paths.begin(), paths.end());
    for (int row = static_cast<int>(m_files.size()) - 1; row >= 0; --row)
        if (!kept.contains(m_files[static_cast<std::size_t>(row)]->scenario.path()))
            removeFile(row);
    for (int row = 0; row < static_cast<int>(wanted.size()); ++row)
        if (const auto& [name, path] = wanted[static_cast<std::size_t>(row)]; find(path) == nullptr)
            addFile(path, name, row);
}

void ScenariosModel::addFile(const QString& path, const QString& name, int row)
{
    beginInsertRows({}, row, row);
    auto file = std::make_unique<File>(File{++m_newestId, row, false, ScenarioFile(path, name)});
    m_byPath.emplace(path, file.get());
    m_files.insert(m_files.begin() + row, std::move(file));
    for (auto i = static_cast<std::size_t>(row); i < m_files.size(); ++i)
        m_files[i]->row = static_cast<int>(i);
    endInsertRows();
}

void ScenariosModel::removeFile(int row)
{
    beginRemoveRows({}, row, row);
    const auto place = m_files.begin() + row;
    m_byPath.erase((*place)->scenario.path());
    m_files.erase(place);
    for (auto i = static_cast<std::size_t>(row); i < m_files.size(); ++i)
        m_files[i]->row = static_cast<int>(i);
    endRemoveRows();
}

void ScenariosModel::setOutline(const QString& path, const ScenarioOutline& outline)
{
    File* file = find(path);
    if (file == nullptr)
        return;
    if (file->scenario.hasShapeOf(outline)) {
        file->scenario.setOutline(outline);
        return tellAllChanged(*file);
    }
    // Other rows stand below it.
    ScenarioFile now = file->scenario;
    now.setOutline(outline);
    ScenarioFile none(now.path(), now.name());
    if (const int rows = childCount({file}); rows > 0) {
        beginRemoveRows(indexOf({file}), 0, rows - 1);
        file->scenario = std::move(none);
        endRemoveRows();
    }
    File reshaped{0, 0, false, now};
    const int rows = childCount({&reshaped});
    if (rows > 0)
        beginInsertRows(indexOf({file}), 0, rows - 1);
    file->scenario = std::move(now);
    if (rows > 0)
        endInsertRows();
    tellChanged({file});
}

void ScenariosModel::setUnsaved(const QSet<QString>& paths)
{
    for (const auto& file : m_files) {
        const bool isUnsaved = paths.contains(file->scenario.path());
        if (std::exchange(file->isUnsaved, isUnsaved) != isUnsaved)
            tellChanged({file.get()});
    }
}

void ScenariosModel::setAllStale()
{
    for (const auto& file : m_files) {
        file->scenario.setStale();
        tellAllChanged(*file);
    }
}

void ScenariosModel::begin(const std::vector<RehearsalPart>& parts)
{
    m_asked = 0;
    for (const RehearsalPart& part : parts) {
        File* file = find(part.path);
        if (file == nullptr)
            continue;
        for (std::size_t i = 0; i < file->scenario.cases().size(); ++i) {
            if (part.cases && std::ranges::find(*part.cases, i) == part.cases->end())
                continue;
            file->scenario.setActivity(i, Activity::Waiting);
            ++m_asked;
        }
        tellAllChanged(*file);
    }
}

void ScenariosModel::setRunning(const QString& path, std::size_t caseIndex)
{
    if (File* file = find(path, caseIndex)) {
        file->scenario.setActivity(caseIndex, Activity::Running);
        tellCaseChanged(*file, caseIndex);
    }
}

void ScenariosModel::setOutcome(const QString& path, std::size_t caseIndex, const CaseOutcome& outcome)
{
    File* file = find(path, caseIndex);
    if (file == nullptr)
        return;
    ScenarioFile& scenario = file->scenario;
    setError(*file, caseIndex, {});
    const auto& before = scenario.cases()[caseIndex].outcome;
    for (std::size_t session = outcome.sessions.size(); before && session < before->sessions.size(); ++session)
        setSession(*file, caseIndex, session, {});
    scenario.beginOutcome(caseIndex, outcome.sessions.size(), outcome.text);
    for (std::size_t session = 0; session < scenario.cases()[caseIndex].outcome->sessions.size(); ++session)
        setSession(*file, caseIndex, session, outcome.sessions[session]);
    setError(*file, caseIndex, outcome.error);
    tellCaseChanged(*file, caseIndex);
}

/// As many failures as before keep their rows, and so a selection.
void ScenariosModel::setSession(File& file, std::size_t caseIndex, std::size_t session, const SessionOutcome& outcome)
{
    ScenarioFile& scenario = file.scenario;
    const auto before = static_cast<int>(scenario.failures(caseIndex, session).size());
    const auto now = static_cast<int>(outcome.failures.size());
    const QModelIndex parent = indexOf(nodeOfSession(file, caseIndex, session));
    if (before == now) {
        scenario.setSession(caseIndex, session, outcome);
        if (now > 0)
            emit dataChanged(index(0, 0, parent), index(now - 1, 0, parent));
        return;
    }
    if (before > 0) {
        beginRemoveRows(parent, 0, before - 1);
        scenario.setSession(caseIndex, session, {});
        endRemoveRows();
    }
    if (now > 0)
        beginInsertRows(parent, 0, now - 1);
    scenario.setSession(caseIndex, session, outcome);
    if (now > 0)
        endInsertRows();
}

/// A trouble's row is the last of its case.
void ScenariosModel::setError(File& file, std::size_t caseIndex, const QString& error)
{
    const QModelIndex parent = indexOf(nodeOfCase(file, caseIndex));
    if (!file.scenario.error(caseIndex).isEmpty()) {
        const int last = caseChildCount(file.scenario, caseIndex) - 1;
        beginRemoveRows(parent, last, last);
        file.scenario.setError(caseIndex, {});
        endRemoveRows();
    }
    if (error.isEmpty())
        return;
    const int last = caseChildCount(file.scenario, caseIndex);
    beginInsertRows(parent, last, last);
    file.scenario.setError(caseIndex, error);
    endInsertRows();
}

void ScenariosModel::end()
{
    m_asked = 0;
    for (const auto& file : m_files) {
        ScenarioFile& scenario = file->scenario;
        if (scenario.count(Mark::Waiting) + scenario.count(Mark::Running) == 0)
            continue;
        for (std::size_t i = 0; i < scenario.cases().size(); ++i)
            scenario.setActivity(i, Activity::None);
        tellAllChanged(*file);
    }
}

ScenariosModel::Row ScenariosModel::rowOf(const QModelIndex& index) const
{
    const Node node = nodeOf(index);
    if (node.file == nullptr)
        return {};
    const ScenarioFile& scenario = node.file->scenario;
    Row row{kindOf(node), {scenario.path(), node.aCase(), node.aSession()}, 0};
    if (const auto* failure = failureOf(index))
        row.line = static_cast<int>(failure->line);
    else if (row.kind == Kind::Trouble)
        row.line = lineIn(nameOf(node));
    else if (row.kind != Kind::File)
        row.line = scenario.outline().cases[node.aCase()].sessions[node.aSession()].line;
    return row;
}

const scenario::Failure* ScenariosModel::failureOf(const QModelIndex& index) const
{
    const Node node = nodeOf(index);
    if (node.file == nullptr || kindOf(node) != Kind::Failure)
        return nullptr;
    return &node.file->scenario.failures(node.aCase(), node.aSession())[static_cast<std::size_t>(node.leaf)];
}

std::vector<ScenariosModel::FailedSession> ScenariosModel::failedBelow(const QModelIndex& index) const
{
    std::vector<FailedSession> found;
    const Node node = nodeOf(index);
    if (node.file == nullptr)
        return found;
    const auto& cases = node.file->scenario.cases();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!cases[i].outcome || (node.caseIndex >= 0 && i != node.aCase()))
            continue;
        const auto& sessions = cases[i].outcome->sessions;
        for (std::size_t session = 0; session < sessions.size(); ++session)
            if (!sessions[session].failures.empty() && (node.session < 0 || session == node.aSession()))
                found.push_back({{node.file->scenario.path(), i, session}, &sessions[session], &*cases[i].outcome});
    }
    return found;
}

QModelIndex ScenariosModel::fileIndex(const QString& path) const
{
    File* file = find(path);
    return file == nullptr ? QModelIndex() : indexOf({file});
}

std::size_t ScenariosModel::casesOf(const QModelIndex& index) const
{
    const Node node = nodeOf(index);
    return node.file == nullptr ? 0 : node.file->scenario.cases().size();
}

std::vector<RehearsalPart> ScenariosModel::all() const
{
    std::vector<RehearsalPart> parts;
    for (const auto& file : m_files)
        parts.push_back({file->scenario.path(), std::nullopt});
    return parts;
}

std::vector<RehearsalPart> ScenariosModel::failed() const
{
    std::vector<RehearsalPart> parts;
    for (const auto& file : m_files) {
        const auto& cases = file->scenario.cases();
        std::vector<std::size_t> wanted;
        for (std::size_t i = 0; i < cases.size(); ++i)
            if (const Mark mark = cases[i].mark(); mark == Mark::Failed || mark == Mark::Impossible)
                wanted.push_back(i);
        if (!file->scenario.outline().error.isEmpty())
            parts.push_back({file->scenario.path(), std::nullopt});
        else if (!wanted.empty())
            parts.push_back({file->scenario.path(), std::move(wanted)});
    }
    return parts;
}

std::vector<RehearsalPart> ScenariosModel::partsOf(const QModelIndex& index) const
{
    const Node node = nodeOf(index);
    if (node.file == nullptr)
        return {};
    const bool isFile = node.caseIndex < 0;
    return {{node.file->scenario.path(), isFile ? std::nullopt : std::optional(std::vector{node.aCase()})}};
}

ScenarioCounts ScenariosModel::counts() const
{
    ScenarioCounts counts{};
    for (const auto& file : m_files) {
        for (std::size_t mark = 0; mark < counts.size(); ++mark)
            counts[mark] += file->scenario.count(static_cast<Mark>(mark));
        if (!file->scenario.outline().error.isEmpty())
            ++counts[static_cast<std::size_t>(Mark::Impossible)];
    }
    return counts;
}

QString ScenariosModel::summary() const
{
    const bool isStale = std::ranges::any_of(m_files, [](const auto& file) { return file->scenario.isStale(); });
    return summaryOf(counts(), m_asked, isStale);
}

} // namespace spp::workbench
