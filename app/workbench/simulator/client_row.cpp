// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/client_row.h"

#include "app/workbench/debugger/message_dialog.h"
#include "app/workbench/models/words.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/simulator/client_input.h"
#include "core/scenario/message.h"
#include "core/scenario/run_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

namespace spp::workbench
{

namespace
{

const QString composedKey = QStringLiteral("composedMessage");
const QString folderKey = QStringLiteral("messageFolder");

} // namespace

ClientRow::ClientRow(QWidget* parent) : QWidget(parent), m_input(new ClientInput), m_message(new QToolButton)
{
    auto* prompt = new QLabel(QStringLiteral("C:"));
    prompt->setFont(m_input->font());
    prompt->setBuddy(m_input);
    setFocusProxy(m_input);
    auto* menu = new QMenu(m_message);
    menu->addAction(tr("&Compose a Message…"), this, &ClientRow::compose);
    menu->addAction(tr("Send a &File…"), this, &ClientRow::chooseFile);
    m_message->setIcon(lineIcon(LineIcon::Message));
    m_message->setToolTip(tr("Send a whole message, behind DATA"));
    m_message->setAccessibleName(tr("Send a message"));
    m_message->setAutoRaise(true);
    m_message->setPopupMode(QToolButton::InstantPopup);
    m_message->setMenu(menu);
    connect(m_input, &ClientInput::said, this, &ClientRow::said);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 2, 4);
    row->setSpacing(6);
    row->addWidget(prompt);
    row->addWidget(m_input, 1);
    row->addWidget(m_message);
}

void ClientRow::setMaySpeak(bool may, const QString& hint)
{
    m_input->setEnabled(may);
    m_input->setPlaceholderText(hint);
}

void ClientRow::setMaySend(bool may)
{
    m_message->setEnabled(may);
}

void ClientRow::compose()
{
    QSettings settings;
    const auto text = MessageDialog::compose(settings.value(composedKey).toString(), tr("Send"), this);
    if (!text)
        return;
    settings.setValue(composedKey, *text);
    emit sent(scenario::formatMessage(text->toStdString()));
}

void ClientRow::chooseFile()
{
    const QString folder = QSettings().value(folderKey).toString();
    const QString path = QFileDialog::getOpenFileName(this, tr("The Message to Send"), folder, messageFilter());
    if (!path.isEmpty())
        sendFile(path);
}

void ClientRow::sendFile(const QString& path)
{
    const auto message = scenario::readMessage(path.toStdString());
    if (!message)
        return emit failed(shownWords(message.error().message));
    QSettings().setValue(folderKey, QFileInfo(path).path());
    emit sent(*message);
}

} // namespace spp::workbench
