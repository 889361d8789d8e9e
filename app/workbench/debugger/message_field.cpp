// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/message_field.h"

#include "app/workbench/debugger/message_dialog.h"
#include "app/workbench/simulator/elided_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QPushButton>

namespace spp::workbench
{

using Source = ClientMessage::Source;

MessageField::MessageField(QWidget* parent)
    : QWidget(parent), m_sources(new QComboBox), m_change(new QPushButton), m_about(new ElidedLabel)
{
    m_sources->addItem(tr("as the dialog has it"), static_cast<int>(Source::Dialog));
    m_sources->addItem(tr("always this file"), static_cast<int>(Source::File));
    m_sources->addItem(tr("always this text"), static_cast<int>(Source::Composed));
    connect(m_sources, &QComboBox::activated, this, &MessageField::choose);
    connect(m_change, &QPushButton::clicked, this, &MessageField::change);
    setFocusProxy(m_sources);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_sources, 0, 0);
    grid->addWidget(m_change, 0, 1);
    grid->addWidget(m_about, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    show();
}

void MessageField::setMessage(const ClientMessage& message)
{
    m_message = message;
    show();
}

/// Without a file or a text to it the choice means nothing yet: the person is asked at once.
void MessageField::choose()
{
    m_message.source = static_cast<Source>(m_sources->currentData().toInt());
    show();
    if ((m_message.source == Source::File && m_message.file.isEmpty()) ||
        (m_message.source == Source::Composed && m_message.text.isEmpty()))
        change();
    emit edited();
}

void MessageField::change()
{
    if (m_message.source == Source::File) {
        const QString file =
            QFileDialog::getOpenFileName(this, tr("The Message to Send"), m_message.file, messageFilter());
        if (!file.isEmpty())
            m_message.file = file;
    } else if (const auto text = MessageDialog::compose(m_message.text, tr("OK"), this)) {
        m_message.text = *text;
    }
    if (m_message.source == Source::Composed && m_message.text.isEmpty())
        m_message.source = Source::Dialog;
    show();
    emit edited();
}

void MessageField::show()
{
    m_sources->setCurrentIndex(m_sources->findData(static_cast<int>(m_message.source)));
    m_change->setVisible(m_message.source != Source::Dialog);
    m_change->setText(m_message.source == Source::File ? tr("Choose…") : tr("Edit…"));
    switch (m_message.source) {
    case Source::Dialog: return m_about->setText({});
    case Source::File: return m_about->setText(m_message.file);
    case Source::Composed: return m_about->setText(describeSize(m_message.text));
    }
}

} // namespace spp::workbench
