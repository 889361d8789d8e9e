// SPDX-License-Identifier: MIT
/// Asks where a new home is to be, and for whom. Not thread-safe: a widget.
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace spp::workbench
{

class NewHomeDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param near a folder beside which it may be
    explicit NewHomeDialog(const QString& near, QWidget* parent = nullptr);

    QString folder() const; ///< absolute
    QString host() const;
    QString domain() const;
    /// Why it can't be made; empty: it can.
    QString trouble() const;

private:
    void browse();
    void showPlan();

    QLineEdit* m_folder;
    QLineEdit* m_host;
    QLineEdit* m_domain;
    QLabel* m_trouble;
    QPushButton* m_create;
};

} // namespace spp::workbench
