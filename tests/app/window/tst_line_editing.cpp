// SPDX-License-Identifier: MIT
#include "app/workbench/editor/line_editing.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QTextDocument>

using namespace spp::workbench;

class TestLineEditing : public QObject
{
    Q_OBJECT

    /// A cursor where | stands in the text, or a selection from the first | to the second.
    QTextCursor at(QString text)
    {
        const auto begin = text.indexOf(u'|');
        text.remove(begin, 1);
        const auto end = text.indexOf(u'|');
        if (end >= 0)
            text.remove(end, 1);
        m_document.setPlainText(text);
        QTextCursor cursor(&m_document);
        cursor.setPosition(static_cast<int>(begin));
        if (end >= 0)
            cursor.setPosition(static_cast<int>(end), QTextCursor::KeepAnchor);
        return cursor;
    }
    QString text() const { return m_document.toPlainText(); }

    QTextDocument m_document;

private slots:
    void linesGoDeeperAndBack_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("deeper");
        QTest::newRow("one line") << "o|ne\ntwo"
                                  << "    one\ntwo";
        QTest::newRow("several") << "o|ne\n\ntw|o"
                                 << "    one\n\n    two";
        QTest::newRow("not the line behind") << "|one\n|two"
                                             << "    one\ntwo";
        QTest::newRow("by what the text uses: tabs") << "if x\n\ty\n|z|"
                                                     << "if x\n\ty\n\tz";
        QTest::newRow("by what the text uses: two blanks") << "if x\n  y\n|z|"
                                                           << "if x\n  y\n  z";
    }
    void linesGoDeeperAndBack()
    {
        QFETCH(QString, before);
        QFETCH(QString, deeper);
        QTextCursor cursor = at(before);
        const QString original = text();
        indentLines(cursor);
        QCOMPARE(text(), deeper);
        unindentLines(cursor);
        QCOMPARE(text(), original);
        unindentLines(cursor);
        m_document.undo();
        m_document.undo();
        QCOMPARE(text(), original);
    }

    void commentsComeAndGo_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("commented");
        QTest::newRow("one line") << "o|ne\ntwo"
                                  << "# one\ntwo";
        QTest::newRow("as deep as the shallowest") << "|if x\n\n    y|"
                                                   << "# if x\n\n#     y";
        QTest::newRow("indented") << "|    x\n      y|"
                                  << "    # x\n    #   y";
        QTest::newRow("one of them is a comment") << "|# x\ny|"
                                                  << "# # x\n# y";
    }
    void commentsComeAndGo()
    {
        QFETCH(QString, before);
        QFETCH(QString, commented);
        QTextCursor cursor = at(before);
        const QString original = text();
        toggleComment(cursor, "#");
        QCOMPARE(text(), commented);
        toggleComment(cursor, "#");
        QCOMPARE(text(), original);
    }

    void commentsWithoutABlankGoToo()
    {
        toggleComment(at("|#x\n# y|"), "#");
        QCOMPARE(text(), QStringLiteral("x\ny"));
    }

    void aNewLineIsAsDeep()
    {
        breakLine(at("\t  x|y"));
        QCOMPARE(text(), QStringLiteral("\t  x\n\t  y"));
        breakLine(at("|    x"));
        QCOMPARE(text(), QStringLiteral("\n    x"));
    }

    void bracketsHavePartners_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<int>("here");
        QTest::addColumn<int>("partner");
        QTest::newRow("behind the opening one") << "(|a)" << 0 << 2;
        QTest::newRow("before it") << "|(a)" << 0 << 2;
        QTest::newRow("behind the closing one") << "{a[0]}|" << 5 << 0;
        QTest::newRow("nested") << "((a)|)" << 3 << 1;
        QTest::newRow("no bracket") << "a|b" << -1 << -1;
        QTest::newRow("no partner") << "(|a" << -1 << -1;
        QTest::newRow("empty") << "|" << -1 << -1;
    }
    void bracketsHavePartners()
    {
        QFETCH(QString, before);
        QFETCH(int, here);
        QFETCH(int, partner);
        QCOMPARE(bracketsAt(at(before)).value_or(std::pair(-1, -1)), std::pair(here, partner));
    }
};

SPP_TEST(TestLineEditing)
#include "tst_line_editing.moc"
