// SPDX-License-Identifier: MIT
/// A button with a menu, of which one entry is chosen, and below them what is missing for others. Not thread-safe: a widget.
#pragma once

#include <QPushButton>
#include <QString>

class QActionGroup;
class QLabel;
class QWidgetAction;

namespace spp::workbench
{

class ChoiceButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ChoiceButton(QWidget* parent = nullptr);

    /// One more entry; triggered when the person chooses it.
    QAction* add(const QString& text, const QString& toolTip);
    /// What the button shows. @param text of it; empty: the entry's
    void show(QAction* chosen, const QString& text = {});
    /// Sentences; empty: nothing is missing.
    void showTrouble(const QString& trouble);
    QString trouble() const;

private:
    QActionGroup* m_entries;
    QLabel* m_trouble;
    QWidgetAction* m_troubleEntry;
};

} // namespace spp::workbench
