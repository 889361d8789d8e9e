// SPDX-License-Identifier: MIT
/// Puts rows of a conversation on the clipboard, as text. Many are made into text in slices, between which the window goes on.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/links.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstddef>
#include <vector>

namespace spp::workbench
{

class ConversationModel;

class ConversationCopy : public QObject
{
    Q_OBJECT

public:
    /// `conversation` must live longer.
    explicit ConversationCopy(const ConversationModel& conversation);

    /// In place of what was being copied.
    void start(std::vector<trace::StepLine> places);
    bool isBusy() const { return m_done < m_places.size(); }

private:
    void copySome();

    const ConversationModel& m_conversation;
    std::vector<trace::StepLine> m_places;
    std::size_t m_done = 0;
    QString m_text;
    QTimer m_copySoon;
};

} // namespace spp::workbench
