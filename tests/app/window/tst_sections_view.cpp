// SPDX-License-Identifier: MIT
/// The structured view beside the text of smtpplugins: both always show the same, and there is one history to undo.
#include "app/workbench/smtpplugins/sections_view.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/smtpplugins/add_plugin_dialog.h"
#include "app/workbench/smtpplugins/sections_delegate.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

#include <memory>

using namespace spp;
using namespace spp::workbench;

namespace
{

const QString sample = QStringLiteral("# head\n[mail]\nplugins/a\n\n# later\nplugins/b\n\n[rcpt]\n:plugins/a x\n");

HomeFacts facts()
{
    HomeFacts facts;
    facts.home = QStringLiteral("/nowhere");
    for (const char* path : {"plugins/a", "plugins/b", "plugins/c"}) {
        check::Program program;
        program.path = path;
        program.facts = {check::FileFacts::Kind::File, true, false};
        program.summary = std::string("does ") + path;
        facts.programs.push_back(program);
    }
    facts.areProgramsKnown = true;
    return facts;
}

} // namespace

class TestSectionsView : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_editor = new CodeEditor(*m_repository, m_window.get());
        m_editor->setPlainText(sample);
        m_view = new SectionsView(m_editor, m_window.get());
        m_view->setFacts(facts());
        m_view->setGeometry(0, 0, 500, 500);
        m_window->resize(500, 500);
        m_window->show();
        QApplication::setActiveWindow(m_window.get()); // shortcuts are for windows that are
    }

    void whatIsSelectedFollowsTheCursorAndLeadsIt()
    {
        m_editor->goToLine(6);
        QCOMPARE(selected(), QStringLiteral("plugins/b"));
        m_editor->goToLine(1);
        QCOMPARE(selected(), QString());
        select(9);
        QCOMPARE(m_editor->textCursor().blockNumber(), 8);
    }

    void whatIsTypedShows()
    {
        m_editor->goToLine(4);
        QTest::keyClicks(m_editor, "plugins/c");
        QCOMPARE(selected(), QStringLiteral("plugins/c"));
        m_editor->undo();
        QVERIFY(!m_view->model().text().contains("plugins/c"));
    }

    void keysMoveSwitchAndRemove()
    {
        select(6);
        QTest::keyClick(tree(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_editor->text(), QString(sample).remove("plugins/b\n").replace("# later", "plugins/b\n# later"));
        QCOMPARE(selected(), QStringLiteral("plugins/b"));
        QTest::keyClick(tree(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_editor->text(), sample);
        QTest::keyClick(tree(), Qt::Key_Space);
        QCOMPARE(m_editor->text(), QString(sample).replace("plugins/b", "#plugins/b"));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QCOMPARE(m_editor->text(), QString(sample).remove("plugins/b\n"));
        for (int step = 0; step < 4; ++step)
            m_editor->undo();
        QCOMPARE(m_editor->text(), sample);
    }

    void aHeadingIsNeitherMovedNorRemoved()
    {
        select(2);
        for (const auto key : {Qt::Key_Delete, Qt::Key_Space, Qt::Key_F2})
            QTest::keyClick(tree(), key);
        QTest::keyClick(tree(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_editor->text(), sample);
    }

    void theMouseSwitches()
    {
        const QRect row = tree()->visualRect(m_view->model().indexOf(3));
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, SectionsDelegate::switchOf(row).center());
        QCOMPARE(m_editor->text(), QString(sample).replace("plugins/a\n\n", "#plugins/a\n\n"));
    }

    void argumentsAreWrittenInPlace()
    {
        select(3);
        QTest::keyClick(tree(), Qt::Key_F2);
        auto* line = tree()->viewport()->findChild<QLineEdit*>();
        QVERIFY(line);
        QCOMPARE(line->text(), QString());
        QTest::keyClicks(line, "one two");
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(m_editor->text(), QString(sample).replace("\nplugins/a\n", "\n:plugins/a one two\n"));
        m_editor->undo();
        QCOMPARE(m_editor->text(), sample);
    }

    void aDropIsOneStep()
    {
        auto& model = m_view->model();
        const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(9)}));
        QVERIFY(model.dropMimeData(data.get(), Qt::MoveAction, 0, 0, model.indexOf(2)));
        QTRY_COMPARE(m_editor->text(),
                     QString(sample).remove(":plugins/a x\n").replace("[mail]\n", "[mail]\n:plugins/a x\n"));
        QCOMPARE(selected(), QStringLiteral("plugins/a"));
        m_editor->undo();
        QCOMPARE(m_editor->text(), sample);
    }

    void aPluginsFileIsOpened()
    {
        QSignalSpy opened(m_view, &SectionsView::openRequested);
        select(9);
        QTest::keyClick(tree(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toString(), QStringLiteral("/nowhere/plugins/a"));
    }

    void breakpointsOfTheEditorAreShown()
    {
        m_editor->code().markLines({3});
        QVERIFY(m_view->model().indexOf(3).data(SmtpPluginsModel::BreakpointRole).toBool());
    }

    void aHiddenViewIsRightWhenItIsShown()
    {
        m_view->hide();
        m_editor->replaceText("[data]\nplugins/c\n");
        m_editor->goToLine(2);
        m_view->show();
        QCOMPARE(selected(), QStringLiteral("plugins/c"));
    }

    void aFileWithoutMeasureIsNotListed()
    {
        m_editor->setPlainText(QString("[r]\n").repeated(6000));
        QVERIFY(!tree()->isVisible());
        QCOMPARE(m_view->model().text(), QString());
        m_editor->setPlainText(sample);
        QVERIFY(tree()->isVisible());
    }

    void aPluginIsChosenFromTheList()
    {
        AddPluginDialog dialog(facts(), control::Section::Mail);
        QCOMPARE(dialog.list()->model()->rowCount(), 3);
        QCOMPARE(dialog.line(), QStringLiteral("plugins/a"));
        dialog.filter()->setText("DOES plugins/c");
        QCOMPARE(dialog.list()->model()->rowCount(), 1);
        QCOMPARE(dialog.line(), QStringLiteral("plugins/c"));
        dialog.arguments()->setText("5");
        QCOMPARE(dialog.line(), QStringLiteral(":plugins/c 5"));
        QVERIFY(dialog.section() == control::Section::Mail);
        dialog.filter()->setText("nothing of the kind");
        QVERIFY(!add(dialog)->isEnabled());
    }

    void aHomeWithoutProgramsSaysSo()
    {
        HomeFacts none = facts();
        for (auto& program : none.programs)
            program.facts.executable = false;
        AddPluginDialog dialog(none, std::nullopt);
        dialog.show();
        QVERIFY(!dialog.list()->isVisible());
        QVERIFY(!add(dialog)->isEnabled());
        QVERIFY(dialog.section() == control::Section::Rcpt);
    }

    void aPluginThatIsAddedIsSelected()
    {
        m_view->model().add(control::Section::Helo, ":plugins/c 5");
        QCOMPARE(m_editor->text(), QString(sample).replace("# head\n[mail]", "[helo]\n:plugins/c 5\n\n# head\n[mail]"));
        QCOMPARE(selected(), QStringLiteral("plugins/c"));
    }

private:
    QTreeView* tree() const { return m_view->tree(); }
    QString selected() const { return tree()->currentIndex().data(SmtpPluginsModel::NameRole).toString(); }
    void select(int line)
    {
        tree()->setCurrentIndex(m_view->model().indexOf(line));
        tree()->setFocus();
    }
    static QPushButton* add(const AddPluginDialog& dialog)
    {
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("&Add"))
                return button;
        qFatal("there is no button to add");
        return nullptr;
    }

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    std::unique_ptr<QWidget> m_window;
    CodeEditor* m_editor = nullptr;
    SectionsView* m_view = nullptr;
};

SPP_TEST(TestSectionsView)
#include "tst_sections_view.moc"
