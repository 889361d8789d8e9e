// SPDX-License-Identifier: MIT
/// What a shell plugin ran, beside its log; and plugins under their debuggers in a terminal.
#include "app/workbench/debugger/debug_terminal.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/simulator/shell_view.h"
#include "tests/app/window/simulator.h"
#include "tests/support/folder.h"
#include "tests/support/test_main.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace spp::workbench;
using State = Engine::State;

namespace
{

const QByteArray helloAndQuit = "C: HELO mail.example.net\nC: QUIT\n";

/// A terminal that nobody sees: what would be on its screen is in a file once it has closed.
class HiddenTerminal
{
public:
    explicit HiddenTerminal(const char* name = "terminal")
    {
        m_folder.script(
            name, "[ \"$1\" = -e ] && shift\n\"$@\" </dev/null >\"$0.screen\" 2>&1\nmv \"$0.screen\" \"$0.seen\"\n");
        m_path = QString::fromStdString(m_folder.path(name));
        qputenv("TERMINAL", m_path.toUtf8());
    }
    ~HiddenTerminal() { qunsetenv("TERMINAL"); }

    bool hasClosed() const { return QFile::exists(m_path + ".seen"); }
    QByteArray seen() const
    {
        QFile file(m_path + ".seen");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    spp::test::Folder m_folder;
    QString m_path;
};

struct Traced : Simulator
{
    Traced() : Simulator("[helo]\nplugins/tag\n:plugins/tag two\n") {}
    ~Traced() { QSettings().clear(); }

    void run()
    {
        dialog(helloAndQuit);
        action("Run")->trigger();
        QTRY_COMPARE(engine.state(), State::Idle);
        QTRY_VERIFY(find("Connection closed: the client said QUIT"));
    }
    QTableView* table() const
    {
        for (auto* each : inspector->findChildren<QTableView*>())
            if (each->model()->headerData(1, Qt::Horizontal).toString() == "What ran")
                return each;
        qFatal("no trace");
    }
    QStringList shown() const
    {
        QStringList rows;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            rows.append(table()->model()->index(row, 0).data().toString() + " " +
                        table()->model()->index(row, 1).data().toString());
        return rows;
    }
    bool hasTab() const
    {
        const auto* tabs = inspector->findChild<QTabWidget*>();
        return tabs->isTabVisible(tabs->indexOf(table()));
    }
    void debug()
    {
        panel.activateWindow();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_D);
    }
    QString notice() const
    {
        const auto* bar = panel.findChild<NoticeBar*>();
        return bar->isVisible() ? bar->sentence() : QString();
    }
};

} // namespace

class TestShellPlugins : public QObject
{
    Q_OBJECT

private slots:
    void eachLineIsShownWithItsNumberAndLeadsToTheEditor()
    {
        Traced s;
        s.home.write("plugins/lib", "tag() {\n  echo Slib=1\n}\n");
        s.home.write("plugins/tag", "#!/bin/bash\n. plugins/lib\ntag\necho \"log $1\" >&2\n",
                     TemporaryHome::executable);
        s.action("Trace Shell Plugins")->setChecked(true);
        s.run();
        s.view->select(*s.find("plugins/tag"));
        QVERIFY(s.hasTab());
        QCOMPARE(s.shown(), (QStringList{"2 . plugins/lib", "3 tag", "lib:2 echo Slib=1", "4 echo 'log '"}));
        const QSignalSpy opened(&s.panel, &SimulatorPanel::openRequested);
        emit s.table()->clicked(s.table()->model()->index(3, 1));
        QCOMPARE(opened.last().at(0).toString(), s.home.path("plugins/tag"));
        QCOMPARE(opened.last().at(1).toInt(), 4);
        emit s.table()->activated(s.table()->model()->index(2, 1));
        QCOMPARE(opened.last().at(0).toString(), s.home.path("plugins/lib"));
        QCOMPARE(opened.last().at(1).toInt(), 2);
        s.view->select(*s.find(":plugins/tag two"));
        QCOMPARE(s.shown().last(), "4 echo 'log two'");
        s.view->select(0);
        QCOMPARE(s.shown(), QStringList());
    }

    void aLineOfSmtppluginsLeadsThere()
    {
        Traced s;
        s.home.write("control/smtpplugins", "[helo]\n:echo Sx=1; echo y >&2\n");
        s.action("Trace Shell Plugins")->setChecked(true);
        s.run();
        s.view->select(*s.find(":echo Sx=1; echo y >&2"));
        QCOMPARE(s.table()->model()->index(0, 1).data().toString(), "echo Sx=1");
        const QSignalSpy opened(&s.panel, &SimulatorPanel::openRequested);
        emit s.table()->clicked(s.table()->model()->index(0, 1));
        QCOMPARE(opened.last().at(0).toString(), s.home.path("control/smtpplugins"));
        QCOMPARE(opened.last().at(1).toInt(), 2);
    }

    void nothingIsTracedUnlessItIsWanted()
    {
        Traced s;
        s.plugin("tag", "echo Sx=1\n");
        QVERIFY(!s.action("Trace Shell Plugins")->isChecked());
        s.run();
        s.view->select(*s.find("plugins/tag"));
        QVERIFY(!s.hasTab());
    }

    void theSwitchIsRemembered()
    {
        Traced s;
        s.action("Trace Shell Plugins")->setChecked(true);
        Traced later;
        QVERIFY(later.action("Trace Shell Plugins")->isChecked());
        later.plugin("tag", "echo Sx=1\n");
        later.run();
        later.view->select(*later.find("plugins/tag"));
        QCOMPARE(later.table()->model()->rowCount(), 1);
    }

    void aPluginIsDebuggedInTheTerminal()
    {
        const HiddenTerminal terminal;
        Traced s;
        s.home.write("control/smtpplugins", "[helo]\nplugins/tag\n");
        s.plugin("tag", "echo \"<$SMTPHELOHOST> in $(pwd)\"\n");
        s.dialog("C: HELO $(touch touched)'\";`id`\nC: QUIT\n");
        s.action("Run")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QTRY_VERIFY(s.find("Connection closed: the client said QUIT"));
        s.view->select(*s.find("plugins/tag"));
        s.debug();
        QTRY_VERIFY(terminal.hasClosed());
        const QByteArray seen = terminal.seen();
        QVERIFY2(seen.startsWith("plugins/tag, control/smtpplugins:2\n"), seen);
        QVERIFY2(seen.contains("\n<$(touch touched)'\";`id`> in " + s.home.path().toUtf8() + "\n"), seen);
        QVERIFY2(seen.contains("ended with exit status 0; press Enter"), seen);
        QVERIFY(!QFile::exists(s.home.path("touched")));
        QCOMPARE(s.notice(), QString());
    }

    void theViewOfItsCommandLineHasAButtonForIt()
    {
        const HiddenTerminal terminal;
        Traced s;
        s.plugin("tag", "echo \"argument <$1>\"\n");
        s.run();
        s.view->select(*s.find(":plugins/tag two"));
        for (auto* button : s.inspector->findChild<ShellView*>()->findChildren<QToolButton*>())
            if (button->text() == "Debug in a Terminal")
                button->click();
        QTRY_VERIFY(terminal.hasClosed());
        QVERIFY2(terminal.seen().contains("\nargument <two>\n"), terminal.seen());
    }

    void whatIsMissingIsSaid()
    {
        Traced s;
        s.plugin("tag", "echo Sx=1\n");
        s.run();
        s.view->select(*s.find("plugins/tag"));
        qputenv("TERMINAL", "no-such-terminal -x");
        s.debug();
        qunsetenv("TERMINAL");
        QVERIFY2(s.notice().contains("the variable TERMINAL names no-such-terminal, which is not installed"),
                 qPrintable(s.notice()));
        s.home.write("plugins/tag", "#!/usr/bin/php\n", TemporaryHome::executable);
        s.debug();
        QVERIFY2(s.notice().contains("plugins/tag: it runs in php, for which no debugger is known"),
                 qPrintable(s.notice()));
        QFile::remove(s.home.path("plugins/tag"));
        s.debug();
        QVERIFY2(s.notice().contains("plugins/tag: there is no such program"), qPrintable(s.notice()));
    }

    void terminalsAreFoundInTheirOrder()
    {
        const spp::test::Folder folder;
        const QStringList folders{QString::fromStdString(folder.path())};
        const auto none = findTerminal({}, folders);
        QVERIFY(!none);
        QVERIFY(QString::fromStdString(none.error().message)
                    .contains("install xterm, or name yours in the variable TERMINAL"));
        for (const auto& [name, options] :
             {std::pair("xterm", QStringList{"-e"}), std::pair("foot", QStringList()),
              std::pair("gnome-terminal", QStringList{"--"}), std::pair("konsole", QStringList{"-e"}),
              std::pair("x-terminal-emulator", QStringList{"-e"})}) {
            folder.script(name, "");
            const auto found = findTerminal({}, folders);
            QVERIFY(found);
            QCOMPARE(QFileInfo(found->path).fileName(), QString(name));
            QCOMPARE(found->arguments, options);
        }
        QCOMPARE(findTerminal("foot --fullscreen", folders)->arguments, QStringList{"--fullscreen"});
        QCOMPARE(findTerminal("xterm -fa \"DejaVu Sans\"", folders)->arguments,
                 (QStringList{"-fa", "DejaVu Sans", "-e"}));
    }
};

SPP_TEST(TestShellPlugins)
#include "tst_shell_plugins.moc"
