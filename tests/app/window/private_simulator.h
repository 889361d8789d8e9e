// SPDX-License-Identifier: MIT
/// A simulator whose sessions run in a private home, below a folder of the test's own. For tests.
#pragma once

#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/world/choice_button.h"
#include "app/workbench/world/home_changes_bar.h"
#include "app/workbench/world/home_changes_view.h"
#include "app/workbench/world/world_switches.h"
#include "tests/app/window/simulator.h"

#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>

namespace spp::workbench
{

/// Where private homes are made while it lives.
struct PrivateFolder
{
    PrivateFolder() { qputenv("TMPDIR", folder.path().toUtf8()); }
    ~PrivateFolder() { before.isEmpty() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before); }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    /// Those that are there.
    QStringList homes() const { return QDir(folder.path()).entryList({QStringLiteral("spp-home-*")}, QDir::Dirs); }
    /// A file of the only one; empty if it is not there yet.
    QByteArray read(const QString& name) const
    {
        QFile file(QStringLiteral("%1/%2/home/%3").arg(folder.path(), homes().value(0), name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QByteArray before = qgetenv("TMPDIR");
    QTemporaryDir folder; ///< made before the variable is set
};

struct PrivateSimulator : Simulator
{
    explicit PrivateSimulator(const QByteArray& smtpPlugins, const QString& choice = QStringLiteral("Private Copy"))
        : Simulator(smtpPlugins)
    {
        choose(choice);
        dialog("title Hello\nS: 220\nC: HELO mail.example.net\nS: 250\nC: QUIT\nS: 221\n");
    }

    QAction* choiceOf(const QString& text) const
    {
        for (const ChoiceButton* button : {homeButton, clockButton})
            for (QAction* each : button->menu()->actions())
                if (each->text().remove(u'&') == text)
                    return each;
        qFatal("no choice %s", qPrintable(text));
    }
    void choose(const QString& text) const { choiceOf(text)->trigger(); }
    void run()
    {
        action(QStringLiteral("Run"))->trigger();
        QTRY_COMPARE(engine.state(), Engine::State::Idle);
    }
    /// "Added cache/ | Changed control/me 5 bytes"
    QString changes() const
    {
        const auto* model = changesView->findChild<QTreeView*>(QStringLiteral("homeChanges"))->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells.append(model->index(row, column).data().toString());
            rows.append(cells.join(u' ').trimmed());
        }
        return rows.join(QStringLiteral(" | "));
    }
    QPushButton* button(const QString& text) const
    {
        for (auto* each : panel.findChildren<QPushButton*>())
            if (each->text().remove(u'&') == text)
                return each;
        qFatal("no button %s", qPrintable(text));
    }
    QString tab() const
    {
        const auto* trace = panel.findChild<TracePanel*>();
        const int page = trace->indexOf(changesView);
        return trace->isTabVisible(page) ? trace->tabText(page) : QString();
    }
    /// The first line that a step's plugin printed.
    QByteArray output(const std::string& title) const
    {
        return QByteArray::fromStdString(steps()[*find(title)].plugin->output.front().command.text);
    }

    WorldSwitches* switches = panel.findChild<WorldSwitches*>();
    ChoiceButton* homeButton = switches->findChild<ChoiceButton*>(QStringLiteral("home"));
    ChoiceButton* clockButton = switches->findChild<ChoiceButton*>(QStringLiteral("clock"));
    HomeChangesView* changesView = panel.findChild<HomeChangesView*>();
    HomeChangesBar* bar = panel.findChild<HomeChangesBar*>();
};

} // namespace spp::workbench
