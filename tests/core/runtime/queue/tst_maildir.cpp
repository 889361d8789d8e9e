// SPDX-License-Identifier: MIT
#include "core/runtime/queue/maildir.h"
#include "core/runtime/queue/maildir_file.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <asio/post.hpp>

#include <QTest>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <future>
#include <optional>
#include <set>
#include <thread>

using namespace spp::runtime;
using namespace std::string_literals;
using spp::session::OpenQueue;
using spp::session::QueueFinished;
using spp::test::Folder;
using spp::test::Loop;

namespace
{

constexpr auto head = "Return-Path: <a@example.org>\nDelivered-To: b@example.org\nDelivered-To: c@example.org\n";

OpenQueue wish()
{
    OpenQueue result;
    result.envelope = {"a@example.org", {"b@example.org", "c@example.org"}};
    return result;
}

asio::awaitable<QueueFinished> send(QueueSink& queue, OpenQueue wish, std::string bytes)
{
    const auto message = co_await queue.open(wish);
    for (std::size_t at = 0; at < bytes.size(); at += 10000)
        co_await (*message)->write(std::string_view(bytes).substr(at, 10000));
    co_return co_await (*message)->finish();
}

asio::awaitable<QueueFinished> abandon(QueueSink& queue, std::string bytes)
{
    const OpenQueue open = wish();
    const auto message = co_await queue.open(open);
    co_await (*message)->write(bytes);
    co_return co_await (*message)->abandon();
}

asio::awaitable<void> drop(QueueSink& queue, std::string bytes)
{
    const OpenQueue open = wish();
    const auto message = co_await queue.open(open);
    co_await (*message)->write(bytes);
}

unsigned modeOf(const std::string& path)
{
    struct stat status
    {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

/// No file may become larger than this many bytes.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace

class TestMaildir : public QObject
{
    Q_OBJECT

    std::optional<Loop> m_loop;
    std::optional<asio::thread_pool> m_pool;
    std::optional<Folder> m_folder;
    std::optional<Maildir> m_maildir;

private slots:
    void init()
    {
        m_loop.emplace();
        m_pool.emplace(4U);
        m_folder.emplace();
        m_maildir.emplace(m_folder->path("Maildir"), *m_pool);
    }

    void cleanup()
    {
        m_pool.reset();
        m_maildir.reset();
    }

    void deliversEveryByte()
    {
        const std::string message = "Received: x\n\n.\r\n\0\xff"s + "no line end";
        const auto answer = m_loop->run(send(*m_maildir, wish(), message));
        QCOMPARE(answer.exit, spp::plugin::Exit{});
        QVERIFY(!answer.writeFailed);
        QVERIFY(!answer.id.empty() && answer.id.find_first_not_of("0123456789") == std::string::npos);
        const auto files = m_folder->files("Maildir/new");
        QCOMPARE(files.size(), std::size_t(1));
        QCOMPARE(m_folder->read(files[0]), head + message);
        QVERIFY(files[0].find(answer.id) != std::string::npos);
        QVERIFY(m_folder->files("Maildir/tmp").empty());
    }

    void deliversLargeMessages()
    {
        const std::string message(3000001, 'x');
        QCOMPARE(m_loop->run(send(*m_maildir, wish(), message)).exit.number, 0);
        QVERIFY(m_folder->read(m_folder->files("Maildir/new").at(0)) == head + message);
    }

    void anEmptyMessageIsDelivered()
    {
        QCOMPARE(m_loop->run(send(*m_maildir, wish(), "")).exit.number, 0);
        QCOMPARE(m_folder->read(m_folder->files("Maildir/new").at(0)), std::string(head));
    }

    void onlyTheOwnerMayLook()
    {
        m_loop->run(send(*m_maildir, wish(), "x"));
        for (const auto* folder : {"Maildir", "Maildir/tmp", "Maildir/new", "Maildir/cur"})
            QCOMPARE(modeOf(m_folder->path(folder)), 0700U);
        QCOMPARE(modeOf(m_folder->path(m_folder->files("Maildir/new").at(0))), 0600U);
    }

    void controlBytesInAddressesMakeNoHeader()
    {
        OpenQueue request;
        request.envelope = {"a\r\nX-Injected: yes", {"b\n\x7f@example.org"}};
        m_loop->run(send(*m_maildir, request, "\nbody"));
        QCOMPARE(m_folder->read(m_folder->files("Maildir/new").at(0)),
                 "Return-Path: <a??X-Injected: yes>\nDelivered-To: b??@example.org\n\nbody"s);
    }

    void manyAtOnceFromSeveralThreads()
    {
        constexpr int count = 100;
        std::atomic<int> safe = 0;
        for (int i = 0; i < count; ++i)
            asio::co_spawn(m_loop->context(),
                           send(*m_maildir, wish(), "message " + std::to_string(i) + std::string(i * 2000, 'x')),
                           [&](const std::exception_ptr&, const QueueFinished& answer) {
                               safe += answer.exit.number == 0 ? 1 : 0;
                           });
        std::jthread second([&] { m_loop->context().run_for(std::chrono::seconds(30)); });
        m_loop->context().run_for(std::chrono::seconds(30));
        second.join();
        QCOMPARE(safe.load(), count);
        std::set<std::string> contents;
        for (const auto& file : m_folder->files("Maildir/new"))
            contents.insert(m_folder->read(file));
        QCOMPARE(contents.size(), std::size_t(count));
        QVERIFY(m_folder->files("Maildir/tmp").empty());
    }

    void aFileInTheWayIsAFailureThatSaysSo()
    {
        m_folder->write("Maildir", "");
        const auto answer = m_loop->run(send(*m_maildir, wish(), "x"));
        QCOMPARE(answer.exit.number, 53);
        QVERIFY2(answer.exit.reason.find("Not a directory") != std::string::npos, answer.exit.reason.c_str());
        QVERIFY(answer.exit.reason.find(m_folder->path("Maildir")) != std::string::npos);
    }

    void aNewFolderThatIsAFileLeavesNothing()
    {
        m_folder->write("Maildir/new", "");
        QDir(QString::fromStdString(m_folder->path("Maildir"))).mkdir("tmp");
        QCOMPARE(m_loop->run(send(*m_maildir, wish(), "x")).exit.number, 53);
        QVERIFY(m_folder->files("Maildir/tmp").empty());
    }

    void aDiskThatTakesNoMoreLeavesNothing()
    {
        const FileSizeLimit limit(100000);
        const auto answer = m_loop->run(send(*m_maildir, wish(), std::string(300000, 'x')));
        QCOMPARE(answer.exit.number, 53);
        QVERIFY(!answer.exit.reason.empty());
        QVERIFY(m_folder->files("Maildir/tmp").empty());
        QVERIFY(m_folder->files("Maildir/new").empty());
    }

    void abandonedNothingIsLeft()
    {
        m_loop->run(abandon(*m_maildir, std::string(100000, 'x')));
        QVERIFY(m_folder->contains("Maildir/tmp"));
        QVERIFY(m_folder->files("Maildir/tmp").empty());
        QVERIFY(m_folder->files("Maildir/new").empty());
    }

    void droppedNothingIsLeft()
    {
        m_loop->run(drop(*m_maildir, std::string(100000, 'x')));
        QVERIFY(m_folder->contains("Maildir/tmp"));
        QVERIFY(m_folder->files("Maildir/tmp").empty());
        QVERIFY(m_folder->files("Maildir/new").empty());
    }

    void aSessionBrokenOffDuringDiskWorkDoesNoHarm()
    {
        m_pool.emplace(1U);
        Maildir maildir(m_folder->path("Maildir"), *m_pool);
        std::promise<void> diskGoesOn;
        asio::post(*m_pool, [wait = diskGoesOn.get_future().share()] { wait.wait(); });
        bool answered = false;
        asio::co_spawn(m_loop->context(), send(maildir, wish(), "x"),
                       [&](const std::exception_ptr&, const QueueFinished&) { answered = true; });
        m_loop->context().poll();
        diskGoesOn.set_value();
        m_pool->join();
        m_pool.reset();
        m_loop.reset();
        QVERIFY(!answered);
        QVERIFY(m_folder->files("Maildir/tmp").empty());
    }

    void idsAndNamesDiffer()
    {
        std::set<std::uint64_t> ids;
        for (int i = 0; i < 1000; ++i)
            ids.insert(MaildirFile(m_folder->path("Maildir")).id());
        QCOMPARE(ids.size(), std::size_t(1000));
    }
};

QTEST_GUILESS_MAIN(TestMaildir)
#include "tst_maildir.moc"
