// SPDX-License-Identifier: MIT
/// Above the steps: what is looked for in them, and what of them is shown. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/conversation_search.h"

#include <QWidget>

#include <optional>
#include <string>

class QActionGroup;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace spp::workbench
{

class ElidedLabel;
class StepsView;

class StepsBar : public QWidget
{
    Q_OBJECT

public:
    /// `view` must live longer than the bar.
    explicit StepsBar(StepsView& view, QWidget* parent = nullptr);

    /// The keyboard goes to the text that is looked for.
    void startSearch();
    void findNext();
    void findPrevious();
    const ConversationSearch& search() const { return m_search; }

    /// Shows what one plugin did, by its line in smtpplugins; empty: everything again.
    void showOnlyPlugin(const std::string& line);
    /// Shows these steps alone; nullopt: all again. @param words "1.20 s to 1.85 s"
    void showOnlyRange(std::optional<StepRange> range, const QString& words = {});

signals:
    /// The person wants to see all steps again.
    void rangeDropped();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFilterMenu();
    void makeFoldMenu();
    QWidget* makeSearchRow();
    void fillRangeRow();
    void fillPlugins();
    void applyFilter();
    void showState();

    StepsView& m_view;
    ConversationSearch m_search;
    QLineEdit* m_needle;
    QLabel* m_state;
    QToolButton* m_show;
    QMenu* m_folds = nullptr;
    QMenu* m_plugins;
    QActionGroup* m_pluginChoice;
    QAction* m_onlyRefusals = nullptr;
    QAction* m_onlyFound = nullptr;
    QWidget* m_rangeRow;
    ElidedLabel* m_rangeWords;
    std::optional<StepRange> m_range;
    std::string m_plugin; ///< the one that is shown alone; empty: all are
};

} // namespace spp::workbench
