// SPDX-License-Identifier: MIT
/// The session as a conversation that folds: a table, because a tree of Qt's lays out all its rows whenever one is added. Its selection follows the newest step until the person selects another, and again when they
/// select the newest. Left and Right fold and unfold, Ctrl+C copies the selected rows as text. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/conversation_copy.h"
#include "app/workbench/models/conversation_model.h"

#include <QTableView>

#include <optional>

namespace spp::workbench
{

class StepsView : public QTableView
{
    Q_OBJECT

public:
    /// `steps` must live longer than the view.
    explicit StepsView(TimelineModel& steps, QWidget* parent = nullptr);

    ConversationModel& conversation() { return m_conversation; }

    /// From now on the newest step is selected.
    void startFollowing() { m_following = true; }
    bool isFollowing() const { return m_following; }
    /// Selects the newest step, if the person has not selected another.
    void follow();
    /// Selects this step, or this line of its output, and stays there. What it stands below is unfolded; a filter that hides it is not
    /// changed, but the step counts as selected.
    void select(std::size_t step) { select(trace::StepLine{step, std::nullopt}); }
    void select(trace::StepLine place);

    /// What is selected.
    std::optional<trace::StepLine> place() const;
    std::optional<std::size_t> selectedStep() const;

    /// As text. What is much comes to the clipboard a while later.
    void copySelection();
    void copyAll();
    bool isCopying() const { return m_copy.isBusy(); }

    /// Typing letters does not search: the bar does, and without a stall.
    void keyboardSearch(const QString&) override {}

signals:
    void stepSelected(std::size_t step);
    /// A line of the plugin's output was selected; behind stepSelected().
    void lineSelected(std::size_t step, std::size_t line);

protected:
    bool event(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isOnArrow(const QModelIndex& index, const QPoint& position) const;
    void fold(const QModelIndex& index, bool folded);
    void moveTo(trace::StepLine place);
    void showPlace();
    void tell(trace::StepLine place);

    ConversationModel m_conversation;
    ConversationCopy m_copy;
    std::optional<trace::StepLine> m_place; ///< that is selected; it may have no row, or not yet
    bool m_following = true;
    bool m_moving = false; ///< the selection is moved by the program
};

} // namespace spp::workbench
