// SPDX-License-Identifier: MIT
/// Where a person edits the client profiles. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/client_profile.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace spp::workbench
{

class MessageField;

class ClientDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param chosen the name of the one to begin with
    explicit ClientDialog(const QString& chosen, QWidget* parent = nullptr);

    /// What was edited is kept when the dialog is accepted.
    void accept() override;

private:
    QWidget* makeList();
    QWidget* makeForm();
    void addProfile();
    void removeProfile();
    void showProfile(int row);
    void takeForm();
    void showTrouble();
    void showNames();
    QString trouble() const;

    QList<ClientProfile> m_profiles;
    int m_row = -1; ///< whose values the form has
    bool m_filling = false;

    QListWidget* m_names; ///< a handful
    QPushButton* m_remove;
    QGroupBox* m_form;
    QLineEdit* m_name;
    QLineEdit* m_address;
    QLineEdit* m_port;
    QLineEdit* m_hostName;
    QCheckBox* m_mayRelay;
    QCheckBox* m_tls;
    QComboBox* m_logins;
    QPlainTextEdit* m_variables;
    MessageField* m_message;
    QLabel* m_trouble;
    QPushButton* m_ok = nullptr;
};

} // namespace spp::workbench
