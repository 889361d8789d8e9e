// SPDX-License-Identifier: MIT
/// Asks what a new plugin is to be: its name, language and section; and shows what will be made of that. Not thread-safe: a widget.
#pragma once

#include "core/library/plugin_template.h"
#include "core/session/dialect.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace spp::workbench
{

class NewPluginDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param home absolute
    /// @param dialect whose sections there are to choose from
    NewPluginDialog(const QString& home, const session::Dialect& dialect, QWidget* parent = nullptr);

    library::PluginPlan plan() const;
    /// Why it can't be made; empty: it can.
    QString trouble() const;
    QString preview() const;

private:
    void showPlan();

    QString m_home;
    QLineEdit* m_name;
    QComboBox* m_language;
    QLabel* m_languageNote;
    QComboBox* m_section;
    QLabel* m_sectionNote;
    QLabel* m_preview;
    QLabel* m_trouble;
    QPushButton* m_create;
};

} // namespace spp::workbench
