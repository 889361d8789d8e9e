// SPDX-License-Identifier: MIT
#include "app/workbench/models/smtpplugins_model.h"

#include "app/workbench/models/tips.h"
#include "app/workbench/models/words.h"
#include "core/check/section_guide.h"

#include <QMimeData>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

using check::OutlineRow;
using check::OutlineSection;

namespace
{

const QString rowMimeType = QStringLiteral("application/x-spp-smtpplugins-row");

/// Internal id of a section's index; a row's index holds its section's row + 1.
constexpr quintptr sectionId = 0;

std::string_view programOf(const OutlineRow& row)
{
    const auto place = check::programPlace(row.text);
    return std::string_view(row.text).substr(place.begin, place.end - place.begin);
}

/// What a plugin's line is called without its arguments: "plugins/x", "LIMIT=5 exec plugins/x", "sh -c".
QString nameOf(const OutlineRow& row)
{
    const auto place = check::programPlace(row.text);
    if (place.isEmpty())
        return QStringLiteral("sh -c");
    const std::size_t begin = row.text.starts_with(':') ? 1 : 0;
    return shownLine(std::string_view(row.text).substr(begin, place.end - begin)).trimmed();
}

} // namespace

SmtpPluginsModel::SmtpPluginsModel(QObject* parent) : QAbstractItemModel(parent)
{
    rebuild();
}

void SmtpPluginsModel::setText(const QString& text)
{
    m_bytes = text.toStdString();
    rebuild();
}

void SmtpPluginsModel::setFacts(const HomeFacts& facts)
{
    m_facts = facts;
    rebuild();
}

void SmtpPluginsModel::setFindings(std::vector<check::Finding> findings)
{
    m_findings = std::move(findings);
    redraw();
}

void SmtpPluginsModel::setBreakpoints(const QSet<int>& lines)
{
    m_breakpoints = lines;
    redraw();
}

/// A view keeps what is selected when only words have changed, so there is no reset without need.
void SmtpPluginsModel::rebuild()
{
    m_outline = check::outline(m_bytes, knowsProgram());
    auto sections = check::shownSections(m_outline, *m_facts.dialect);
    if (sections == m_sections)
        return redraw();
    beginResetModel();
    m_sections = std::move(sections);
    endResetModel();
}

void SmtpPluginsModel::redraw()
{
    const int last = rowCount() - 1;
    emit dataChanged(index(0, 0), index(last, 0));
    for (int section = 0; section <= last; ++section)
        if (const QModelIndex parent = index(section, 0); rowCount(parent) > 0)
            emit dataChanged(index(0, 0, parent), index(rowCount(parent) - 1, 0, parent));
}

QModelIndex SmtpPluginsModel::indexOf(int line) const
{
    const auto wanted = static_cast<std::size_t>(std::max(line, 0));
    for (std::size_t section = 0; section < m_sections.size(); ++section) {
        const QModelIndex parent = index(static_cast<int>(section), 0);
        if (wanted > 0 && m_sections[section].line == wanted)
            return parent;
        const auto& rows = m_sections[section].rows;
        const auto found = std::ranges::find_if(
            rows, [&](const auto& row) { return wanted >= row.line && wanted < row.line + row.lineCount; });
        if (found != rows.end())
            return index(static_cast<int>(found - rows.begin()), 0, parent);
    }
    return {};
}

std::optional<control::Section> SmtpPluginsModel::sectionOf(const QModelIndex& index) const
{
    const auto* section = sectionAt(index.parent().isValid() ? index.parent() : index);
    return section ? section->section : std::nullopt;
}

bool SmtpPluginsModel::canMoveUp(const QModelIndex& index) const
{
    const auto* row = rowAt(index);
    return row && check::moveUp(m_bytes, m_outline, row->line);
}

bool SmtpPluginsModel::canMoveDown(const QModelIndex& index) const
{
    const auto* row = rowAt(index);
    return row && check::moveDown(m_bytes, m_outline, row->line);
}

void SmtpPluginsModel::moveUp(const QModelIndex& index)
{
    if (const auto* row = rowAt(index))
        tell(check::moveUp(m_bytes, m_outline, row->line));
}

void SmtpPluginsModel::moveDown(const QModelIndex& index)
{
    if (const auto* row = rowAt(index))
        tell(check::moveDown(m_bytes, m_outline, row->line));
}

void SmtpPluginsModel::remove(const QModelIndex& index)
{
    if (const auto* row = rowAt(index))
        tell(check::Placed{check::removeLines(m_bytes, row->line, row->lineCount), row->line});
}

void SmtpPluginsModel::add(control::Section section, const QString& line)
{
    tell(check::addToSection(m_bytes, section, line.toStdString()));
}

void SmtpPluginsModel::tell(const std::optional<check::Placed>& placed)
{
    if (placed && placed->bytes != m_bytes)
        emit edited(QString::fromStdString(placed->bytes), static_cast<int>(placed->line));
}

/// A view is in the middle of something: of a drag, or of closing the editor of a row.
void SmtpPluginsModel::tellSoon(const check::Placed& placed)
{
    QMetaObject::invokeMethod(
        this,
        [this, placed, before = m_bytes] {
            if (m_bytes == before)
                tell(placed);
        },
        Qt::QueuedConnection);
}

QModelIndex SmtpPluginsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : sectionId);
}

QModelIndex SmtpPluginsModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == sectionId)
        return {};
    return createIndex(static_cast<int>(index.internalId() - 1), 0, sectionId);
}

int SmtpPluginsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    const auto* section = sectionAt(parent);
    return section ? static_cast<int>(section->rows.size()) : 0;
}

int SmtpPluginsModel::columnCount(const QModelIndex&) const
{
    return 1;
}

const OutlineSection* SmtpPluginsModel::sectionAt(const QModelIndex& index) const
{
    const bool isSection = index.isValid() && index.internalId() == sectionId;
    return isSection ? &m_sections[static_cast<std::size_t>(index.row())] : nullptr;
}

const OutlineRow* SmtpPluginsModel::rowAt(const QModelIndex& index) const
{
    const auto* section = sectionAt(index.parent());
    return section ? &section->rows[static_cast<std::size_t>(index.row())] : nullptr;
}

QVariant SmtpPluginsModel::data(const QModelIndex& index, int role) const
{
    if (const auto* section = sectionAt(index))
        return sectionData(*section, role);
    const auto* row = rowAt(index);
    return row ? rowData(*row, role) : QVariant();
}

QVariant SmtpPluginsModel::sectionData(const OutlineSection& section, int role) const
{
    switch (role) {
    case KindRole: return QVariant::fromValue(Kind::Section);
    case LineRole: return static_cast<int>(section.line);
    case Qt::DisplayRole:
    case NameRole:
        return !section.isMissing() && section.line == 0 ? tr("above the first section") : shownLine(section.heading);
    case AboutRole:
        if (!section.section)
            return section.line == 0 ? tr("never run") : tr("no section: its plugins never run");
        if (!check::hasSection(*m_facts.dialect, *section.section))
            return tr("never runs in the dialect %1").arg(QString::fromUtf8(m_facts.dialect->name));
        return QString::fromUtf8(check::sectionBrief(*section.section));
    case Qt::ToolTipRole: return tipWith(section.line, sectionTip(section.section, *m_facts.dialect));
    case OffRole: return section.isMissing();
    case SeverityRole: {
        const auto* finding = section.line > 0 ? worstOf(section.line) : nullptr;
        return finding ? QVariant(static_cast<int>(finding->severity())) : QVariant();
    }
    default: return {};
    }
}

QVariant SmtpPluginsModel::rowData(const OutlineRow& row, int role) const
{
    const bool isPlugin = row.kind == OutlineRow::Kind::Plugin;
    switch (role) {
    case KindRole: return QVariant::fromValue(isPlugin ? Kind::Plugin : Kind::Comment);
    case LineRole: return static_cast<int>(row.line);
    case Qt::DisplayRole:
        return isPlugin ? (nameOf(row) + u' ' + shownLine(check::argumentsOf(row.text))).trimmed()
                        : QStringLiteral("# ") + shownLine(row.text);
    case NameRole: return isPlugin ? nameOf(row) : QStringLiteral("# ") + shownLine(row.text);
    case Qt::ToolTipRole: return tipOf(row);
    default: break;
    }
    if (!isPlugin)
        return {};
    switch (role) {
    case Qt::CheckStateRole: return row.isOn ? Qt::Checked : Qt::Unchecked;
    case Qt::EditRole: return QString::fromStdString(check::argumentsOf(row.text));
    case ArgumentsRole: return shownLine(check::argumentsOf(row.text));
    case AboutRole: return aboutPlugin(row);
    case ProgramRole: return QString::fromUtf8(programOf(row));
    case OffRole: return !row.isOn;
    case BreakpointRole: return m_breakpoints.contains(static_cast<int>(row.line));
    case SeverityRole: {
        const auto* finding = worstOf(row.line);
        return finding ? QVariant(static_cast<int>(finding->severity())) : QVariant();
    }
    default: return {};
    }
}

QString SmtpPluginsModel::aboutPlugin(const OutlineRow& row) const
{
    if (const auto* finding = worstOf(row.line))
        return shownLine(finding->sentence);
    if (const QString trouble = programTrouble(programOf(row), m_facts); !trouble.isEmpty())
        return trouble;
    const auto* program = m_facts.find(programOf(row));
    return program ? shownLine(program->summary) : QString();
}

QString SmtpPluginsModel::tipOf(const OutlineRow& row) const
{
    if (row.kind == OutlineRow::Kind::Comment)
        return shownLine(row.text).toHtmlEscaped();
    const auto program = programOf(row);
    return tipWith(row.line,
                   program.empty()
                       ? tr("A line for the shell: <tt>%1</tt>").arg(shownLine(row.text.substr(1)).toHtmlEscaped())
                       : programTip(program, m_facts));
}

/// Above it what is wrong with the line.
QString SmtpPluginsModel::tipWith(std::size_t line, const QString& tip) const
{
    QStringList parts;
    for (const auto& finding : m_findings)
        if (line > 0 && finding.line == line)
            parts.append(QString::fromStdString(finding.sentence).toHtmlEscaped());
    parts.append(tip);
    return QStringLiteral("<qt>%1</qt>").arg(parts.join(QStringLiteral("<hr>")));
}

/// nullptr: nothing is wrong there.
const check::Finding* SmtpPluginsModel::worstOf(std::size_t line) const
{
    const check::Finding* worst = nullptr;
    for (const auto& finding : m_findings)
        if (finding.line == line && (!worst || finding.severity() > worst->severity()))
            worst = &finding;
    return worst;
}

check::KnowsProgram SmtpPluginsModel::knowsProgram() const
{
    return [this](std::string_view path) { return m_facts.find(path) != nullptr; };
}

bool SmtpPluginsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto* row = rowAt(index);
    if (!row || row->kind != OutlineRow::Kind::Plugin)
        return false;
    if (role == Qt::CheckStateRole)
        tell(check::Placed{check::switchPlugin(m_bytes, row->line, value.toInt() == Qt::Checked, knowsProgram()),
                           row->line});
    else if (role == Qt::EditRole)
        tellSoon({check::setArguments(m_bytes, row->line, value.toString().toStdString(), knowsProgram()), row->line});
    else
        return false;
    return true;
}

Qt::ItemFlags SmtpPluginsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags all = QAbstractItemModel::flags(index);
    if (const auto* section = sectionAt(index))
        return section->section ? all | Qt::ItemIsDropEnabled : all;
    const auto* row = rowAt(index);
    if (!row)
        return all;
    const bool isPlugin = row->kind == OutlineRow::Kind::Plugin;
    return all | Qt::ItemIsDragEnabled | (isPlugin ? Qt::ItemIsUserCheckable | Qt::ItemIsEditable : Qt::NoItemFlags);
}

QStringList SmtpPluginsModel::mimeTypes() const
{
    return {rowMimeType};
}

/// A row is dragged within its own file alone, and so the model says which it is.
QMimeData* SmtpPluginsModel::mimeData(const QModelIndexList& indexes) const
{
    const auto* row = indexes.size() == 1 ? rowAt(indexes.first()) : nullptr;
    if (!row)
        return nullptr;
    auto* data = new QMimeData; // the drag takes it over
    data->setData(rowMimeType, QByteArray::number(static_cast<qulonglong>(reinterpret_cast<quintptr>(this))) + ' ' +
                                   QByteArray::number(static_cast<qulonglong>(row->line)));
    return data;
}

bool SmtpPluginsModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                    const QModelIndex& parent)
{
    const auto parts = data->data(rowMimeType).split(' ');
    const auto* target = sectionAt(parent);
    if (action != Qt::MoveAction || !target || parts.size() != 2 ||
        parts[0].toULongLong() != static_cast<qulonglong>(reinterpret_cast<quintptr>(this)))
        return false;
    const auto* moved = rowAt(indexOf(parts[1].toInt()));
    if (!moved)
        return false;
    const auto& rows = target->rows;
    if (target->isMissing())
        tellSoon(check::moveToSection(m_bytes, moved->line, moved->lineCount, *target->section));
    else if (row >= 0 && static_cast<std::size_t>(row) < rows.size())
        tellSoon(check::moveLines(m_bytes, moved->line, moved->lineCount, rows[static_cast<std::size_t>(row)].line));
    else
        tellSoon(check::moveLines(m_bytes, moved->line, moved->lineCount, target->end));
    return true;
}

} // namespace spp::workbench
