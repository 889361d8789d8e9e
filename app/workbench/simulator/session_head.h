// SPDX-License-Identifier: MIT
/// The line above a session: which dialog is loaded, which dialect the server speaks, which client is pretended.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/client_profile.h"

#include <QWidget>

class QComboBox;

namespace spp::workbench
{

class ClientBox;
class ElidedLabel;
struct LoadedDialog;

class SessionHead : public QWidget
{
    Q_OBJECT

public:
    explicit SessionHead(QWidget* parent = nullptr);

    /// @param dialog nullptr: none is loaded. A dialect that it names is shown in place of the person's choice.
    void showDialog(const LoadedDialog* dialog);
    QString dialect() const;
    const ClientProfile& client() const;

signals:
    void clientChosen();
    /// By the person, or by a dialog.
    void dialectChanged(const QString& dialect);

private:
    ElidedLabel* m_dialogName;
    QComboBox* m_dialects;
    ClientBox* m_clients;
    QString m_dialect; ///< the person's choice, for dialogs that name none
};

} // namespace spp::workbench
