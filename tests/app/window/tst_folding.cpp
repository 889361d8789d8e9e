// SPDX-License-Identifier: MIT
/// Folding hides text from the eye, never from work on it: what is gone to, found or edited is shown again.
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/gutter.h"
#include "app/workbench/editor/language.h"
#include "tests/support/test_main.h"

#include <QHelpEvent>
#include <QLineEdit>
#include <QTest>
#include <QToolTip>

#include <memory>

using namespace spp::workbench;

namespace
{

const QString shellText = QStringLiteral(
    "#!/bin/sh\n"            // 1
    "check() {\n"            // 2
    "    if true; then\n"    // 3
    "        echo E550 no\n" // 4
    "    fi\n"               // 5
    "}\n"                    // 6
    "\n"                     // 7
    "other() {\n"            // 8
    "    echo D\n"           // 9
    "}\n");                  // 10

const QString pythonText = QStringLiteral(
    "def check(a):\n"     // 1
    "    if a:\n"         // 2
    "        return 1\n"  // 3
    "# aside\n"           // 4
    "\n"                  // 5
    "    return 2\n"      // 6
    "\n"                  // 7
    "print(check(1))\n"); // 8

} // namespace

class TestFolding : public QObject
{
    Q_OBJECT

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    std::unique_ptr<CodeEditor> m_editor;

    Folds& folds() const { return m_editor->code().folds(); }
    QTextBlock line(int number) const { return m_editor->document()->findBlockByNumber(number - 1); }

    void show(const QString& language, const QString& text)
    {
        m_editor->setPlainText(text);
        m_editor->code().setLanguage(m_repository->definitionForName(language));
        // The highlighter looks at a text that has just come when there is time.
        QTRY_VERIFY(firstThatFolds() > 0);
    }
    int firstThatFolds() const
    {
        for (int number = 1; number <= m_editor->blockCount(); ++number)
            if (folds().canFold(line(number)))
                return number;
        return 0;
    }
    /// "1-3 7": which lines can be seen.
    QList<int> shown() const
    {
        QList<int> numbers;
        for (const auto& each : m_editor->visibleLines())
            numbers.append(each.line.blockNumber() + 1);
        return numbers;
    }
    QList<int> foldable() const
    {
        QList<int> numbers;
        for (int number = 1; number <= m_editor->blockCount(); ++number)
            if (folds().canFold(line(number)))
                numbers.append(number);
        return numbers;
    }

private slots:
    void init()
    {
        m_editor = std::make_unique<CodeEditor>(*m_repository);
        m_editor->resize(500, 500);
        m_editor->show();
    }

    void linesBetweenTheFirstAndTheLastAreHidden()
    {
        show("Bash", shellText);
        QCOMPARE(foldable(), QList<int>({2, 3, 8}));
        folds().fold(line(2));
        QCOMPARE(shown(), QList<int>({1, 2, 6, 7, 8, 9, 10, 11}));
        QVERIFY(folds().isFolded(line(2)));
        folds().unfold(line(2));
        QCOMPARE(shown().size(), 11);
    }

    void pythonFoldsByIndentation()
    {
        show("Python", pythonText);
        QCOMPARE(foldable(), QList<int>({1, 2}));
        folds().fold(line(1));
        QCOMPARE(shown(), QList<int>({1, 7, 8, 9}));
        folds().unfoldAll();
        folds().fold(line(2));
        QCOMPARE(shown(), QList<int>({1, 2, 4, 5, 6, 7, 8, 9}));
    }

    void languagesOfOurOwnFold_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("left");
        QTest::newRow("sections of smtpplugins")
            << "smtpplugins"
            << "# head\n[mail]\nplugins/a\n\n# of rcpt\n[rcpt]\nplugins/b\n#plugins/c\n"
            << QList<int>({1, 2, 4, 5, 6, 9});
        QTest::newRow("message of a dialog") << "SPP Dialog"
                                             << "C: DATA\nS: 354\nC: Subject: x\nC:\nC: hello\nC: .\nS: 250\nC: QUIT\n"
                                             << QList<int>({1, 2, 6, 7, 8, 9});
        QTest::newRow("C") << "C"
                           << "#if A\nint a;\n#endif\nint f(void)\n{\n    return 0;\n}\n/*\n text\n*/\n"
                           << QList<int>({1, 3, 4, 5, 7, 8, 10, 11});
    }

    void languagesOfOurOwnFold()
    {
        QFETCH(QString, language);
        QFETCH(QString, text);
        QFETCH(QList<int>, left);
        show(language, text);
        m_editor->foldAll();
        QCOMPARE(shown(), left);
    }

    void allIsFoldedAndUnfolded()
    {
        show("Bash", shellText);
        m_editor->foldAll();
        QCOMPARE(shown(), QList<int>({1, 2, 6, 7, 8, 10, 11}));
        m_editor->unfoldAll();
        QCOMPARE(shown().size(), 11);
    }

    void keyFoldsTheInnermostPartAndThenTheNext()
    {
        show("Bash", shellText);
        m_editor->goToLine(4);
        m_editor->foldHere();
        QCOMPARE(shown(), QList<int>({1, 2, 3, 5, 6, 7, 8, 9, 10, 11}));
        QCOMPARE(m_editor->textCursor().blockNumber() + 1, 3); // what is hidden has no cursor
        m_editor->foldHere();
        QCOMPARE(shown(), QList<int>({1, 2, 6, 7, 8, 9, 10, 11}));
        QCOMPARE(m_editor->textCursor().blockNumber() + 1, 2);
        m_editor->unfoldHere();
        QCOMPARE(shown().size(), 11);
    }

    void cursorKeysPassOverWhatIsHidden()
    {
        show("Bash", shellText);
        folds().fold(line(2));
        m_editor->goToLine(2);
        QTest::keyClick(m_editor.get(), Qt::Key_Down);
        QCOMPARE(m_editor->textCursor().blockNumber() + 1, 6);
        QTest::keyClick(m_editor.get(), Qt::Key_Up);
        QCOMPARE(m_editor->textCursor().blockNumber() + 1, 2);
        QVERIFY(folds().isFolded(line(2)));
    }

    void goingToAHiddenLineShowsIt()
    {
        show("Bash", shellText);
        m_editor->foldAll();
        m_editor->goToLine(4);
        QCOMPARE(shown(), QList<int>({1, 2, 3, 4, 5, 6, 7, 8, 10, 11}));
    }

    void whatIsFoundIsShown()
    {
        show("Bash", shellText);
        m_editor->foldAll();
        FindBar find(m_editor.get());
        find.open();
        find.needle()->setText("echo D");
        QCOMPARE(find.state(), QStringLiteral("1 of 1"));
        QCOMPARE(shown(), QList<int>({1, 2, 6, 7, 8, 9, 10, 11}));
    }

    void undoneTextIsShown()
    {
        show("Bash", shellText);
        QTextCursor elsewhere(line(4));
        elsewhere.insertText("x");
        m_editor->foldAll();
        QVERIFY(!line(4).isVisible());
        m_editor->undo();
        QVERIFY(line(4).isVisible());
        QCOMPARE(m_editor->text(), shellText);
    }

    void textThatIsEditedFromElsewhereIsShown()
    {
        show("Bash", shellText);
        m_editor->foldAll();
        QTextCursor(line(4)).insertText("x");
        QVERIFY(line(4).isVisible());
        QVERIFY(!line(9).isVisible());
    }

    void nothingIsHiddenForEver()
    {
        show("Bash", shellText);
        folds().fold(line(2));
        QTextCursor above(line(1)); // the line that stands for the hidden ones goes, and all above it
        above.setPosition(line(3).position(), QTextCursor::KeepAnchor);
        above.removeSelectedText();
        QCOMPARE(shown().size(), m_editor->blockCount());
    }

    void newColoursLeaveFoldsAsTheyAre()
    {
        show("Bash", shellText);
        m_editor->foldAll();
        m_editor->code().setTheme(m_repository->theme("Workbench Dark"));
        QTest::qWait(0);
        m_editor->code().setTheme(m_repository->theme("Workbench Light"));
        QVERIFY(folds().isFolded(line(2)));
    }

    void triangleFoldsAndTheRestOfTheGutterMarks()
    {
        show("Bash", shellText);
        auto* gutter = m_editor->findChild<Gutter*>();
        const QSignalSpy toggled(m_editor.get(), &CodeEditor::lineToggled);
        const QRect second = m_editor->visibleLines().at(1).area;
        const QPoint triangle(gutter->width() - 3, second.center().y());
        QTest::mouseClick(gutter, Qt::LeftButton, {}, triangle);
        QVERIFY(folds().isFolded(line(2)));
        QVERIFY(toggled.isEmpty());
        QTest::mouseClick(gutter, Qt::LeftButton, {}, triangle);
        QVERIFY(!folds().isFolded(line(2)));
        QTest::mouseClick(gutter, Qt::LeftButton, {}, {5, second.center().y()});
        QCOMPARE(toggled.value(0).value(0).toInt(), 2);
        folds().fold(line(2));
        QTest::mouseClick(gutter, Qt::LeftButton, {}, {5, m_editor->visibleLines().at(2).area.center().y()});
        QCOMPARE(toggled.value(1).value(0).toInt(), 6);
    }

    void summaryUnfoldsWhenClicked()
    {
        show("Bash", shellText);
        folds().fold(line(2));
        const QRect head = m_editor->visibleLines().at(1).area;
        const int behind = m_editor->fontMetrics().horizontalAdvance("check() {") + 25;
        QHelpEvent asked(QEvent::ToolTip, {behind, head.center().y()}, QPoint());
        QCoreApplication::sendEvent(m_editor->viewport(), &asked);
        QVERIFY2(QToolTip::text().contains("echo E550 no"), qPrintable(QToolTip::text()));
        QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, {behind, head.center().y()});
        QVERIFY(!folds().isFolded(line(2)));
    }
};

SPP_TEST(TestFolding)
#include "tst_folding.moc"
