// SPDX-License-Identifier: MIT
/// Files by the few letters that are typed for one of them, the best match first; gives marksRole, see text_mark.h. Not thread-safe: lives in
/// the window's thread.
#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace spp::workbench
{

class FileMatchesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// More nobody reads; who types another letter sees others.
    static constexpr qsizetype mostShown = 100;

    using QAbstractListModel::QAbstractListModel;

    void setFiles(const QStringList& files);
    /// Shows those that fit; without letters all of them.
    void match(const QString& typed);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString name;
        int score = 0;
        QList<int> positions;
    };

    QStringList m_files;
    QString m_typed;
    QList<Row> m_rows;
};

} // namespace spp::workbench
