// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/answer_editor.h"
#include "app/workbench/debugger/environment_editor.h"
#include "app/workbench/debugger/hold_panel.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace spp::workbench;
using State = Engine::State;

namespace
{

/// One plugin that says who it takes the client for.
struct HeldSession : Simulator
{
    HeldSession() : Simulator("[helo]\nplugins/tag\n")
    {
        plugin("tag", "touch ran\necho \"P250-$WHO\"\n");
        dialog("S: 220\nC: HELO mail.example.net\nC: QUIT\nS: 221\n");
    }
    void go(const QString& move)
    {
        action(move)->trigger();
        QTRY_COMPARE(engine.state(), State::Held);
    }
    void toOutput()
    {
        go("Next Plugin");
        go("Next Stop");
        QVERIFY2(hold->sentence().contains("output of plugins/tag"), qPrintable(hold->sentence()));
    }
    void finish()
    {
        action("Continue")->trigger();
        QTRY_COMPARE(engine.state(), State::Idle);
    }
    void choose(const QString& deed) const
    {
        auto* deeds = hold->findChild<QComboBox*>();
        for (int index = 0; index < deeds->count(); ++index)
            if (deeds->itemText(index).startsWith(deed))
                return deeds->setCurrentIndex(index);
        qFatal("nothing is called %s", qPrintable(deed));
    }
    QPushButton* button(const QString& text) const
    {
        for (auto* each : hold->findChildren<QPushButton*>())
            if (each->text().remove('&') == text)
                return each;
        qFatal("no button %s", qPrintable(text));
    }
    std::string printed() const { return steps()[*find("plugins/tag")].plugin->output.front().command.line; }
    bool ran() const { return QFile::exists(home.path("ran")); }

    HoldPanel* hold = panel.findChild<HoldPanel*>();
    AnswerEditor* answer = hold->findChild<AnswerEditor*>();
    EnvironmentEditor* environment = hold->findChild<EnvironmentEditor*>();
};

} // namespace

class TestHoldPanel : public QObject
{
    Q_OBJECT

private slots:
    void saysWhereAndWhy()
    {
        HeldSession s;
        QVERIFY(!s.hold->isVisible());
        s.go("Next Plugin");
        QVERIFY(s.hold->isVisible());
        QCOMPARE(s.hold->sentence(), "Held before plugins/tag runs");
        QCOMPARE(s.hold->reason(), "You asked for the next plugin.");
        s.finish();
        QVERIFY(!s.hold->isVisible());
    }

    void thePluginRunsWithTheEnvironmentThatWasEdited()
    {
        HeldSession s;
        s.go("Next Plugin");
        auto& model = s.environment->model();
        const int row = model.addRow();
        QVERIFY(model.setData(model.index(row, EnvironmentEditModel::NameColumn), "WHO", Qt::EditRole));
        QVERIFY(model.setData(model.index(row, EnvironmentEditModel::ValueColumn), "friend", Qt::EditRole));
        s.finish();
        QCOMPARE(s.printed(), std::string("P250-friend"));
        QCOMPARE(s.panel.steps().originOf(*s.find("plugins/tag"), "WHO").words, "by hand");
    }

    void aPluginThatIsSkippedIsNotRun()
    {
        HeldSession s;
        s.go("Next Plugin");
        s.choose("Skip");
        s.finish();
        QVERIFY(!s.ran());
        QVERIFY(s.steps()[*s.find("plugins/tag")].plugin->output.empty());
    }

    void aPluginIsAnsweredFor()
    {
        HeldSession s;
        s.go("Next Plugin");
        s.choose("Answer");
        auto& model = s.answer->model();
        model.setData(model.index(model.addRow(-1), AnswerModel::PrintedColumn), "E550 not you", Qt::EditRole);
        QTRY_VERIFY2(s.answer->outcome().contains("The section ends: refused. The client is sent: 550 not you"),
                     qPrintable(s.answer->outcome()));
        s.finish();
        QVERIFY(!s.ran());
        QVERIFY(s.find("550 not you"));
    }

    void theEffectOfALineIsSaidWhileItIsTyped()
    {
        HeldSession s;
        s.toOutput();
        auto& model = s.answer->model();
        const QModelIndex effect = model.index(0, AnswerModel::EffectColumn);
        QCOMPARE(effect.data().toString(), "sends “250-” ahead of the reply");
        auto* table = s.answer->findChild<QTableView*>();
        table->edit(model.index(0, AnswerModel::PrintedColumn));
        auto* editor = table->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, "E451 later");
        QTRY_COMPARE(effect.data().toString(), "refuses the command; the client is sent “451 later”");
        s.finish();
        QVERIFY(s.find("451 later"));
    }

    void linesBehindTheFinalOneAreNotRead()
    {
        HeldSession s;
        s.toOutput();
        auto& model = s.answer->model();
        model.setData(model.index(0, AnswerModel::PrintedColumn), "N", Qt::EditRole);
        model.setData(model.index(model.addRow(0), AnswerModel::PrintedColumn), "SA=1", Qt::EditRole);
        QTRY_VERIFY(model.index(1, AnswerModel::EffectColumn).data().toString().startsWith("not read any more"));
    }

    void whatWasEditedCanBeReverted()
    {
        HeldSession s;
        s.toOutput();
        auto& model = s.answer->model();
        QVERIFY(!s.button("Revert")->isEnabled());
        model.setData(model.index(0, AnswerModel::PrintedColumn), "E550 no", Qt::EditRole);
        s.answer->findChild<QSpinBox*>()->setValue(7);
        s.button("Revert")->click();
        QCOMPARE(model.output(), std::string("P250-\n"));
        s.finish();
        QCOMPARE(s.printed(), std::string("P250-"));
    }

    void anExitStatusMakesItFail()
    {
        HeldSession s;
        s.toOutput();
        s.answer->findChild<QSpinBox*>()->setValue(120);
        s.finish();
        QCOMPARE(s.steps()[*s.find("plugins/tag")].outcome, spp::trace::Outcome::Failed);
    }

    void aFaultIsMadeOnDemand()
    {
        HeldSession s;
        s.go("Next Plugin");
        s.choose("Fault: it crashes");
        s.finish();
        QVERIFY(s.steps()[*s.find("plugins/tag")].plugin->exit->crashed());
    }

    void aReplyIsSentAsItWasEdited()
    {
        HeldSession s;
        s.go("Next Stop");
        QCOMPARE(s.hold->sentence(), "Held before the reply is sent");
        s.hold->findChild<QPlainTextEdit*>()->setPlainText("554 go away");
        s.finish();
        QVERIFY2(s.panel.status().startsWith("Line 1: expected 220, got “554 go away”"), qPrintable(s.panel.status()));
        const auto reply = s.find("554 go away"); // as it was sent, not as it was meant
        QVERIFY(reply.has_value());
        QVERIFY(s.steps()[*reply].meant->starts_with("220"));
        QCOMPARE(s.panel.steps().outcomeWords(*reply), "by hand: expected 220");
        QVERIFY(s.panel.steps().indexOf(*reply).data(Qt::ToolTipRole).toString().contains("It would have been: 220"));
    }

    void aLineIsHeardAsItWasEdited()
    {
        HeldSession s;
        s.go("Next Command");
        s.hold->findChild<QPlainTextEdit*>()->setPlainText("NOOP");
        s.finish();
        QVERIFY(s.find("NOOP"));
        QVERIFY(!s.ran());
    }

    void theClientGoesAway()
    {
        HeldSession s;
        s.go("Next Command");
        s.hold->findChild<QCheckBox*>()->setChecked(true);
        s.finish();
        QVERIFY(!s.ran());
        QVERIFY(!s.find("QUIT"));
    }

    void whatIsDoneIsKeptUnderAName()
    {
        HeldSession s;
        s.go("Next Plugin");
        QVERIFY(!s.button("Keep as Override…")->isEnabled());
        s.choose("Skip");
        QSignalSpy kept(s.hold, &HoldPanel::keepWanted);
        QTimer::singleShot(0, [] {
            for (QWidget* window : QApplication::topLevelWidgets())
                if (auto* question = qobject_cast<QInputDialog*>(window)) {
                    question->setTextValue("no tag");
                    question->accept();
                }
        });
        s.button("Keep as Override…")->click();
        QCOMPARE(kept.count(), 1);
        const auto override = kept[0][0].value<spp::debug::Override>();
        QCOMPARE(override.name, std::string("no tag"));
        QCOMPARE(override.plugin, std::string("plugins/tag"));
        QVERIFY(override.what.answer);
    }
};

SPP_TEST(TestHoldPanel)
#include "tst_hold_panel.moc"
