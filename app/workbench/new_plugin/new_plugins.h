// SPDX-License-Identifier: MIT
/// From the wish for a plugin or a home to one that is there, in smtpplugins, and open: asks, has it made, enters it, shows it. Not
/// thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/engine/builder.h"
#include "app/workbench/engine/workshop.h"

#include <QObject>
#include <QPointer>
#include <QString>

class QWidget;

namespace spp::workbench
{

class EditorTabs;
class LibraryDialog;

class NewPlugins : public QObject
{
    Q_OBJECT

public:
    /// All must live longer than this. @param window that questions stand in front of
    NewPlugins(Workshop& workshop, EditorTabs& editors, QWidget& window);

    void setHome(const QString& home);
    void setDialect(const QString& dialect);

    void askForPlugin();
    void askForHome();
    void askForLibraryPlugin();

signals:
    /// A file is there to be seen; of several the last in front.
    void openRequested(const QString& path);
    /// A home is there to be opened, and then a dialog of it.
    void homeMade(const QString& home, const QString& dialog);
    /// A new plugin was compiled, or could not be.
    void built(const spp::workbench::BuiltSource& result);
    /// A sentence for the person.
    void failed(const QString& sentence);

private:
    void takeIn(const MadePlugin& plugin);
    QString enter(const MadePlugin& plugin);

    Workshop& m_workshop;
    EditorTabs& m_editors;
    QWidget& m_window;
    QPointer<LibraryDialog> m_libraryDialog;
    QString m_home;
    QString m_dialect = QStringLiteral("modern");
};

} // namespace spp::workbench
