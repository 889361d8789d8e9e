// SPDX-License-Identifier: MIT
/// What the plugins of a run changed in their private home, and the buttons that decide about it. Not thread-safe: a widget.
#pragma once

#include "app/workbench/world/home_changes_model.h"

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace spp::workbench
{

class PrivateHomes;

class HomeChangesView : public QWidget
{
    Q_OBJECT

public:
    /// `homes` must live longer than the view.
    explicit HomeChangesView(PrivateHomes& homes, QWidget* parent = nullptr);

    /// For its tab, with the number of changes.
    QString title() const;
    QString sentence() const;
    QString trouble() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeButtons();
    void showHome();
    void followPalette();

    PrivateHomes& m_homes;
    HomeChangesModel m_model;
    QLabel* m_sentence;
    QLabel* m_trouble;
    QPushButton* m_keep;
    QPushButton* m_throwAway;
};

} // namespace spp::workbench
