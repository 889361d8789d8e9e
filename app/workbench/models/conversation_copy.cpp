// SPDX-License-Identifier: MIT
#include "app/workbench/models/conversation_copy.h"

#include "app/workbench/models/conversation_model.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr qint64 copyMilliseconds = 10;

} // namespace

ConversationCopy::ConversationCopy(const ConversationModel& conversation) : m_conversation(conversation)
{
    m_copySoon.setSingleShot(true);
    m_copySoon.setInterval(0);
    connect(&m_copySoon, &QTimer::timeout, this, &ConversationCopy::copySome);
    connect(&conversation.steps(), &QAbstractItemModel::modelAboutToBeReset, this, [this] { start({}); });
}

void ConversationCopy::start(std::vector<trace::StepLine> places)
{
    m_places = std::move(places);
    m_done = 0;
    m_text.clear();
    m_copySoon.stop();
    if (isBusy())
        copySome();
}

void ConversationCopy::copySome()
{
    QElapsedTimer clock;
    clock.start();
    while (isBusy() && !clock.hasExpired(copyMilliseconds))
        m_text += m_conversation.textOf(m_places[m_done++]);
    if (isBusy())
        return m_copySoon.start();
    QGuiApplication::clipboard()->setText(std::exchange(m_text, {}));
}

} // namespace spp::workbench
