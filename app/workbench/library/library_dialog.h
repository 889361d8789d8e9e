// SPDX-License-Identifier: MIT
/// The library of plugins: a list, and beside it what the selected one does, can be told and needs; to choose one from. Not thread-safe: a
/// widget.
#pragma once

#include "core/library/library_plugin.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTextBrowser;

namespace spp::workbench
{

class LibraryDialog : public QDialog
{
    Q_OBJECT

public:
    /// Empty until setPlugins(). @param home absolute
    explicit LibraryDialog(const QString& home, QWidget* parent = nullptr);

    /// @param trouble what could not be read of it
    void setPlugins(std::vector<library::LibraryPlugin> plugins, const QString& trouble);

    /// What is selected; nullptr if nothing is.
    const library::LibraryPlugin* chosen() const;
    control::Section section() const;
    /// Why it can't be inserted; empty: it can.
    QString trouble() const;
    /// What is told of the one that is selected, as a person reads it.
    QString told() const;

private:
    QWidget* makeListSide();
    QWidget* makeDetails();
    void fillList();
    void showChosen();

    QString m_home;
    std::vector<library::LibraryPlugin> m_plugins;
    QString m_unread; ///< what could not be read of the library
    QLineEdit* m_filter;
    QListWidget* m_list;
    QTextBrowser* m_about;
    QComboBox* m_section;
    QLabel* m_trouble;
    QPushButton* m_insert;
};

} // namespace spp::workbench
