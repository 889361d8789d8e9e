// SPDX-License-Identifier: MIT
/// What a plugin printed, or is to have printed, line by line, to be changed by a person; beside each line its effect in words, which a
/// preview gives. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/debug/preview.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace spp::workbench
{

class AnswerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PrintedColumn, EffectColumn, ColumnCount };

    explicit AnswerModel(QObject* parent = nullptr);

    void show(const std::string& output);
    /// The output as it is now.
    std::string output() const;
    void showEffects(const debug::Preview& preview);
    /// @return its row: behind another
    int addRow(int behind);
    void removeRow(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void changed();

private:
    struct Row
    {
        std::string printed; ///< untouched lines keep their bytes
        QString effect;
    };

    std::vector<Row> m_rows;
    bool m_unterminated = false; ///< the last line has no newline
};

} // namespace spp::workbench
