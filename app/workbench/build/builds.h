// SPDX-License-Identifier: MIT
/// Plugins that are compiled: built whenever their source is saved in the window, and what the compiler said is told above the text, and
/// marked in it as other mistakes are. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/engine/builder.h"

#include <QObject>
#include <QString>

namespace spp::workbench
{

class Checks;
class EditorTabs;

class Builds : public QObject
{
    Q_OBJECT

public:
    /// All must live longer than this.
    Builds(Builder& builder, EditorTabs& editors, Checks& checks);

    void setHome(const QString& home);
    /// Tells what came of a build, whoever has made it.
    void show(const BuiltSource& result);

signals:
    /// In a few words, for a status bar: what goes on, or went well.
    void told(const QString& words);

private:
    void buildIfWanted(const QString& path);

    Builder& m_builder;
    EditorTabs& m_editors;
    Checks& m_checks;
    QString m_home;
};

} // namespace spp::workbench
