// SPDX-License-Identifier: MIT
/// What is changed in a folder is noticed, once for what is done at one go.
#include "core/runtime/folder_watch.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"

#include <QTest>

#include <filesystem>

using namespace spp;
using namespace spp::test;

class TestFolderWatch : public QObject
{
    Q_OBJECT

    Folder m_folder;
    Loop m_loop;

    runtime::FolderWatch watch()
    {
        auto watch = runtime::FolderWatch::make(m_loop.executor());
        if (!watch)
            qFatal("%s", watch.error().message.c_str());
        return std::move(*watch);
    }

private slots:
    void whateverIsDoneToAFileIsNoticed()
    {
        m_folder.write("a/b/file", "1");
        auto watch = this->watch();
        QVERIFY(watch.addTree(m_folder.path()));
        const auto file = std::filesystem::path(m_folder.path("a/b/file"));
        using std::filesystem::perms;
        const std::vector<std::function<void()>> deeds{
            [&] { m_folder.write("a/b/file", "2"); },
            [&] { std::filesystem::permissions(file, perms::owner_all); },
            [&] { std::filesystem::rename(file, m_folder.path("a/other")); },
            [&] { std::filesystem::remove(m_folder.path("a/other")); },
            [&] { std::filesystem::create_directory(m_folder.path("new")); },
        };
        for (const auto& deed : deeds) {
            deed();
            QVERIFY(!m_loop.run(watch.changed()));
        }
    }

    void mailAndHiddenFoldersAreNotWatched()
    {
        for (const char* name : {"queue/mess/1", "Maildir/new/1", ".git/index"})
            m_folder.write(name, "1");
        auto watch = this->watch();
        QVERIFY(watch.addTree(m_folder.path()));
        for (const char* name : {"queue/mess/1", "Maildir/new/1", ".git/index"})
            m_folder.write(name, "2");
        bool seen = false;
        std::error_code ended;
        asio::co_spawn(m_loop.context(), watch.changed(), [&](const std::exception_ptr&, std::error_code error) {
            seen = true;
            ended = error;
        });
        m_loop.context().restart();
        m_loop.context().poll();
        QVERIFY(!seen);
        watch.cancel();
        m_loop.runUntil([&] { return seen; });
        QVERIFY(ended);
    }

    void aFolderThatIsNotThereIsAnError()
    {
        auto watch = this->watch();
        const auto added = watch.addTree(m_folder.path("nowhere"));
        QVERIFY(!added);
        QCOMPARE(added.error().message, m_folder.path("nowhere") + ": can't be watched: No such file or directory");
    }
};

QTEST_GUILESS_MAIN(TestFolderWatch)
#include "tst_folder_watch.moc"
