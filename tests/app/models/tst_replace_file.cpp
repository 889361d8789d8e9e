// SPDX-License-Identifier: MIT
/// A file that is replaced is wholly old or wholly new: when the process is killed, when the disk is full, when it may not be written.
#include "app/workbench/models/replace_file.h"
#include "app/workbench/models/text_file.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <csignal>
#include <random>

#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace spp::workbench;

namespace
{

constexpr int versions = 10;

/// Long enough for a write to be cut, and each of another length, so that a mixture is told from all of them.
QByteArray version(int number)
{
    return QByteArray(40'000 + 3'000 * number, static_cast<char>('0' + number));
}

/// Saves versions of the file without end, and tells each by a byte, until it is killed.
[[noreturn]] void saveWithoutEnd(const QString& path, int told)
{
    for (int number = 0;; number = (number + 1) % versions)
        if (replaceFile(path, version(number)) || ::write(told, "s", 1) != 1)
            ::_exit(1);
}

/// While it lives this process may write files of at most so many bytes, as if the disk were full then.
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before = {};
};

} // namespace

class TestReplaceFile : public QObject
{
    Q_OBJECT

    std::mt19937 m_random{20'240'229};

    /// Once it has saved a few times, and then within the next.
    void killSomewhere(const QString& path)
    {
        int told[2];
        QCOMPARE(::pipe(told), 0);
        const pid_t child = ::fork();
        if (child == 0)
            saveWithoutEnd(path, told[1]);
        ::close(told[1]);
        char byte = 0;
        for (auto saves = 1 + m_random() % 3; saves > 0; --saves)
            QCOMPARE(::read(told[0], &byte, 1), 1);
        for (auto turns = m_random() % 2'000; turns > 0; --turns)
            ::sched_yield();
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        ::close(told[0]);
        QVERIFY(WIFSIGNALED(status));
    }

    static QStringList allIn(const QString& folder)
    {
        return QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

private slots:
    void killedAHundredTimesTheFileIsAlwaysWhole()
    {
        TemporaryHome home;
        const QString path = home.write("plugins/policy", version(0));
        QCOMPARE(::chmod(qPrintable(path), 0750), 0);
        const bool isRoot = ::geteuid() == 0;
        if (isRoot)
            QCOMPARE(::chown(qPrintable(path), 1234, 1235), 0);

        for (int kill = 0; kill < 100; ++kill) {
            killSomewhere(path);
            const QByteArray bytes = home.read("plugins/policy");
            QVERIFY2(!bytes.isEmpty() && bytes == version(bytes.front() - '0'),
                     qPrintable(QString::number(bytes.size())));
            QCOMPARE(QDir(home.path("plugins")).entryList(QDir::Files), QStringList("policy"));
            QVERIFY(allIn(home.path("plugins")).size() <= 2); // what the last one left, and no more
        }
        QVERIFY(!replaceFile(path, "whole\n"));
        QCOMPARE(allIn(home.path("plugins")), QStringList("policy"));
        struct stat after = {};
        QCOMPARE(::stat(qPrintable(path), &after), 0);
        QCOMPARE(after.st_mode & 07777U, 0750U);
        if (isRoot)
            QVERIFY(after.st_uid == 1234 && after.st_gid == 1235);
    }

    void onAFullDiskTheOldFileStays()
    {
        TemporaryHome home;
        const QString path = home.write("control/me", "old\n");
        {
            const SmallDisk disk(1'000);
            const auto written = writeTextFile(path, parseText(QByteArray(5'000, 'x')));
            QVERIFY(!written);
            QVERIFY2(QString::fromStdString(written.error().message).contains("The file on disk is as it was"),
                     written.error().message.c_str());
        }
        QCOMPARE(home.read("control/me"), QByteArray("old\n"));
        QCOMPARE(allIn(home.path("control")), QStringList({"me", "smtpplugins"}));
        QVERIFY(writeTextFile(path, parseText(QByteArray(5'000, 'x'))));
    }

    void whereNothingMayBeWrittenThatIsSaid()
    {
        TemporaryHome home;
        const QString path = home.write("control/me", "old\n");
        QCOMPARE(::chmod(qPrintable(home.path()), 0755), 0);
        QCOMPARE(::chmod(qPrintable(home.path("control")), 0555), 0);
        const bool isRoot = ::geteuid() == 0;
        if (isRoot)
            QCOMPARE(::seteuid(65'534), 0); // root may write everywhere
        const auto why = replaceFile(path, "new\n");
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        QCOMPARE(::chmod(qPrintable(home.path("control")), 0755), 0);
        QVERIFY(why);
        QVERIFY2(why->contains("may not write in its folder"), qPrintable(*why));
        QCOMPARE(home.read("control/me"), QByteArray("old\n"));
    }

    void whereTheFolderIsGoneThatIsSaid()
    {
        TemporaryHome home;
        const auto why = replaceFile(home.path("nowhere/me"), "new\n");
        QVERIFY(why);
        QVERIFY2(why->contains("its folder is gone"), qPrintable(*why));
    }

    void longestNameCanBeWritten()
    {
        TemporaryHome home;
        const QString name = QString(255, u'n');
        QVERIFY(!replaceFile(home.path(name), "new\n"));
        QCOMPARE(home.read(name), QByteArray("new\n"));
    }

    void linkThatLeadsNowhereYetGetsItsFile()
    {
        TemporaryHome home;
        QVERIFY(QFile::link(home.path("control/target"), home.path("control/link")));
        QVERIFY(!replaceFile(home.path("control/link"), "new\n"));
        QVERIFY(QFileInfo(home.path("control/link")).isSymLink());
        QCOMPARE(home.read("control/target"), QByteArray("new\n"));
    }

    void newFileHasTheModeAskedFor()
    {
        TemporaryHome home;
        QVERIFY(!replaceFile(home.path("private"), "new\n", 0600));
        struct stat made = {};
        QCOMPARE(::stat(qPrintable(home.path("private")), &made), 0);
        QCOMPARE(made.st_mode & 07777U, 0600U);
    }
};

SPP_TEST(TestReplaceFile)
#include "tst_replace_file.moc"
