// SPDX-License-Identifier: MIT
/// Makes plugins and homes from the templates, and copies plugins of the library, on a thread of its own, so that the window never waits.
/// One thing after another; each is answered by its signal or by failed(). Used from the window's thread only.
#pragma once

#include "app/workbench/engine/builder.h"
#include "core/library/library_plugin.h"
#include "core/library/plugin_template.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThread>

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace spp::workbench
{

/// A plugin that is on the disk and not yet in smtpplugins. Paths are relative to the home.
struct MadePlugin
{
    QString home; ///< absolute
    QString program;
    QString source;      ///< what a person edits
    QStringList dialogs; ///< that exercise it, the one to begin with first; none of a plugin of the library
    control::Section section = control::Section::Rcpt;
    std::optional<BuiltSource> build; ///< of one that is compiled
};

class Workshop : public QObject
{
    Q_OBJECT

public:
    explicit Workshop(QObject* parent = nullptr);
    /// What goes on is ended, what waits is not begun.
    ~Workshop() override;

    void makePlugin(const QString& home, const library::PluginPlan& plan);
    void makeHome(const QString& folder, const QString& host, const QString& domain);
    void readLibrary();
    void copyFromLibrary(const QString& home, const library::LibraryPlugin& plugin, control::Section section);

signals:
    void pluginMade(const spp::workbench::MadePlugin& plugin);
    /// @param dialog to begin with; absolute
    void homeMade(const QString& home, const QString& dialog);
    /// @param trouble what could not be understood in it; empty: all was
    void libraryRead(const std::vector<spp::library::LibraryPlugin>& plugins, const QString& trouble);
    void failed(const QString& sentence);

private:
    /// Does something on the thread. @param work returns what is then to be done on the window's
    void work(std::function<std::function<void()>()> work);
    std::function<void()> failure(const std::string& sentence);

    QThread m_thread;
    QObject m_worker; ///< lives in that thread
    std::atomic<bool> m_ends{false};
};

} // namespace spp::workbench
