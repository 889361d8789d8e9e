// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/client_input.h"

#include <QFontDatabase>
#include <QKeyEvent>

namespace spp::workbench
{

ClientInput::ClientInput(QWidget* parent) : QLineEdit(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    connect(this, &QLineEdit::returnPressed, this, &ClientInput::say);
}

void ClientInput::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up: recall(m_place - 1); break;
    case Qt::Key_Down: recall(m_place + 1); break;
    default: QLineEdit::keyPressEvent(event);
    }
}

void ClientInput::say()
{
    const QString line = text();
    if (!line.isEmpty() && line != m_history.value(m_history.size() - 1))
        m_history.append(line);
    m_place = m_history.size();
    clear();
    emit said(line);
}

void ClientInput::recall(qsizetype place)
{
    if (place < 0 || place > m_history.size())
        return;
    if (m_place == m_history.size())
        m_unsaid = text();
    m_place = place;
    setText(place == m_history.size() ? m_unsaid : m_history[place]);
}

} // namespace spp::workbench
