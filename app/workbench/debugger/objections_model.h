// SPDX-License-Identifier: MIT
/// What the plugins of a section say that were not asked, since one before them ended it: that one first, then those behind it, each
/// with its verdict once it has been asked. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/debug/opinion.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <vector>

namespace spp::workbench
{

class ObjectionsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PluginColumn, VerdictColumn, ReplyColumn, ColumnCount };
    enum Role { OutcomeRole = Qt::UserRole + 1 }; ///< int, a trace::Outcome

    /// @param deciding the step of the plugin that ended the section, of these
    ObjectionsModel(std::span<const trace::Step> steps, std::size_t deciding, QObject* parent = nullptr);

    /// They are asked from now on, the first of them first.
    void begin();
    void add(const debug::Opinion& opinion);
    /// No other will be asked.
    void end();
    bool isAsking() const { return m_stage == Stage::Asking; }
    /// "2 of 3 would have objected."
    QString summary() const;
    /// What the plugin of a row wrote to standard error.
    std::string log(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    enum class Stage { NotAsked, Asking, Over };

    struct Row
    {
        QString plugin;
        std::optional<debug::Opinion> opinion;
    };

    QString verdict(int row) const;
    QString reply(int row) const;
    trace::Outcome outcome(int row) const;
    void tellChanged();

    std::vector<Row> m_rows;
    trace::Outcome m_decision;   ///< of the first
    std::string m_decisionReply; ///< that the client was sent
    std::string m_decisionLog;
    Stage m_stage = Stage::NotAsked;
    std::size_t m_heard = 0;
};

} // namespace spp::workbench
