// SPDX-License-Identifier: MIT
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/notice_bar.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QPushButton>

#include <algorithm>
#include <memory>

using namespace spp::workbench;

class TestEditorTab : public QObject
{
    Q_OBJECT

private slots:
    void saveKeepsModeAndLineEnds()
    {
        TemporaryHome home;
        const QString path = home.write("plugins/policy", "#!/bin/sh\r\nexit 0\r\n", TemporaryHome::executable);
        EditorTab tab(path, *m_repository);
        QCOMPARE(tab.description(), QStringLiteral("Bash · UTF-8 · CRLF"));
        insert(tab, "\nexit 1\n");
        QVERIFY(tab.isModified());
        QVERIFY(tab.save());
        QVERIFY(!tab.isModified());
        QCOMPARE(home.read("plugins/policy"), QByteArray("#!/bin/sh\r\nexit 0\r\n\r\nexit 1\r\n"));
        QVERIFY(QFileInfo(path).isExecutable());
    }

    void languageIsChosenAnewWhenSaved()
    {
        TemporaryHome home;
        EditorTab tab(home.write("plugins/new", ""), *m_repository);
        QVERIFY(tab.description().startsWith("Plain Text"));
        insert(tab, "#!/usr/bin/perl\n");
        QVERIFY(tab.save());
        QVERIFY(tab.description().startsWith("Perl"));
    }

    void fileThatCantBeShownSaysWhyAndCanBeTriedAgain()
    {
        TemporaryHome home;
        EditorTab tab(home.path("control/badmailfrom"), *m_repository);
        QVERIFY(!tab.editor());
        QVERIFY(!tab.isModified());
        QVERIFY(tab.problem().contains("does not exist"));
        home.write("control/badmailfrom", "@example.net\n");
        button(&tab, "Try Again")->click();
        QVERIFY(tab.editor());
        QCOMPARE(tab.editor()->text(), QStringLiteral("@example.net\n"));
        QVERIFY(!tab.isModified());
    }

    void failedSaveSaysWhyAndKeepsTheText()
    {
        TemporaryHome home;
        EditorTab tab(home.write("control/greeting", "gr\xfc\xdf\n"), *m_repository);
        insert(tab, QStringLiteral("\u20ac"));
        QVERIFY(!tab.save());
        QVERIFY(tab.isModified());
        QVERIFY(tab.editor()->text().endsWith(u'\u20ac'));
        QVERIFY2(tab.notice()->sentence().contains("Latin-1"), qPrintable(tab.notice()->sentence()));
        QCOMPARE(home.read("control/greeting"), QByteArray("gr\xfc\xdf\n"));
    }

    void fileChangedOnDiskIsToldAndReloaded()
    {
        TemporaryHome home;
        EditorTabs tabs(*m_repository);
        EditorTab* tab = tabs.open(home.path("control/me"));
        home.write("control/me", "other.example.org\n");
        QTRY_VERIFY(!tab->notice()->isHidden());
        QCOMPARE(tab->editor()->text(), QStringLiteral("mx.example.org\n"));
        button(tab->notice(), "Reload")->click();
        QTRY_COMPARE(tab->editor()->text(), QStringLiteral("other.example.org\n"));
        QVERIFY(tab->notice()->isHidden());
        QVERIFY(!tab->isModified());
        tab->editor()->undo();
        QCOMPARE(tab->editor()->text(), QStringLiteral("mx.example.org\n"));
    }

    void fileReplacedOnDiskIsWatchedFurther()
    {
        TemporaryHome home;
        EditorTabs tabs(*m_repository);
        EditorTab* tab = tabs.open(home.path("control/me"));
        const auto reload = [tab](const QString& text) {
            QTRY_VERIFY(!tab->notice()->isHidden() && tab->notice()->sentence().contains("changed on disk"));
            button(tab->notice(), "Reload")->click();
            QTRY_COMPARE(tab->editor()->text(), text);
        };
        home.write("new", "replaced\n");
        QVERIFY(QFile::remove(home.path("control/me")));
        QVERIFY(QFile::rename(home.path("new"), home.path("control/me")));
        reload("replaced\n");
        QFile inPlace(home.path("control/me")); // this write does not show in the folder
        QVERIFY(inPlace.open(QIODevice::Append));
        inPlace.write("appended\n");
        inPlace.close();
        reload("replaced\nappended\n");
    }

    void saveDoesNotOverwriteAChangeThatWasNotTold()
    {
        TemporaryHome home;
        EditorTab tab(home.path("control/me"), *m_repository);
        insert(tab, "mine\n");
        home.write("control/me", "theirs\n");
        QVERIFY(!tab.save());
        QVERIFY(tab.notice()->sentence().contains("changed on disk"));
        QCOMPARE(home.read("control/me"), QByteArray("theirs\n"));
        QVERIFY(tab.save());
        QCOMPARE(home.read("control/me"), QByteArray("mx.example.org\nmine\n"));
    }

    void keptTextCountsAsModified()
    {
        TemporaryHome home;
        EditorTab tab(home.path("control/me"), *m_repository);
        home.write("control/me", "theirs\n");
        QVERIFY(tab.checkDisk());
        button(tab.notice(), "Keep Mine")->click();
        QTRY_VERIFY(tab.isModified());
        QVERIFY(!tab.checkDisk());
        QVERIFY(tab.save());
        QCOMPARE(home.read("control/me"), QByteArray("mx.example.org\n"));
    }

    void deletedFileKeepsItsTextAndIsWrittenAgain()
    {
        TemporaryHome home;
        EditorTabs tabs(*m_repository);
        EditorTab* tab = tabs.open(home.path("control/me"));
        QVERIFY(QFile::remove(home.path("control/me")));
        QTRY_VERIFY(tab->isModified());
        QVERIFY(tab->notice()->sentence().contains("does not exist"));
        QVERIFY(tab->save());
        QCOMPARE(home.read("control/me"), QByteArray("mx.example.org\n"));
    }

    void ownSaveIsNoChangeOnDisk()
    {
        TemporaryHome home;
        EditorTab tab(home.path("control/me"), *m_repository);
        insert(tab, "mine\n");
        QVERIFY(tab.save());
        QVERIFY(!tab.checkDisk());
        QVERIFY(tab.notice()->isHidden());
    }

private:
    static void insert(const EditorTab& tab, const QString& text)
    {
        tab.editor()->moveCursor(QTextCursor::End);
        tab.editor()->insertPlainText(text);
    }

    static QPushButton* button(QWidget* within, const QString& text)
    {
        const auto buttons = within->findChildren<QPushButton*>();
        const auto found = std::ranges::find(buttons, text, &QPushButton::text);
        if (found == buttons.end())
            qFatal("there is no button %s", qPrintable(text));
        return *found;
    }

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
};

SPP_TEST(TestEditorTab)
#include "tst_editor_tab.moc"
