// SPDX-License-Identifier: MIT
/// A message as it is queued, as a table: the envelope, then the header lines, each with who added it. Its text stands beside.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/queued_message.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

#include <optional>
#include <string>

namespace spp::workbench
{

class MessageModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PartColumn, TextColumn, AuthorColumn, PlaceColumn, ColumnCount };
    enum Role { AddedRole = Qt::UserRole + 1 }; ///< bool: a plugin added or changed it

    explicit MessageModel(QObject* parent = nullptr);

    void clear();
    /// Nothing happens if that is what is shown already.
    void show(const trace::Timeline& timeline, const trace::QueuedMessage& message);

    /// The plugin's step that the row is from.
    std::optional<std::size_t> step(int row) const { return m_rows[row].step; }
    /// "control/smtpplugins:12", or empty.
    QString place(int row) const { return m_rows[row].place; }
    /// What stands below the header, and how much of it is not kept.
    const std::string& body() const { return m_body; }
    std::size_t cut() const { return m_cut; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString part;
        QString text;
        QString author;
        QString place;
        std::optional<std::size_t> step;

        bool operator==(const Row&) const = default;
    };

    static QList<Row> envelopeRows(const trace::Timeline& timeline, const trace::QueuedMessage& message);
    static Row rowOf(const trace::Timeline& timeline, const QString& part, const QString& text, const QString& author,
                     std::optional<std::size_t> step);

    QList<Row> m_rows;
    std::string m_body;
    std::size_t m_cut = 0;
};

/// "Message 1: Queued for 1 recipient from <a@example.org>": for a list to choose from. @param number from 1
QString describeMessage(const trace::Timeline& timeline, const trace::MessagePlace& place, std::size_t number);

} // namespace spp::workbench
