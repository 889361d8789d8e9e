// SPDX-License-Identifier: MIT
/// What is not saved outlives a crash, and nothing else does.
#include "app/workbench/editor/recovery.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/notice_bar.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace spp::workbench;

class TestRecovery : public QObject
{
    Q_OBJECT

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    TemporaryHome m_home;
    QString m_path;

    static QString folder()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/unsaved";
    }
    static QStringList kept() { return QDir(folder()).entryList(QDir::Files); }

    /// As if this process had ended with it: its number belongs to another now, which began at another time.
    static void crash()
    {
        for (const auto& name : kept())
            QVERIFY(QFile::rename(folder() + '/' + name, folder() + '/' + name + '1'));
    }
    void type(EditorTab& tab, const QString& text)
    {
        tab.editor()->insertPlainText(text);
        QTRY_VERIFY_WITH_TIMEOUT(!kept().isEmpty(), 60'000);
    }
    static void choose(const EditorTab& tab, const QString& text)
    {
        const auto buttons = tab.notice()->findChildren<QPushButton*>();
        const auto found =
            std::ranges::find_if(buttons, [&](const auto* each) { return each->text().remove('&') == text; });
        QVERIFY(found != buttons.end());
        (*found)->click();
    }

private slots:
    void init()
    {
        QDir(folder()).removeRecursively();
        m_path = m_home.write("plugins/policy", "one\r\n");
    }

    void whatWasTypedIsOfferedAfterACrash()
    {
        {
            EditorTab tab(m_path, *m_repository);
            type(tab, "two\n");
            crash();
        }
        QCOMPARE(kept().size(), 1);
        EditorTab tab(m_path, *m_repository);
        QCOMPARE(tab.editor()->text(), QString("one\n"));
        QVERIFY2(tab.notice()->sentence().contains("before changes to policy were saved"),
                 qPrintable(tab.notice()->sentence()));
        choose(tab, "Restore");
        QTRY_COMPARE(tab.editor()->text(), QString("two\none\n"));
        QVERIFY(tab.isModified());
        QCOMPARE(kept().size(), 1); // this one's own
        QVERIFY(tab.save());
        QCOMPARE(m_home.read("plugins/policy"), QByteArray("two\r\none\r\n"));
        QCOMPARE(kept(), QStringList());
    }

    void itCanBeThrownAway()
    {
        {
            EditorTab tab(m_path, *m_repository);
            type(tab, "two\n");
            crash();
        }
        EditorTab tab(m_path, *m_repository);
        choose(tab, "Throw Away");
        QTRY_COMPARE(kept(), QStringList());
        QCOMPARE(tab.editor()->text(), QString("one\n"));
    }

    void aTextThatIsInTheFileIsNotOffered()
    {
        const Recovery recovery(m_path);
        QVERIFY(recovery.keep("one\r\n"));
        crash();
        const EditorTab tab(m_path, *m_repository);
        QVERIFY(tab.notice()->isHidden());
        QCOMPARE(kept(), QStringList());
    }

    void savingAndClosingForget()
    {
        {
            EditorTab tab(m_path, *m_repository);
            type(tab, "two\n");
            QVERIFY(tab.save());
            QCOMPARE(kept(), QStringList());
            type(tab, "three\n");
        }
        QCOMPARE(kept(), QStringList());
    }

    void theTextOfAWorkbenchThatRunsIsItsOwn()
    {
        const Recovery recovery(m_path);
        QVERIFY(recovery.keep("two\r\n"));
        QVERIFY(!recovery.leftBehind());
    }

    void nobodyElseMayReadIt()
    {
        const Recovery recovery(m_path);
        QVERIFY(recovery.keep("secret"));
        const auto others = QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(!(QFile::permissions(folder() + '/' + kept().value(0)) & others));
        recovery.forget();
    }
};

SPP_TEST(TestRecovery)
#include "tst_recovery.moc"
