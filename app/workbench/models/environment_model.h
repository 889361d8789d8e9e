// SPDX-License-Identifier: MIT
/// The environment of a step as a table: each variable with who set it and when. What changed since the step before comes first, what is
/// gone is still there to be seen. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/models/timeline_model.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

#include <optional>
#include <string>

namespace spp::workbench
{

class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Change { None, New, Changed, Removed };
    enum Column { NameColumn, ValueColumn, OriginColumn, ColumnCount };
    enum Role { ChangeRole = Qt::UserRole + 1 }; ///< int, a Change

    explicit EnvironmentModel(QObject* parent = nullptr);

    /// Nothing happens if that is what is shown already.
    void show(const TimelineModel& steps, std::size_t step);
    /// Only what has this text in its name or value, in any case; and only what changed.
    void setFilter(const QString& text, bool onlyChanged);

    /// Of all, shown or not.
    int changedCount() const;
    /// Where it can be seen who set a variable.
    std::optional<trace::StepLine> originOf(const QModelIndex& index) const;

    enum class Format { Text, Shell };
    /// A line for each row: "NAME=value", printable, or as an assignment that a shell takes; what is gone is left out.
    QString textOf(const QModelIndexList& rows, Format format) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        std::string entry;
        QString name;
        QString value;
        QString before;
        VariableOrigin origin;
        Change change = Change::None;

        bool operator==(const Row&) const = default;
    };

    static QList<Row> rowsOf(const TimelineModel& steps, std::size_t step);
    void filter();
    QString toolTip(const Row& row) const;

    QList<Row> m_all;
    QList<Row> m_rows; ///< those that are shown
    QString m_filter;
    bool m_onlyChanged = false;
};

} // namespace spp::workbench
