// SPDX-License-Identifier: MIT
/// What a session knows after a step, as a table of names and values. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/session/dialect.h"
#include "core/session/state.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

namespace spp::workbench
{

class SessionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    explicit SessionModel(QObject* parent = nullptr);

    /// @param dialect nullptr: unknown
    void show(const session::SessionState& state, const session::Dialect* dialect);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString name;
        QString value; ///< several things stand on a line each

        bool operator==(const Row&) const = default;
    };

    static QList<Row> rowsOf(const session::SessionState& state, const session::Dialect* dialect);
    static void addClient(const session::SessionState& state, QList<Row>& rows);
    static void addTransaction(const session::SessionState& state, QList<Row>& rows);
    static void addKept(const session::SessionState& state, QList<Row>& rows);

    QList<Row> m_rows;
};

} // namespace spp::workbench
