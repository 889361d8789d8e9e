// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/client_dialog.h"

#include "app/workbench/debugger/message_field.h"
#include "app/workbench/settings/colours.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

using Logins = debug::Pretence::Logins;

namespace
{

/// Lines of the field for variables that are seen at once.
constexpr int shownVariables = 6;

} // namespace

ClientDialog::ClientDialog(const QString& chosen, QWidget* parent)
    : QDialog(parent),
      m_profiles(readClientProfiles()),
      m_names(new QListWidget),
      m_remove(new QPushButton(tr("Remove"))),
      m_form(new QGroupBox),
      m_name(new QLineEdit),
      m_address(new QLineEdit),
      m_port(new QLineEdit),
      m_hostName(new QLineEdit),
      m_mayRelay(new QCheckBox(tr("may send to any domain (RELAYCLIENT)"))),
      m_tls(new QCheckBox(tr("STARTTLS succeeds, though nothing is encrypted"))),
      m_logins(new QComboBox),
      m_variables(new QPlainTextEdit),
      m_message(new MessageField),
      m_trouble(new QLabel)
{
    setWindowTitle(tr("Clients"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &ClientDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* row = new QHBoxLayout;
    row->addWidget(makeList(), 1);
    row->addWidget(makeForm(), 2);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row, 1);
    column->addWidget(m_trouble);
    column->addWidget(buttons);

    showNames();
    const auto known = std::ranges::find(m_profiles, chosen, &ClientProfile::name);
    m_names->setCurrentRow(known == m_profiles.end() ? 0 : static_cast<int>(known - m_profiles.begin()));
}

QWidget* ClientDialog::makeList()
{
    auto* add = new QPushButton(tr("Add"));
    auto* side = new QWidget;
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_names, 1);
    column->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &ClientDialog::addProfile);
    connect(m_remove, &QPushButton::clicked, this, &ClientDialog::removeProfile);
    connect(m_names, &QListWidget::currentRowChanged, this, &ClientDialog::showProfile);
    return side;
}

QWidget* ClientDialog::makeForm()
{
    m_address->setPlaceholderText(QStringLiteral("192.0.2.25"));
    m_hostName->setPlaceholderText(tr("none"));
    m_logins->addItem(tr("checked by the password program, if there is one"), static_cast<int>(Logins::Program));
    m_logins->addItem(tr("all accepted, whatever the password"), static_cast<int>(Logins::AcceptAll));
    m_logins->addItem(tr("all refused"), static_cast<int>(Logins::RefuseAll));
    m_variables->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_variables->setPlaceholderText(QStringLiteral("NAME=value"));
    m_variables->setTabChangesFocus(true);
    m_variables->setFixedHeight(m_variables->fontMetrics().lineSpacing() * shownVariables);
    auto* form = new QFormLayout(m_form);
    form->addRow(tr("Na&me:"), m_name);
    form->addRow(tr("&Address:"), m_address);
    form->addRow(tr("&Port:"), m_port);
    form->addRow(tr("&Host name:"), m_hostName);
    form->addRow(tr("&Relay:"), m_mayRelay);
    form->addRow(tr("&TLS:"), m_tls);
    form->addRow(tr("&Logins:"), m_logins);
    form->addRow(tr("Other &variables:"), m_variables);
    form->addRow(tr("&Message:"), m_message);
    for (QLineEdit* line : {m_name, m_address, m_port, m_hostName})
        connect(line, &QLineEdit::textEdited, this, &ClientDialog::takeForm);
    connect(m_mayRelay, &QCheckBox::toggled, this, &ClientDialog::takeForm);
    connect(m_tls, &QCheckBox::toggled, this, &ClientDialog::takeForm);
    connect(m_logins, &QComboBox::activated, this, &ClientDialog::takeForm);
    connect(m_variables, &QPlainTextEdit::textChanged, this, &ClientDialog::takeForm);
    connect(m_message, &MessageField::edited, this, &ClientDialog::takeForm);
    return m_form;
}

void ClientDialog::accept()
{
    if (!trouble().isEmpty())
        return;
    writeClientProfiles(m_profiles);
    QDialog::accept();
}

void ClientDialog::addProfile()
{
    ClientProfile added = m_profiles[std::max(0, m_row)];
    const QString first = tr("New client");
    added.name = first;
    for (int number = 2; std::ranges::count(m_profiles, added.name, &ClientProfile::name) > 0; ++number)
        added.name = QStringLiteral("%1 %2").arg(first).arg(number);
    m_profiles.append(added);
    showNames();
    m_names->setCurrentRow(static_cast<int>(m_profiles.size()) - 1);
    m_name->setFocus();
    m_name->selectAll();
}

void ClientDialog::removeProfile()
{
    const int row = m_row;
    m_row = -1;
    m_profiles.removeAt(row);
    showNames();
    m_names->setCurrentRow(row - 1);
}

void ClientDialog::showProfile(int row)
{
    if (row < 0 || row >= m_profiles.size())
        return;
    const QScopedValueRollback filling(m_filling, true);
    m_row = row;
    const ClientProfile& profile = m_profiles[row];
    m_name->setText(profile.name);
    m_address->setText(profile.address);
    m_port->setText(profile.port);
    m_hostName->setText(profile.hostName);
    m_mayRelay->setChecked(profile.mayRelay);
    m_tls->setChecked(profile.pretence.tls);
    m_logins->setCurrentIndex(m_logins->findData(static_cast<int>(profile.pretence.logins)));
    m_variables->setPlainText(profile.variables.join(u'\n'));
    m_message->setMessage(profile.message);
    m_form->setEnabled(row > 0); // the first changes nothing
    m_remove->setEnabled(row > 0);
    showTrouble();
}

void ClientDialog::takeForm()
{
    if (m_filling || m_row < 0)
        return;
    ClientProfile& profile = m_profiles[m_row];
    profile.name = m_name->text().trimmed();
    profile.address = m_address->text().trimmed();
    profile.port = m_port->text().trimmed();
    profile.hostName = m_hostName->text().trimmed();
    profile.mayRelay = m_mayRelay->isChecked();
    profile.pretence.tls = m_tls->isChecked();
    profile.pretence.logins = static_cast<Logins>(m_logins->currentData().toInt());
    profile.variables = m_variables->toPlainText().split(u'\n', Qt::SkipEmptyParts);
    profile.message = m_message->message();
    m_names->item(m_row)->setText(profile.name);

    showTrouble();
}

/// What keeps the profiles from being kept, or why nothing can be changed.
void ClientDialog::showTrouble()
{
    const QString found = trouble();
    QPalette colours = palette();
    if (!found.isEmpty())
        colours.setColor(QPalette::WindowText, foreground(Meaning::Error, colours));
    m_trouble->setPalette(colours);
    m_trouble->setText(found.isEmpty() && m_row == 0 ? tr("This one is always there, as it is. Add one of your own.")
                                                     : found);
    m_ok->setEnabled(found.isEmpty());
}

void ClientDialog::showNames()
{
    const QScopedValueRollback filling(m_filling, true);
    m_names->clear();
    for (const ClientProfile& profile : m_profiles)
        m_names->addItem(profile.name);
}

/// What keeps the profiles from being kept; empty: nothing.
QString ClientDialog::trouble() const
{
    for (const ClientProfile& profile : m_profiles) {
        if (profile.name.isEmpty())
            return tr("A client has no name.");
        if (std::ranges::count(m_profiles, profile.name, &ClientProfile::name) > 1)
            return tr("Two clients are called “%1”.").arg(profile.name);
        if (profile.message.source == ClientMessage::Source::File && profile.message.file.isEmpty())
            return tr("%1: no file is chosen for the message.").arg(profile.name);
        for (const QString& variable : profile.variables)
            if (variable.indexOf(u'=') < 1)
                return tr("%1: “%2” is no variable; write NAME=value.").arg(profile.name, variable);
    }
    return {};
}

} // namespace spp::workbench
