// SPDX-License-Identifier: MIT
/// Finds text in a conversation, folded or not, as far as the filter lets it through. Looks in slices of a few milliseconds while the
/// window goes on, and follows a session that grows. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/models/conversation_model.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::workbench
{

class ConversationSearch : public QObject
{
    Q_OBJECT

public:
    /// `conversation` must live longer than the search.
    explicit ConversationSearch(ConversationModel& conversation, QObject* parent = nullptr);

    /// Empty: nothing is looked for.
    void setText(const QString& text);
    const std::string& text() const { return m_text; }

    /// Goes to the match at a place or behind it, behind it, or before it; beyond an end it goes on from the other. nullopt: from the
    /// beginning. found() tells it, at once or when it has been found.
    void findFrom(std::optional<trace::StepLine> from);
    void findNext(std::optional<trace::StepLine> from);
    void findPrevious(std::optional<trace::StepLine> from);

    /// "2 of 7", "7 found", "not found"; empty while nothing is looked for.
    QString state(std::optional<trace::StepLine> current) const;
    bool isBusy() const { return m_searched < m_conversation.steps().commands().size() && !m_text.empty(); }

signals:
    void found(spp::trace::StepLine place);
    void stateChanged();

private:
    /// A place, and where it stands in the conversation.
    struct Match
    {
        std::size_t command = 0;
        std::size_t rank = 0; ///< among the command's places
        trace::StepLine place;

        bool isBefore(const Match& other) const
        {
            return command != other.command ? command < other.command : rank < other.rank;
        }
    };
    enum class Direction { Here, Next, Previous };

    void find(Direction direction, std::optional<trace::StepLine> from);
    std::optional<Match> matchFrom() const;
    void restart();
    void forgetFrom(std::size_t command);
    void search();
    void searchCommand(std::size_t command);
    void answer();
    Match matchAt(trace::StepLine place) const;

    ConversationModel& m_conversation;
    std::string m_text;
    std::vector<Match> m_matches; ///< in the conversation's order
    std::size_t m_searched = 0;   ///< so many commands
    QTimer m_searchSoon;
    std::optional<Direction> m_asked; ///< what found() has still to tell
    std::optional<Match> m_from;
};

} // namespace spp::workbench
