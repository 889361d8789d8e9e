// SPDX-License-Identifier: MIT
/// What log points said in a run, and what was changed by hand, in order. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/debugger/run.h"

#include <QAbstractListModel>

#include <cstddef>
#include <vector>

namespace spp::workbench
{

class LoggedModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit LoggedModel(QObject* parent = nullptr);

    /// Those that are shown already are the first of them, unless they are fewer.
    void show(const std::vector<LoggedText>& logged);
    std::size_t recordsAt(int row) const { return m_logged[static_cast<std::size_t>(row)].records; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<LoggedText> m_logged;
};

} // namespace spp::workbench
