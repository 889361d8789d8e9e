// SPDX-License-Identifier: MIT
/// Where a person chooses whether sessions run in the home itself or in a private copy, and sees why the latter can't be, if so. What
/// is chosen is remembered for each home. Not thread-safe: a widget.
#pragma once

#include "app/workbench/engine/private_home.h"

#include <QPushButton>
#include <QString>

#include <optional>

class QLabel;
class QWidgetAction;

namespace spp::workbench
{

class Engine;

class HomeBox : public QPushButton
{
    Q_OBJECT

public:
    /// `engine` must live longer than the box.
    explicit HomeBox(Engine& engine, QWidget* parent = nullptr);

    /// The home that sessions run in from now on; empty: there is none.
    void setHome(const QString& home);
    const std::optional<PrivateHome>& chosen() const { return m_chosen; }

private:
    QAction* add(const QString& text, const QString& toolTip, const std::optional<PrivateHome>& choice);
    void addTrouble();
    void choose(const std::optional<PrivateHome>& choice);
    void showChosen();
    void showTrouble(const QString& trouble);

    QString m_home;
    std::optional<PrivateHome> m_chosen;
    QAction* m_asItIs;
    QAction* m_copy;
    QAction* m_copyWithNetwork;
    QLabel* m_trouble;
    QWidgetAction* m_troubleAction;
};

} // namespace spp::workbench
