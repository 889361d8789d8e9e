// SPDX-License-Identifier: MIT
/// The line above a session: which dialog is loaded, which dialect the server speaks, which client is pretended, and whether plugins
/// run in the home itself.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/client_profile.h"
#include "app/workbench/engine/private_home.h"

#include <QWidget>

#include <optional>

class QComboBox;

namespace spp::workbench
{

class ClientBox;
class ElidedLabel;
class Engine;
class HomeBox;
struct LoadedDialog;

class SessionHead : public QWidget
{
    Q_OBJECT

public:
    /// `engine` must live longer.
    explicit SessionHead(Engine& engine, QWidget* parent = nullptr);

    /// @param dialog nullptr: none is loaded. A dialect that it names is shown in place of the person's choice.
    void showDialog(const LoadedDialog* dialog);
    /// The home that the next session runs in; empty: there is none.
    void setHome(const QString& home);
    QString dialect() const;
    const ClientProfile& client() const;
    const std::optional<PrivateHome>& privateHome() const;

signals:
    void clientChosen();

private:
    ElidedLabel* m_dialogName;
    QComboBox* m_dialects;
    ClientBox* m_clients;
    HomeBox* m_home;
    QString m_dialect; ///< the person's choice, for dialogs that name none
};

} // namespace spp::workbench
