// SPDX-License-Identifier: MIT
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/language.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace spp::workbench;

class TestCodeEditor : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_editor = new CodeEditor(*m_repository, m_window.get());
        m_find = new FindBar(m_editor, m_window.get());
        m_window->show();
    }

    void interpreterIsFoundInTheFirstLine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("interpreter");
        QTest::newRow("sh") << "#!/bin/sh"
                            << "sh";
        QTest::newRow("blank and option") << "#! /bin/dash -e"
                                          << "dash";
        QTest::newRow("env and version") << "#!/usr/bin/env python3.11"
                                         << "python";
        QTest::newRow("env with options") << "#!/usr/bin/env -S LANG=C perl -w"
                                          << "perl";
        QTest::newRow("own folder") << "#!/opt/ruby-3/bin/ruby"
                                    << "ruby";
        QTest::newRow("CR at the end") << "#!/bin/sh\r"
                                       << "sh";
        QTest::newRow("comment") << "# /bin/sh"
                                 << "";
        QTest::newRow("not at the start") << " #!/bin/sh"
                                          << "";
        QTest::newRow("empty") << ""
                               << "";
    }

    void interpreterIsFoundInTheFirstLine()
    {
        QFETCH(QString, line);
        QFETCH(QString, interpreter);
        QCOMPARE(parseInterpreter(line), interpreter);
    }

    void languageIsChosenByNameAndThenByFirstLine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("firstLine");
        QTest::addColumn<QString>("language");
        QTest::newRow("our own definition") << "control/smtpplugins"
                                            << "[rcpt]"
                                            << "smtpplugins";
        QTest::newRow("suffix") << "plugins/check.py"
                                << ""
                                << "Python";
        QTest::newRow("suffix before first line") << "plugins/check.pl"
                                                  << "#!/bin/sh"
                                                  << "Perl";
        QTest::newRow("sh") << "plugins/check"
                            << "#!/bin/sh"
                            << "Bash";
        QTest::newRow("python") << "plugins/check"
                                << "#!/usr/bin/env python3"
                                << "Python";
        QTest::newRow("perl") << "plugins/check"
                              << "#!/usr/bin/perl -w"
                              << "Perl";
        QTest::newRow("ruby") << "plugins/check"
                              << "#!/usr/bin/ruby"
                              << "Ruby";
        QTest::newRow("plain") << "control/rcpthosts"
                               << "example.org"
                               << "";
        QTest::newRow("unknown interpreter") << "plugins/check"
                                             << "#!/bin/own-interpreter"
                                             << "";
    }

    void languageIsChosenByNameAndThenByFirstLine()
    {
        QFETCH(QString, name);
        QFETCH(QString, firstLine);
        QFETCH(QString, language);
        const auto found = findLanguage(*m_repository, name, firstLine);
        QCOMPARE(found.isValid(), !language.isEmpty());
        if (found.isValid())
            QCOMPARE(found.name(), language);
    }

    void languageColoursTheText()
    {
        m_editor->setPlainText("import os\n");
        const auto formats = [this] { return m_editor->document()->firstBlock().layout()->formats(); };
        const auto plain = formats();
        m_editor->code().setLanguage(m_repository->definitionForName("Python"));
        QTRY_VERIFY(formats() != plain);
    }

    void themeFollowsThePalette()
    {
        const QPalette before = QApplication::palette();
        QApplication::setPalette(QPalette(QColor(0xef, 0xef, 0xef)));
        QTRY_COMPARE(m_editor->theme().name(), QStringLiteral("Workbench Light"));
        QApplication::setPalette(QPalette(QColor(0x2d, 0x2d, 0x30)));
        QTRY_COMPARE(m_editor->theme().name(), QStringLiteral("Workbench Dark"));
        QVERIFY(m_editor->palette().color(QPalette::Base).lightness() < 128);
        QVERIFY(m_editor->palette().color(QPalette::Text).lightness() > 128);
        QApplication::setPalette(before);
    }

    void textKeepsCharactersThatPlainTextWouldChange()
    {
        const QString text = QStringLiteral("a\u00a0z\u2028\nend\n");
        m_editor->setPlainText(text);
        QCOMPARE(m_editor->text(), text);
    }

    void replacedTextCanBeUndone()
    {
        m_editor->setPlainText("one\ntwo\nthree\n");
        m_editor->goToLine(2);
        m_editor->replaceText("1\n2\n3\n");
        QCOMPARE(m_editor->text(), QStringLiteral("1\n2\n3\n"));
        QCOMPARE(m_editor->textCursor().blockNumber(), 1);
        m_editor->undo();
        QCOMPARE(m_editor->text(), QStringLiteral("one\ntwo\nthree\n"));
    }

    void whatStaysTheSameIsNotReplaced_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("removed");
        QTest::addColumn<int>("added");
        QTest::newRow("in the middle") << "one\ntwo\nthree\n"
                                       << "one\n2\nthree\n"
                                       << 3 << 1;
        QTest::newRow("a repeated letter") << "aaa"
                                           << "aaaa" << 0 << 1;
        QTest::newRow("all of it") << "one"
                                   << "" << 3 << 0;
        QTest::newRow("nothing") << "one"
                                 << "one" << 0 << 0;
        QTest::newRow("half of a character")
            << QStringLiteral("a\U0001F600b") << QStringLiteral("a\U0001F601b") << 2 << 2;
    }

    void whatStaysTheSameIsNotReplaced()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(int, removed);
        QFETCH(int, added);
        m_editor->setPlainText(before);
        int reallyRemoved = 0;
        int reallyAdded = 0;
        connect(m_editor->document(), &QTextDocument::contentsChange, this, [&](int, int less, int more) {
            reallyRemoved += less;
            reallyAdded += more;
        });
        m_editor->replaceText(after);
        m_editor->document()->disconnect(this);
        QCOMPARE(m_editor->text(), after);
        QCOMPARE(reallyRemoved, removed);
        QCOMPARE(reallyAdded, added);
    }

    void aTipIsOfTheCharacterUnderTheMouse()
    {
        m_editor->setPlainText("abc\n");
        QList<int> asked;
        m_editor->setHover([&asked](int position) {
            asked.append(position);
            return QString();
        });
        const auto rest = [this](const QPoint& at) {
            QHelpEvent help(QEvent::ToolTip, at, m_editor->viewport()->mapToGlobal(at));
            QApplication::sendEvent(m_editor->viewport(), &help);
        };
        const QRect first = m_editor->cursorRect(QTextCursor(m_editor->document()->firstBlock()));
        const int width = m_editor->fontMetrics().horizontalAdvance(u'a');
        for (const int part : {1, 3, 5}) // quarters of the first two characters
            rest({first.left() + part * width / 4, first.center().y()});
        rest({first.left() + 30 * width, first.center().y()}); // behind the line
        rest({first.left() + 1, first.bottom() + 10 * first.height()});
        QCOMPARE(asked, QList<int>({0, 0, 1}));
    }

    void aLongTextIsPutInWhileTheEditorIsShown()
    {
        m_editor->setPlainText(QString("x\n").repeated(2000)); // numbers of four digits want a wider gutter
        QCOMPARE(m_editor->blockCount(), 2001);
    }

    void goToLineStaysWithinTheText()
    {
        m_editor->setPlainText("one\ntwo");
        m_editor->goToLine(99);
        QCOMPARE(m_editor->textCursor().blockNumber(), 1);
        m_editor->goToLine(0);
        QCOMPARE(m_editor->textCursor().blockNumber(), 0);
    }

    void findCountsAndGoesRound()
    {
        m_editor->setPlainText("rcpt\nRCPT rcpt\n");
        type("rcpt");
        QCOMPARE(m_find->state(), QStringLiteral("1 of 3"));
        m_find->findNext();
        QCOMPARE(m_find->state(), QStringLiteral("2 of 3"));
        QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("RCPT"));
        m_find->findNext();
        m_find->findNext();
        QCOMPARE(m_find->state(), QStringLiteral("1 of 3"));
        m_find->findPrevious();
        QCOMPARE(m_find->state(), QStringLiteral("3 of 3"));
    }

    void findCanMatchCase()
    {
        m_editor->setPlainText("rcpt RCPT rcpt");
        type("RCPT");
        QCOMPARE(m_find->state(), QStringLiteral("1 of 3"));
        m_find->matchCaseButton()->click();
        QCOMPARE(m_find->state(), QStringLiteral("1 of 1"));
        QCOMPARE(m_editor->textCursor().selectionStart(), 5);
    }

    void findSaysWhenThereIsNothing()
    {
        m_editor->setPlainText("rcpt");
        type("mail");
        QCOMPARE(m_find->state(), QStringLiteral("Not found"));
        m_find->findNext();
        m_find->findPrevious();
        QVERIFY(!m_editor->textCursor().hasSelection());
    }

    void findFollowsTheTextAsItChanges()
    {
        m_editor->setPlainText("rcpt");
        type("rcpt");
        m_editor->appendPlainText("rcpt");
        QCOMPARE(m_find->state(), QStringLiteral("1 of 2"));
    }

    void occurrencesAreMarkedUntilTheBarCloses()
    {
        m_editor->resize(400, 300);
        m_editor->setPlainText("rcpt rcpt\nrcpt\n");
        const auto currentLineOnly = m_editor->extraSelections().size();
        type("rcpt");
        QCOMPARE(m_editor->extraSelections().size(), currentLineOnly + 3);
        QTest::keyClick(needle(), Qt::Key_Escape);
        QVERIFY(m_find->isHidden());
        QCOMPARE(m_editor->extraSelections().size(), currentLineOnly);
    }

    void findStartsWithTheSelection()
    {
        m_editor->setPlainText("one two one");
        m_editor->find("one");
        m_find->open();
        QCOMPARE(needle()->text(), QStringLiteral("one"));
        QCOMPARE(m_find->state(), QStringLiteral("1 of 2"));
    }

    void regularExpressionsAreFound()
    {
        m_editor->setPlainText("rcpt mail\nmail rcpt\n");
        m_find->regularExpressionButton()->click();
        type("^r\\w+|t$");
        QCOMPARE(m_find->state(), QStringLiteral("1 of 2"));
        QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("rcpt"));
        m_find->findNext();
        QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("t"));
    }

    void whatIsNoRegularExpressionIsSaid()
    {
        m_editor->setPlainText("(((");
        m_find->regularExpressionButton()->click();
        type("(");
        QVERIFY2(m_find->state().startsWith("No regular expression: "), qPrintable(m_find->state()));
        m_find->regularExpressionButton()->click();
        QCOMPARE(m_find->state(), QStringLiteral("1 of 3"));
    }

    void patternsThatMatchNothingOrForEverEnd()
    {
        m_editor->setPlainText(QString(30'000, 'a'));
        m_find->regularExpressionButton()->click();
        type("x*");
        QCOMPARE(m_find->state(), QStringLiteral("Not found"));
        needle()->clear();
        type("(a+)+$b");
        QCOMPARE(m_find->state(), QStringLiteral("Not found"));
    }

    void oneMatchIsReplacedAfterTheOther()
    {
        m_editor->setPlainText("a.b a.b axb");
        type("a.b");
        m_find->replacement()->setText("\\1");
        m_find->replace();
        QCOMPARE(m_editor->text(), QStringLiteral("\\1 a.b axb"));
        QCOMPARE(m_editor->textCursor().selectionStart(), 3);
        m_find->replace();
        QCOMPARE(m_editor->text(), QStringLiteral("\\1 \\1 axb"));
        m_find->replace();
        QCOMPARE(m_editor->text(), QStringLiteral("\\1 \\1 axb"));
    }

    void allAreReplacedInOneStep()
    {
        m_editor->setPlainText("user@example.org\nother@example.net\n");
        m_find->regularExpressionButton()->click();
        type("(\\w+)@(\\S+)");
        m_find->replacement()->setText("\\2\\t\\1");
        m_find->replaceAll();
        QCOMPARE(m_editor->text(), QStringLiteral("example.org\tuser\nexample.net\tother\n"));
        QCOMPARE(m_find->state(), QStringLiteral("2 replaced"));
        m_editor->undo();
        QCOMPARE(m_editor->text(), QStringLiteral("user@example.org\nother@example.net\n"));
    }

    void theLineForReplacingComesAndGoes()
    {
        m_find->open();
        QVERIFY(!m_find->replacement()->isVisibleTo(m_find));
        m_find->openReplace();
        QVERIFY(m_find->replacement()->isVisibleTo(m_find));
        m_find->dismiss();
        m_find->open();
        QVERIFY(!m_find->replacement()->isVisibleTo(m_find));
    }

    void keysIndentAndCommentLines()
    {
        m_editor->setPlainText("one\ntwo\n");
        m_editor->selectAll();
        QTest::keyClick(m_editor, Qt::Key_Tab);
        QCOMPARE(m_editor->text(), QStringLiteral("    one\n    two\n"));
        QTest::keyClick(m_editor, Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(m_editor->text(), QStringLiteral("one\ntwo\n"));
        m_editor->code().setLanguage(m_repository->definitionForName("Python"));
        m_editor->toggleComment();
        QCOMPARE(m_editor->text(), QStringLiteral("# one\n# two\n"));
    }

    void bracketsAreMarkedInPairs()
    {
        m_editor->setPlainText("f(a[1])");
        const auto before = m_editor->extraSelections().size();
        m_editor->moveCursor(QTextCursor::End);
        QCOMPARE(m_editor->extraSelections().size(), before + 2);
    }

private:
    QLineEdit* needle() const { return m_find->needle(); }

    void type(const QString& text)
    {
        m_find->open();
        QTest::keyClicks(needle(), text);
    }

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    std::unique_ptr<QWidget> m_window;
    CodeEditor* m_editor = nullptr;
    FindBar* m_find = nullptr;
};

SPP_TEST(TestCodeEditor)
#include "tst_code_editor.moc"
