// SPDX-License-Identifier: MIT
/// A message as it would be queued: envelope, header with who added each line, text. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/message_model.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QTreeView;

namespace spp::workbench
{

class ByteView;

class MessageView : public QWidget
{
    Q_OBJECT

public:
    explicit MessageView(QWidget* parent = nullptr);

    void clear();
    /// Shows the run's messages as they are now; stays with the one that was chosen.
    void refresh(const trace::Timeline& timeline);
    /// The message that the step belongs to, if there is one.
    void showMessageOf(const trace::Timeline& timeline, std::size_t step);

    const MessageModel& model() const { return m_model; }

signals:
    /// The plugin's step that added a header.
    void stepActivated(std::size_t step);
    void placeActivated(const QString& place);

private:
    void showChosen();
    void activate(const QModelIndex& index);

    MessageModel m_model;
    const trace::Timeline* m_timeline = nullptr; ///< of the last refresh
    std::vector<trace::MessagePlace> m_messages;
    QLabel* m_empty;
    QWidget* m_page;
    QComboBox* m_choice;
    QTreeView* m_table;
    ByteView* m_body;
};

} // namespace spp::workbench
