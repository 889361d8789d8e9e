// SPDX-License-Identifier: MIT
#include "app/workbench/models/findings_model.h"

#include <algorithm>
#include <utility>

namespace spp::workbench
{

void FindingsModel::setFindings(std::vector<check::Finding> findings)
{
    if (findings == m_findings)
        return; // the selection stays
    beginResetModel();
    m_findings = std::move(findings);
    endResetModel();
}

std::size_t FindingsModel::count(trace::Severity severity) const
{
    return static_cast<std::size_t>(std::ranges::count(m_findings, severity, &check::Finding::severity));
}

std::optional<trace::Severity> FindingsModel::worst() const
{
    if (m_findings.empty())
        return std::nullopt;
    return std::ranges::max(m_findings, {}, &check::Finding::severity).severity();
}

QString FindingsModel::summary() const
{
    const auto number = [this](trace::Severity severity) { return static_cast<int>(count(severity)); };
    const int errors = number(trace::Severity::Error);
    const int warnings = number(trace::Severity::Warning);
    const int notes = number(trace::Severity::Note);
    QStringList parts;
    if (errors > 0)
        parts << (errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    if (warnings > 0)
        parts << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    if (parts.isEmpty() && notes > 0)
        parts << (notes == 1 ? tr("1 note") : tr("%1 notes").arg(notes));
    return parts.join(QStringLiteral(", "));
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& each = finding(index.row());
    if (role == SeverityRole)
        return static_cast<int>(each.severity());
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(formatPlace(each) + ": " + each.sentence);
    if (role == Qt::TextAlignmentRole && index.column() == LineColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SentenceColumn: return QString::fromStdString(each.sentence);
    case FileColumn: return QString::fromStdString(each.file);
    case LineColumn: return each.line > 0 ? QVariant(static_cast<qulonglong>(each.line)) : QVariant();
    default: return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SentenceColumn: return tr("Problem");
    case FileColumn: return tr("File");
    case LineColumn: return tr("Line");
    default: return {};
    }
}

} // namespace spp::workbench
