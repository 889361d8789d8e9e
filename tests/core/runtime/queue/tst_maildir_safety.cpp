// SPDX-License-Identifier: MIT
/// A message is safe from a loss of power before it is said to be: its bytes first, then its name. This program's own fsync and link
/// stand in for those of the C library: they note what is asked for, and may fail.
#include "core/runtime/queue/maildir.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"

#include <QTest>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

using namespace spp::runtime;
using spp::session::OpenQueue;
using spp::session::QueueFinished;
using spp::test::Folder;
using spp::test::Loop;

namespace
{

/// What was asked of the disk, of all threads.
struct Disk
{
    std::mutex mutex;
    std::string folder; ///< names are told from here on, without those of files in tmp
    QStringList done;
    QString fails; ///< what is refused

    bool note(const QString& what)
    {
        const std::lock_guard lock(mutex);
        done += what;
        return what != fails;
    }
};

Disk& disk()
{
    static Disk only;
    return only;
}

QString nameOf(int descriptor)
{
    const auto path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(descriptor));
    const auto name = path.lexically_relative(disk().folder);
    const bool isMessage = name.parent_path() == "Maildir/tmp";
    return QString::fromStdString(isMessage ? "Maildir/tmp/*" : name.string());
}

asio::awaitable<QueueFinished> send(QueueSink& queue)
{
    OpenQueue wish;
    wish.envelope = {"a@example.org", {"b@example.org"}};
    const auto message = co_await queue.open(wish);
    co_await (*message)->write("Subject: x\n\nhello\n");
    co_return co_await (*message)->finish();
}

} // namespace

extern "C" int fsync(int descriptor)
{
    if (disk().note("fsync " + nameOf(descriptor)))
        return int(::syscall(SYS_fsync, descriptor));
    errno = EIO;
    return -1;
}

extern "C" int link(const char* from, const char* to) noexcept
{
    if (disk().note("link"))
        return int(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
    errno = EIO;
    return -1;
}

class TestMaildirSafety : public QObject
{
    Q_OBJECT

    Loop m_loop;
    std::optional<Folder> m_folder;

    QueueFinished deliver()
    {
        asio::thread_pool pool(1U);
        Maildir maildir(m_folder->path("Maildir"), pool);
        const QueueFinished answer = m_loop.run(send(maildir));
        pool.join();
        return answer;
    }

private slots:
    void init()
    {
        m_folder.emplace();
        disk().folder = std::filesystem::canonical(m_folder->path());
        disk().done.clear();
        disk().fails.clear();
    }

    void theBytesAreSafeBeforeTheName()
    {
        const QStringList safe{"fsync Maildir/tmp/*", "link", "fsync Maildir/new"};
        QCOMPARE(deliver().exit.number, 0);
        QCOMPARE(disk().done, (QStringList{"fsync Maildir", "fsync ."} + safe));
        disk().done.clear();
        QCOMPARE(deliver().exit.number, 0);
        QCOMPARE(disk().done, safe);
        QCOMPARE(m_folder->files("Maildir/new").size(), std::size_t(2));
    }

    void whatIsNotSafeIsNoSuccessAndIsNotThere_data()
    {
        QTest::addColumn<QString>("fails");
        for (const char* what : {"fsync .", "fsync Maildir", "fsync Maildir/tmp/*", "link", "fsync Maildir/new"})
            QTest::newRow(what) << what;
    }

    void whatIsNotSafeIsNoSuccessAndIsNotThere()
    {
        QFETCH(QString, fails);
        disk().fails = fails;
        const QueueFinished answer = deliver();
        QCOMPARE(answer.exit.number, 53);
        QVERIFY(!answer.exit.reason.empty());
        QVERIFY(m_folder->files("Maildir/new").empty());
        QVERIFY(m_folder->files("Maildir/tmp").empty());
    }
};

QTEST_GUILESS_MAIN(TestMaildirSafety)
#include "tst_maildir_safety.moc"
