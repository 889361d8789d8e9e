// SPDX-License-Identifier: MIT
/// The rows of the scenarios' tree: which stand where, and what they show.
#include "app/workbench/models/scenarios_model.h"

namespace spp::workbench
{

ScenariosModel::File* ScenariosModel::find(const QString& path) const
{
    const auto found = m_byPath.find(path);
    return found == m_byPath.end() ? nullptr : found->second;
}

/// nullptr: the file has no such case, or no longer.
ScenariosModel::File* ScenariosModel::find(const QString& path, std::size_t caseIndex) const
{
    File* file = find(path);
    return file != nullptr && caseIndex < file->scenario.cases().size() ? file : nullptr;
}

ScenariosModel::Node ScenariosModel::nodeOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == 0)
        return {m_files[static_cast<std::size_t>(index.row())].get()};
    return child(m_parents[index.internalId() - 1], index.row());
}

/// Of a node that is no leaf.
QModelIndex ScenariosModel::indexOf(const Node& node) const
{
    if (node.session >= 0)
        return createIndex(node.session, 0, idOf(nodeOfCase(*node.file, node.aCase())));
    if (node.caseIndex >= 0)
        return createIndex(node.caseIndex, 0, idOf({node.file}));
    return createIndex(node.file->row, 0, quintptr(0));
}

quintptr ScenariosModel::idOf(const Node& parent) const
{
    auto& id = m_parentIds[{parent.file->id, parent.caseIndex, parent.session}];
    if (id == 0) {
        m_parents.push_back(parent);
        id = m_parents.size();
    }
    return id;
}

/// The only case of a file has the file's row.
ScenariosModel::Node ScenariosModel::nodeOfCase(File& file, std::size_t caseIndex)
{
    return file.scenario.cases().size() == 1 ? Node{&file} : Node{&file, static_cast<int>(caseIndex)};
}

/// The only session of a case has the case's row.
ScenariosModel::Node ScenariosModel::nodeOfSession(File& file, std::size_t caseIndex, std::size_t session)
{
    return file.scenario.outline().cases[caseIndex].sessions.size() == 1
               ? nodeOfCase(file, caseIndex)
               : Node{&file, static_cast<int>(caseIndex), static_cast<int>(session)};
}

ScenariosModel::Node ScenariosModel::child(const Node& node, int row)
{
    if (node.session >= 0)
        return {node.file, node.caseIndex, node.session, row};
    if (node.caseIndex >= 0 || node.file->scenario.cases().size() == 1)
        return caseChild(node, row);
    if (!node.file->scenario.outline().error.isEmpty())
        return {node.file, -1, -1, row};
    return {node.file, row};
}

/// @param node of a case, or of a file that has no other
ScenariosModel::Node ScenariosModel::caseChild(const Node& node, int row)
{
    const ScenarioFile& scenario = node.file->scenario;
    const auto caseIndex = static_cast<int>(node.aCase());
    const auto sessions = static_cast<int>(scenario.outline().cases[node.aCase()].sessions.size());
    if (sessions > 1)
        return row < sessions ? Node{node.file, caseIndex, row} : Node{node.file, caseIndex, -1, row};
    const auto failures = static_cast<int>(scenario.failures(node.aCase(), 0).size());
    return row < failures ? Node{node.file, caseIndex, 0, row} : Node{node.file, caseIndex, -1, row};
}

int ScenariosModel::childCount(const Node& node)
{
    const ScenarioFile& scenario = node.file->scenario;
    if (node.leaf >= 0)
        return 0;
    if (node.session >= 0)
        return static_cast<int>(scenario.failures(node.aCase(), node.aSession()).size());
    if (!scenario.outline().error.isEmpty())
        return 1;
    return node.caseIndex >= 0 || scenario.cases().size() == 1 ? caseChildCount(scenario, node.aCase())
                                                               : static_cast<int>(scenario.cases().size());
}

int ScenariosModel::caseChildCount(const ScenarioFile& scenario, std::size_t caseIndex)
{
    const int troubles = scenario.error(caseIndex).isEmpty() ? 0 : 1;
    const auto sessions = static_cast<int>(scenario.outline().cases[caseIndex].sessions.size());
    return troubles + (sessions == 1 ? static_cast<int>(scenario.failures(caseIndex, 0).size()) : sessions);
}

ScenariosModel::Kind ScenariosModel::kindOf(const Node& node)
{
    if (node.leaf >= 0)
        return node.session >= 0 ? Kind::Failure : Kind::Trouble;
    if (node.session >= 0)
        return Kind::Session;
    return node.caseIndex >= 0 ? Kind::Case : Kind::File;
}

ScenarioMark ScenariosModel::markOf(const Node& node)
{
    const ScenarioFile& scenario = node.file->scenario;
    switch (kindOf(node)) {
    case Kind::File: return scenario.mark();
    case Kind::Case: return scenario.cases()[node.aCase()].mark();
    case Kind::Session: return scenario.sessionMark(node.aCase(), node.aSession());
    case Kind::Failure: return ScenarioMark::Failed;
    case Kind::Trouble: return ScenarioMark::Impossible;
    }
    return ScenarioMark::NotRun;
}

bool ScenariosModel::isStale(const Node& node)
{
    const ScenarioFile& scenario = node.file->scenario;
    const bool isOfFile = kindOf(node) == Kind::File || scenario.cases().empty();
    return isOfFile ? scenario.isStale() : scenario.cases()[node.aCase()].isStale;
}

QString ScenariosModel::nameOf(const Node& node)
{
    const ScenarioFile& scenario = node.file->scenario;
    switch (kindOf(node)) {
    case Kind::File: return scenario.name();
    case Kind::Case: return caseName(scenario, node.aCase());
    case Kind::Session: return sessionName(scenario, node.aCase(), node.aSession());
    case Kind::Failure:
        return describeFailure(scenario.failures(node.aCase(), node.aSession())[static_cast<std::size_t>(node.leaf)]);
    case Kind::Trouble:
        return scenario.outline().error.isEmpty() ? scenario.error(node.aCase()) : scenario.outline().error;
    }
    return {};
}

QString ScenariosModel::toolTipOf(const Node& node)
{
    const ScenarioFile& scenario = node.file->scenario;
    QStringList lines{kindOf(node) == Kind::File ? scenario.path() : nameOf(node)};
    if (kindOf(node) == Kind::File && !scenario.outline().title.isEmpty())
        lines << scenario.outline().title;
    if (node.leaf < 0) {
        lines << describeMark(markOf(node));
        if (node.file->isUnsaved && kindOf(node) == Kind::File)
            lines << tr("has changes that are not saved; what runs is what is saved");
    }
    if (isStale(node))
        lines << tr("since then the scenario, a plugin or smtpplugins was changed");
    return lines.join(u'\n');
}

QModelIndex ScenariosModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? idOf(nodeOf(parent)) : 0);
}

QModelIndex ScenariosModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return indexOf(m_parents[index.internalId() - 1]);
}

int ScenariosModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_files.size());
    return parent.column() == 0 ? childCount(nodeOf(parent)) : 0;
}

int ScenariosModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant ScenariosModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: {
        const bool isChanged = kindOf(node) == Kind::File && node.file->isUnsaved;
        return isChanged ? nameOf(node) + QStringLiteral(" *") : nameOf(node);
    }
    case Qt::ToolTipRole: return toolTipOf(node);
    case MarkRole: return node.leaf < 0 ? QVariant(static_cast<int>(markOf(node))) : QVariant();
    case StaleRole: return isStale(node);
    case DetailRole: return kindOf(node) == Kind::File ? detailOf(node.file->scenario) : QString();
    case KindRole: return static_cast<int>(kindOf(node));
    default: return {};
    }
}

void ScenariosModel::tellChanged(const Node& node)
{
    const QModelIndex changed = indexOf(node);
    emit dataChanged(changed, changed);
}

void ScenariosModel::tellCaseChanged(File& file, std::size_t caseIndex)
{
    tellChanged({&file});
    if (file.scenario.cases().size() > 1)
        tellChanged(nodeOfCase(file, caseIndex));
    if (const auto sessions = file.scenario.outline().cases[caseIndex].sessions.size(); sessions > 1)
        emit dataChanged(indexOf(nodeOfSession(file, caseIndex, 0)),
                         indexOf(nodeOfSession(file, caseIndex, sessions - 1)));
}

void ScenariosModel::tellAllChanged(File& file)
{
    tellChanged({&file});
    for (std::size_t i = 0; i < file.scenario.cases().size(); ++i)
        tellCaseChanged(file, i);
}

} // namespace spp::workbench
