// SPDX-License-Identifier: MIT
/// Disks that are full, folders that are gone or may only be read: what was typed is not lost, and the person is told what to do.
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/main_window.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QPushButton>
#include <QSettings>
#include <QTest>

#include <csignal>
#include <memory>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace spp::workbench;

class TestBadDisk : public QObject
{
    Q_OBJECT

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    std::unique_ptr<TemporaryHome> m_home;

    static void type(const EditorTab& tab, const QString& text)
    {
        tab.editor()->moveCursor(QTextCursor::End);
        tab.editor()->insertPlainText(text);
    }

    static QStringList choices(const EditorTab& tab)
    {
        QStringList texts;
        for (const auto* button : tab.notice()->findChildren<QPushButton*>())
            texts << button->text();
        return texts;
    }

private slots:
    void init()
    {
        QSettings().clear();
        m_home = std::make_unique<TemporaryHome>();
    }

    void fullDiskKeepsTextAndFile()
    {
        EditorTab tab(m_home->path("control/me"), *m_repository);
        type(tab, QString(5'000, 'x'));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{1'000, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const bool saved = tab.save();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!saved);
        QVERIFY(tab.isModified());
        QVERIFY2(tab.notice()->sentence().contains("could not be saved"), qPrintable(tab.notice()->sentence()));
        QCOMPARE(choices(tab), QStringList({"Save a Copy…", "Close"}));
        QCOMPARE(m_home->read("control/me"), QByteArray("mx.example.org\n"));
        QVERIFY(tab.save()); // when there is room again
        QCOMPARE(m_home->read("control/me").size(), 5'015);
    }

    void copyCanBeSavedElsewhere()
    {
        const TemporaryHome elsewhere;
        EditorTab tab(m_home->path("control/me"), *m_repository);
        type(tab, "typed\n");
        QVERIFY(tab.saveCopy(elsewhere.path("copy")));
        QCOMPARE(elsewhere.read("copy"), QByteArray("mx.example.org\ntyped\n"));
        QVERIFY(tab.isModified());
        QVERIFY2(tab.notice()->sentence().contains("me itself is not saved"), qPrintable(tab.notice()->sentence()));
        QVERIFY(!tab.saveCopy("/nowhere/at/all"));
        QVERIFY2(tab.notice()->sentence().contains("folder is gone"), qPrintable(tab.notice()->sentence()));
    }

    void folderThatMayOnlyBeReadIsToldAtOnce()
    {
        const QString path = m_home->path("control/me");
        QCOMPARE(::chmod(qPrintable(m_home->path()), 0755), 0);
        QCOMPARE(::chmod(qPrintable(path), 0644), 0);
        QCOMPARE(::chmod(qPrintable(m_home->path("control")), 0555), 0);
        // access(2) asks for the real user.
        if (::getuid() == 0)
            QCOMPARE(::setresuid(65'534, 65'534, 0), 0);
        EditorTab tab(path, *m_repository);
        type(tab, "typed\n");
        const bool saved = tab.save();
        if (::geteuid() == 65'534)
            QCOMPARE(::setresuid(0, 0, 0), 0);
        QCOMPARE(::chmod(qPrintable(m_home->path("control")), 0755), 0);
        QVERIFY(tab.editor());
        QVERIFY2(tab.description().endsWith("read-only"), qPrintable(tab.description()));
        QVERIFY(!saved);
        QVERIFY(tab.isModified());
        QVERIFY2(tab.notice()->sentence().contains("may not write in its folder"),
                 qPrintable(tab.notice()->sentence()));
        QCOMPARE(m_home->read("control/me"), QByteArray("mx.example.org\n"));
        QVERIFY(tab.save());
        QVERIFY(!tab.description().contains("read-only"));
    }

    void homeThatVanishesIsToldAndMayComeBack()
    {
        MainWindow window(*m_repository);
        QVERIFY(window.openHome(m_home->path()));
        EditorTab* tab = window.editors()->open(m_home->path("control/me"));
        type(*tab, "typed\n");
        const QString away = m_home->path() + ".away";
        QVERIFY(QDir().rename(m_home->path(), away));
        QTRY_VERIFY_WITH_TIMEOUT(!window.notice()->isHidden(), 60'000);
        QVERIFY2(window.notice()->sentence().contains(m_home->path() + " is gone"),
                 qPrintable(window.notice()->sentence()));
        QVERIFY2(tab->notice()->sentence().contains("does not exist"), qPrintable(tab->notice()->sentence()));
        QVERIFY(!tab->save());
        QVERIFY2(tab->notice()->sentence().contains("folder is gone"), qPrintable(tab->notice()->sentence()));
        QCOMPARE(tab->editor()->text(), QStringLiteral("mx.example.org\ntyped\n"));
        QVERIFY(QDir().rename(away, m_home->path()));
        QTRY_VERIFY_WITH_TIMEOUT(window.notice()->isHidden(), 60'000);
        QVERIFY(tab->notice()->isHidden());
        QVERIFY(tab->isModified());
        QVERIFY(!window.editors()->find(m_home->path("control/smtpplugins"))->isModified());
        QVERIFY(tab->save());
        QCOMPARE(m_home->read("control/me"), QByteArray("mx.example.org\ntyped\n"));
    }

    void otherEncodingIsKeptThroughAnEdit()
    {
        const QString path = m_home->write("control/greeting", "gr\xfc\xdf\r\n\x80\xff\r\n");
        EditorTab tab(path, *m_repository);
        type(tab, "x\n");
        QVERIFY(tab.save());
        QCOMPARE(m_home->read("control/greeting"), QByteArray("gr\xfc\xdf\r\n\x80\xff\r\nx\r\n"));
    }

    void fileThatIsTooLargeSaysSoInItsTab()
    {
        const QString path = m_home->write("control/huge", "x");
        QVERIFY(QFile::resize(path, 50 * 1024 * 1024));
        EditorTab tab(path, *m_repository);
        QVERIFY(!tab.editor());
        QVERIFY2(tab.problem().contains("larger than 8 MiB"), qPrintable(tab.problem()));
    }
};

SPP_TEST(TestBadDisk)
#include "tst_bad_disk.moc"
