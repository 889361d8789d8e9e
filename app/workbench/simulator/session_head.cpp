// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/session_head.h"

#include "app/workbench/debugger/client_box.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/loaded_dialog.h"
#include "app/workbench/world/world_switches.h"
#include "core/session/dialect.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>

namespace spp::workbench
{

SessionHead::SessionHead(Engine& engine, QWidget* parent)
    : QWidget(parent),
      m_dialogName(new ElidedLabel),
      m_dialects(new QComboBox),
      m_clients(new ClientBox),
      m_world(new WorldSwitches(engine)),
      m_dialect(QString::fromUtf8(session::modernDialect().name))
{
    for (const auto& dialect : session::dialects()) {
        m_dialects->addItem(QString::fromUtf8(dialect.name));
        m_dialects->setItemData(m_dialects->count() - 1, QString::fromUtf8(dialect.about), Qt::ToolTipRole);
    }
    m_dialects->setObjectName(QStringLiteral("dialects"));
    connect(m_dialects, &QComboBox::currentTextChanged, this, &SessionHead::dialectChanged);
    connect(m_dialects, &QComboBox::activated, this, [this] { m_dialect = m_dialects->currentText(); });
    connect(m_clients, &ClientBox::clientChosen, this, &SessionHead::clientChosen);

    auto* clients = new QLabel(tr("C&lient:"));
    clients->setBuddy(m_clients);
    auto* dialects = new QLabel(tr("&Dialect:"));
    dialects->setBuddy(m_dialects);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 3, 4, 3);
    row->addWidget(m_dialogName, 1);
    row->addWidget(clients);
    row->addWidget(m_clients);
    row->addWidget(dialects);
    row->addWidget(m_dialects);
    row->addWidget(m_world);
}

void SessionHead::showDialog(const LoadedDialog* dialog)
{
    const QString named = dialog ? QString::fromStdString(dialog->dialog.dialect) : QString();
    m_dialects->setCurrentText(named.isEmpty() ? m_dialect : named);
    m_dialects->setEnabled(named.isEmpty());
    m_dialects->setToolTip(named.isEmpty() ? m_dialects->currentData(Qt::ToolTipRole).toString()
                                           : tr("The dialog names its dialect"));
    if (!dialog)
        return m_dialogName->setText(tr("No dialog is loaded"));
    const QString file = QFileInfo(dialog->path()).fileName();
    m_dialogName->setText(dialog->shownTitle() == file ? tr("Dialog: %1").arg(file)
                                                       : tr("Dialog: %1 (%2)").arg(dialog->shownTitle(), file));
}

void SessionHead::setHome(const QString& home)
{
    m_world->setHome(home);
}

world::WorldPlan SessionHead::world() const
{
    return planOf(m_world->choice());
}

const QString& SessionHead::chosenDialect() const
{
    return m_dialect;
}

QString SessionHead::dialect() const
{
    return m_dialects->currentText();
}

const ClientProfile& SessionHead::client() const
{
    return m_clients->chosen();
}

} // namespace spp::workbench
