// SPDX-License-Identifier: MIT
/// What is tried before a home is deployed: the checks, and each dialog, with how it went. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/check/finding.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace spp::workbench
{

class TrialsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ResultColumn, ColumnCount };
    enum class State { Waiting, Passed, Failed };
    enum Role { StateRole = Qt::UserRole + 1 }; ///< int, a State

    using QAbstractTableModel::QAbstractTableModel;

    /// Nothing is tried yet; the checks wait.
    void begin();
    void setErrors(const std::vector<check::Finding>& errors);
    void setDialogs(const QStringList& dialogs);
    /// @param trouble empty: all was as expected
    void setPlayed(const QString& dialog, const QString& trouble);
    void clear();

    bool hasFailed() const { return count(State::Failed) > 0; }
    /// "2 errors and 1 failing dialog"; empty: nothing failed.
    QString failures() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Trial
    {
        QString name;
        QString result;
        State state = State::Waiting;
    };

    std::size_t count(State state) const;

    std::vector<Trial> m_trials; ///< the checks first
    std::size_t m_errors = 0;
};

} // namespace spp::workbench
