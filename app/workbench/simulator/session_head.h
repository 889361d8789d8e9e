// SPDX-License-Identifier: MIT
/// The line above a session: which dialog is loaded, which dialect the server speaks, which client is pretended, in which world plugins
/// run.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/client_profile.h"
#include "core/world/world_plan.h"

#include <QWidget>

class QComboBox;

namespace spp::workbench
{

class ClientBox;
class ElidedLabel;
class Engine;
class WorldSwitches;
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
    /// The person's choice, for dialogs that name none.
    const QString& chosenDialect() const;
    const ClientProfile& client() const;
    /// For a run that starts now.
    world::WorldPlan world() const;

signals:
    void clientChosen();
    /// By the person, or by a dialog.
    void dialectChanged(const QString& dialect);

private:
    ElidedLabel* m_dialogName;
    QComboBox* m_dialects;
    ClientBox* m_clients;
    WorldSwitches* m_world;
    QString m_dialect; ///< the person's choice, for dialogs that name none
};

} // namespace spp::workbench
