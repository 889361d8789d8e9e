// SPDX-License-Identifier: MIT
/// Asks which of the home's programs is to run in which section, and with which arguments. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/home_facts.h"
#include "core/control/smtpplugins.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace spp::workbench
{

class AddPluginDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param section that is chosen at first; nullopt: [rcpt], where most plugins belong
    AddPluginDialog(const HomeFacts& facts, std::optional<control::Section> section, QWidget* parent = nullptr);

    control::Section section() const;
    /// As it is to stand in smtpplugins.
    QString line() const;

    QListView* list() const { return m_list; }
    QLineEdit* arguments() const { return m_arguments; }
    QLineEdit* filter() const { return m_filter; }

private:
    void fill(const HomeFacts& facts);
    void showState();

    QLineEdit* m_filter;
    QStandardItemModel* m_programs;
    QSortFilterProxyModel* m_shown;
    QListView* m_list;
    QLabel* m_none;
    QComboBox* m_section;
    QLineEdit* m_arguments;
    QLabel* m_line;
    QPushButton* m_add;
};

} // namespace spp::workbench
