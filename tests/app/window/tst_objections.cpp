// SPDX-License-Identifier: MIT
/// "Who else would have objected?", from the step to the list, with real plugins.
#include "app/workbench/debugger/objections_dialog.h"
#include "app/workbench/simulator/byte_view.h"
#include "app/workbench/trace/pipeline_view.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <csignal>

using namespace spp::workbench;

namespace
{

const QString actionText = QStringLiteral("Who Else Would Have Objected?");

/// The first of four plugins refuses; each of them counts its runs.
struct Refused : Simulator
{
    Refused()
        : Simulator("[mail]\nplugins/sender\n[rcpt]\nplugins/policy\nplugins/limit\nplugins/quiet\nplugins/broken\n")
    {
        plugin("sender", "echo\n");
        plugin("policy", "echo x >>policy-runs\necho 'not one of us' >&2\necho 'E550 not here'\n");
        plugin("limit", "echo x >>limit-runs\necho 'counted 7' >&2\necho 'E452 too many'\n");
        plugin("quiet", "echo x >>quiet-runs\necho SKIND=x\n");
        plugin("broken", "kill -9 $$\n");
        dialog("C: HELO x\nC: MAIL FROM:<>\nC: RCPT TO:<b@example.org>\nC: QUIT\n");
    }
    void run()
    {
        Simulator::action("Run")->trigger();
        QTRY_VERIFY(find("RCPT TO:<b@example.org>") && engine.state() == Engine::State::Idle);
    }
    QAction* others() const
    {
        for (QAction* each : view->actions())
            if (each->text().remove('&') == actionText)
                return each;
        qFatal("there is no such action");
    }
    ObjectionsDialog* open()
    {
        view->select(*find("plugins/policy"));
        others()->trigger();
        return panel.findChild<ObjectionsDialog*>();
    }
    qsizetype runs(const QString& name) const
    {
        return QFile::exists(home.path(name + "-runs")) ? home.read(name + "-runs").count('x') : 0;
    }
};

QPushButton* button(const QDialog& dialog, const QString& text)
{
    for (auto* each : dialog.findChildren<QPushButton*>())
        if (each->text().remove('&') == text)
            return each;
    qFatal("no button %s", qPrintable(text));
}

QStringList rows(const ObjectionsDialog& dialog)
{
    QStringList result;
    const ObjectionsModel& model = dialog.objections();
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        result.append(cells.join(" | "));
    }
    return result;
}

} // namespace

class TestObjections : public QObject
{
    Q_OBJECT

private slots:
    void isOfferedWhereAPluginKeptOthersFromBeingAsked()
    {
        Refused s;
        QVERIFY(!s.others()->isEnabled());
        s.run();
        for (const char* title : {"plugins/policy", "plugins/limit", "RCPT TO:<b@example.org>", "550 not here"}) {
            s.view->select(*s.find(title));
            QVERIFY2(s.others()->isEnabled(), title);
        }
        for (const char* title : {"plugins/sender", "MAIL FROM:<>", "QUIT"}) {
            s.view->select(*s.find(title));
            QVERIFY2(!s.others()->isEnabled(), title);
        }
    }

    void theStepTabHasAButtonForIt()
    {
        Refused s;
        s.run();
        const auto shown = [&] {
            for (auto* each : s.inspector->findChildren<QToolButton*>())
                if (each->defaultAction() == s.others())
                    return each->isVisible();
            return false;
        };
        s.view->select(*s.find("plugins/limit"));
        QVERIFY(shown());
        s.view->select(*s.find("plugins/sender"));
        QVERIFY(!shown());
    }

    void aBoxOfThePipelineHasItInItsMenu()
    {
        Refused s;
        s.run();
        auto* pipeline = s.panel.findChild<PipelineView*>();
        auto* tabs = s.panel.findChild<QTabWidget*>();
        tabs->setCurrentWidget(pipeline);
        const QPoint box = pipeline->boxRect("control/smtpplugins:5").center();
        QStringList entries;
        QTimer::singleShot(0, this, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            for (const QAction* each : menu->actions())
                if (each->isEnabled() && !each->isSeparator())
                    entries.append(each->text().remove('&'));
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, box, pipeline->viewport()->mapToGlobal(box));
        QCoreApplication::sendEvent(pipeline->viewport(), &event);
        QCOMPARE(entries, (QStringList{"Show Its Step", "Open control/smtpplugins:5", actionText}));
        QCOMPARE(s.view->selectedStep(), s.find("plugins/limit"));
    }

    void nobodyIsAskedBeforeThePersonWantsIt()
    {
        Refused s;
        s.run();
        const auto* dialog = s.open();
        QVERIFY(dialog->isVisible());
        QString words;
        for (const auto* label : dialog->findChildren<QLabel*>())
            words += label->text() + "\n";
        QVERIFY2(words.contains("At “RCPT TO:<b@example.org>” plugins/policy ended [rcpt] before 3 other plugins"),
                 qPrintable(words));
        QVERIFY(words.contains("Asking them really runs them"));
        QCOMPARE(rows(*dialog), (QStringList{"plugins/policy | refused: this one ended the section | 550 not here",
                                             "plugins/limit | not asked yet | ", "plugins/quiet | not asked yet | ",
                                             "plugins/broken | not asked yet | "}));
        QCOMPARE(s.runs("limit"), 0);
    }

    void eachSaysWhatItWouldHaveSaid()
    {
        Refused s;
        s.run();
        auto* dialog = s.open();
        button(*dialog, "Ask Them")->click();
        QVERIFY(dialog->objections().isAsking() && !button(*dialog, "Ask Again")->isEnabled());
        QTRY_VERIFY(!dialog->objections().isAsking());
        const QStringList shown = rows(*dialog);
        QCOMPARE(shown.mid(0, 3),
                 (QStringList{"plugins/policy | refused: this one ended the section | 550 not here",
                              "plugins/limit | would defer | 452 too many", "plugins/quiet | has no objection | "}));
        QVERIFY2(shown[3].startsWith("plugins/broken | would defer: killed") ||
                     shown[3].startsWith("plugins/broken | would defer: crashed"),
                 qPrintable(shown[3]));
        QCOMPARE(dialog->objections().summary(), "2 of 3 that were asked would have objected, too.");
        QCOMPARE(s.runs("policy"), 1); // it is known already
        QCOMPARE(s.runs("limit"), 1);
        const std::size_t steps = s.steps().size();
        button(*dialog, "Ask Again")->click();
        QTRY_VERIFY(!dialog->objections().isAsking());
        QCOMPARE(s.runs("limit"), 2);
        QCOMPARE(s.steps().size(), steps); // the run stays as it was
    }

    void standardErrorIsThereOnDemand()
    {
        Refused s;
        s.run();
        auto* dialog = s.open();
        button(*dialog, "Ask Them")->click();
        QTRY_VERIFY(!dialog->objections().isAsking());
        const auto* log = dialog->findChild<ByteView*>();
        QVERIFY(!log->isVisible());
        dialog->findChild<QCheckBox*>()->click();
        QVERIFY(log->isVisible());
        QCOMPARE(log->toPlainText().trimmed(), "not one of us");
        auto* list = dialog->findChild<QTreeView*>();
        list->setCurrentIndex(list->model()->index(1, 0));
        QCOMPARE(log->toPlainText().trimmed(), "counted 7");
    }

    void stopKillsWhoIsBeingAskedAndAsksNobodyElse()
    {
        Refused s;
        s.plugin("limit", "echo $$ >pid\nexec sleep 1000\n");
        s.run();
        auto* dialog = s.open();
        button(*dialog, "Ask Them")->click();
        QTRY_VERIFY(!s.home.read("pid").isEmpty());
        QVERIFY2(rows(*dialog)[1].contains("is being asked"), qPrintable(rows(*dialog)[1]));
        button(*dialog, "Stop")->click();
        QTRY_VERIFY(!dialog->objections().isAsking());
        QCOMPARE(rows(*dialog)[1], "plugins/limit | was stopped | ");
        QCOMPARE(rows(*dialog)[2], "plugins/quiet | was not asked | ");
        QVERIFY(::kill(s.home.read("pid").trimmed().toInt(), 0) != 0);
        QCOMPARE(s.runs("quiet"), 0);
    }

    void closingTheDialogStopsIt()
    {
        Refused s;
        s.plugin("limit", "echo $$ >pid\nexec sleep 1000\n");
        s.run();
        const QPointer<ObjectionsDialog> dialog = s.open();
        button(*dialog, "Ask Them")->click();
        QTRY_VERIFY(!s.home.read("pid").isEmpty());
        dialog->close();
        QTRY_VERIFY(!dialog);
        QTRY_VERIFY(::kill(s.home.read("pid").trimmed().toInt(), 0) != 0);
    }

    void itStopsWithTheWindow()
    {
        QByteArray pid;
        {
            Refused s;
            s.plugin("limit", "echo $$ >pid\nexec sleep 1000\n");
            s.run();
            auto* dialog = s.open();
            button(*dialog, "Ask Them")->click();
            QTRY_VERIFY(!(pid = s.home.read("pid")).isEmpty());
        }
        QVERIFY(::kill(pid.trimmed().toInt(), 0) != 0);
    }

    void theSessionMayGoOnMeanwhile()
    {
        Refused s;
        s.dialog("C: HELO x\nC: MAIL FROM:<>\nC: RCPT TO:<b@example.org>\nC: RCPT TO:<c@example.org>\nC: QUIT\n");
        s.Simulator::action("Next Plugin")->trigger(); // sender
        QTRY_COMPARE(s.engine.state(), Engine::State::Held);
        s.Simulator::action("Next Plugin")->trigger(); // policy, for the first
        QTRY_COMPARE(s.openPlugin(), "plugins/policy");
        QTRY_COMPARE(s.engine.state(), Engine::State::Held);
        s.Simulator::action("Next Command")->trigger();
        QTRY_VERIFY(s.find("550 not here"));
        QTRY_COMPARE(s.engine.state(), Engine::State::Held);
        auto* dialog = s.open();
        button(*dialog, "Ask Them")->click();
        s.panel.debugger().toNewest();
        s.Simulator::action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), Engine::State::Idle);
        QTRY_VERIFY(!dialog->objections().isAsking());
        QCOMPARE(s.runs("limit"), 1);
        QCOMPARE(s.runs("policy"), 2);
    }
};

SPP_TEST(TestObjections)
#include "tst_objections.moc"
