// SPDX-License-Identifier: MIT
/// control/smtpplugins as a tree: sections of the dialect, there or not, and in each its plugins and comments. It changes nothing
/// itself: what a person does to it comes out as a new text, and the new text comes back in. Not thread-safe: lives in the window's
/// thread.
#pragma once

#include "app/workbench/models/home_facts.h"
#include "core/check/finding.h"
#include "core/check/smtpplugins_edits.h"
#include "core/check/smtpplugins_outline.h"

#include <QAbstractItemModel>
#include <QSet>

#include <optional>
#include <string>
#include <vector>

namespace spp::workbench
{

class SmtpPluginsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind { Section, Plugin, Comment };
    Q_ENUM(Kind)

    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind
        LineRole,                    ///< int, from 1; 0: a section that is not in the file
        NameRole,                    ///< QString: heading, program, comment
        ArgumentsRole,               ///< QString, of a plugin
        AboutRole,                   ///< QString: what it is, or what is wrong with it
        SeverityRole,                ///< int, trace::Severity of the worst finding; not valid: none
        BreakpointRole,              ///< bool
        ProgramRole,                 ///< QString: the path that a plugin's line names; may be empty
        OffRole,                     ///< bool: switched off, or not in the file
    };

    explicit SmtpPluginsModel(QObject* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return QString::fromStdString(m_bytes); }
    void setFacts(const HomeFacts& facts);
    /// Of this file.
    void setFindings(std::vector<check::Finding> findings);
    void setBreakpoints(const QSet<int>& lines);

    /// The row that begins at, or holds, a line; not valid if it is no row's.
    QModelIndex indexOf(int line) const;
    /// The section of a row, or that a heading opens; nullopt where nothing runs.
    std::optional<control::Section> sectionOf(const QModelIndex& index) const;

    bool canMoveUp(const QModelIndex& index) const;
    bool canMoveDown(const QModelIndex& index) const;
    void moveUp(const QModelIndex& index);
    void moveDown(const QModelIndex& index);
    void remove(const QModelIndex& index);
    /// @param line as it stands in the file
    void add(control::Section section, const QString& line);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

signals:
    /// A person's change: the text as it is to be, and the line that it was about, from 1.
    void edited(const QString& text, int line);

private:
    void rebuild();
    const check::OutlineSection* sectionAt(const QModelIndex& index) const;
    const check::OutlineRow* rowAt(const QModelIndex& index) const;
    QVariant sectionData(const check::OutlineSection& section, int role) const;
    QVariant rowData(const check::OutlineRow& row, int role) const;
    QString aboutPlugin(const check::OutlineRow& row) const;
    QString tipOf(const check::OutlineRow& row) const;
    QString tipWith(std::size_t line, const QString& tip) const;
    const check::Finding* worstOf(std::size_t line) const;
    check::KnowsProgram knowsProgram() const;
    void tell(const std::optional<check::Placed>& placed);
    void tellSoon(const check::Placed& placed);
    void redraw();

    std::string m_bytes;
    HomeFacts m_facts;
    std::vector<check::OutlineSection> m_outline; ///< of the file
    std::vector<check::OutlineSection>
        m_sections; ///< that are shown: with those that are missing, without what need not be seen
    std::vector<check::Finding> m_findings;
    QSet<int> m_breakpoints;
};

} // namespace spp::workbench
