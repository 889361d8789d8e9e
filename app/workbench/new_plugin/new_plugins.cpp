// SPDX-License-Identifier: MIT
#include "app/workbench/new_plugin/new_plugins.h"

#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/library/library_dialog.h"
#include "app/workbench/new_plugin/new_home_dialog.h"
#include "app/workbench/new_plugin/new_plugin_dialog.h"
#include "core/check/smtpplugins_edits.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace spp::workbench
{

namespace
{

/// All of a file's text is another one; it can be undone in one step.
check::Fix replacement(const std::string& before, const std::string& after)
{
    check::Fix fix;
    fix.edits.push_back({0, before.size(), after});
    check::noteChecked(fix, before);
    return fix;
}

} // namespace

NewPlugins::NewPlugins(Workshop& workshop, EditorTabs& editors, QWidget& window)
    : m_workshop(workshop), m_editors(editors), m_window(window)
{
    connect(&m_workshop, &Workshop::pluginMade, this, &NewPlugins::takeIn);
    connect(&m_workshop, &Workshop::homeMade, this, &NewPlugins::homeMade);
    connect(&m_workshop, &Workshop::failed, this, [this](const QString& sentence) {
        if (m_libraryDialog)
            m_libraryDialog->setPlugins({}, sentence);
        else
            emit failed(sentence);
    });
    connect(&m_workshop, &Workshop::libraryRead, this, [this](const auto& plugins, const QString& trouble) {
        if (m_libraryDialog)
            m_libraryDialog->setPlugins(plugins, trouble);
    });
}

void NewPlugins::setHome(const QString& home)
{
    m_home = home;
}

void NewPlugins::setDialect(const QString& dialect)
{
    m_dialect = dialect;
}

void NewPlugins::askForPlugin()
{
    const auto* dialect = session::findDialect(m_dialect.toStdString());
    auto* dialog = new NewPluginDialog(m_home, dialect ? *dialect : session::modernDialect(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, home = m_home] { m_workshop.makePlugin(home, dialog->plan()); });
    dialog->open();
}

void NewPlugins::askForHome()
{
    auto* dialog = new NewHomeDialog(m_home.isEmpty() ? QDir::homePath() : QFileInfo(m_home).path(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_workshop.makeHome(dialog->folder(), dialog->host(), dialog->domain()); });
    dialog->open();
}

void NewPlugins::askForLibraryPlugin()
{
    m_libraryDialog = new LibraryDialog(m_home, &m_window);
    m_libraryDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_libraryDialog, &QDialog::accepted, this, [this, dialog = m_libraryDialog.data(), home = m_home] {
        if (const auto* plugin = dialog->chosen())
            m_workshop.copyFromLibrary(home, *plugin, dialog->section());
    });
    m_libraryDialog->open();
    m_workshop.readLibrary();
}

void NewPlugins::takeIn(const MadePlugin& plugin)
{
    if (plugin.home != m_home) // another was opened meanwhile
        return emit failed(tr("%1 was made in %2, and is not in its smtpplugins.").arg(plugin.program, plugin.home));
    const QString trouble = enter(plugin);
    for (auto dialog = plugin.dialogs.rbegin(); dialog != plugin.dialogs.rend(); ++dialog)
        emit openRequested(m_home + u'/' + *dialog);
    emit openRequested(m_home + u'/' + plugin.source);
    if (plugin.build)
        emit built(*plugin.build);
    if (!trouble.isEmpty())
        emit failed(trouble);
}

/// Through the editor, where smtpplugins may have a text that is not saved. @return what is left to be done by the person
QString NewPlugins::enter(const MadePlugin& plugin)
{
    const QString path = m_home + QStringLiteral("/control/smtpplugins");
    if (!QFileInfo::exists(path) && !QFile(path).open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return tr("control/smtpplugins can't be made; %1 is in no section yet.").arg(plugin.program);
    EditorTab* tab = m_editors.open(path);
    const bool wasModified = tab->isModified();
    const auto before = tab->bytes();
    const std::string line = QFile::encodeName(plugin.program).toStdString();
    if (!before || !tab->apply(replacement(*before, check::addToSection(*before, plugin.section, line).bytes)))
        return tr("control/smtpplugins can't be changed here; enter %1 yourself.").arg(plugin.program);
    if (wasModified)
        return tr("%1 is entered in smtpplugins, which has other changes of yours: save it, and the plugin runs.")
            .arg(plugin.program);
    return tab->save() ? QString() : tr("smtpplugins could not be saved; %1 runs once it is.").arg(plugin.program);
}

} // namespace spp::workbench
