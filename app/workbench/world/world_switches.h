// SPDX-License-Identifier: MIT
/// Where a person chooses in which world plugins run: in the home itself or in a private copy, with or without the network or with DNS
/// answers of the person's own, and by which clock; and sees what is missing for that. What is chosen is remembered for each home.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/world/world_choice.h"

#include <QWidget>

class QAction;

namespace spp::workbench
{

class ChoiceButton;
class Engine;
struct WorldTroubles;

class WorldSwitches : public QWidget
{
    Q_OBJECT

public:
    /// `engine` must live longer.
    explicit WorldSwitches(Engine& engine, QWidget* parent = nullptr);

    /// The home that sessions run in from now on; empty: there is none.
    void setHome(const QString& home);
    const WorldChoice& choice() const { return m_choice; }
    /// As if the person had chosen it.
    void choose(const WorldChoice& choice);

private:
    void addHomes();
    void addClocks();
    void chooseHome(WorldChoice::Home home);
    void chooseClock(WorldChoice::Clock clock);
    void askForDnsTable();
    void askForDay();
    void showChoice();
    void showTroubles(const WorldTroubles& troubles);

    QString m_path; ///< of the home
    WorldChoice m_choice;
    ChoiceButton* m_home;
    ChoiceButton* m_clock;
    QAction* m_asItIs = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_copyWithDns = nullptr;
    QAction* m_copyWithNetwork = nullptr;
    QAction* m_runs = nullptr;
    QAction* m_standsAtStart = nullptr;
    QAction* m_standsAt = nullptr;
};

} // namespace spp::workbench
