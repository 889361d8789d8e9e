// SPDX-License-Identifier: MIT
#include "core/runtime/private_home.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

using namespace spp::runtime;
using namespace std::string_literals;
using spp::test::Folder;
namespace fs = std::filesystem;

namespace
{

std::string show(const PrivateHome& home)
{
    std::string result;
    const auto changes = home.changes();
    if (!changes)
        return changes.error().message;
    for (const HomeChange& change : *changes)
        result += "+~-"s[static_cast<std::size_t>(change.kind)] + change.path + " ";
    return result;
}

mode_t modeOf(const std::string& path)
{
    struct stat status
    {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

class TestPrivateHome : public QObject
{
    Q_OBJECT

    std::optional<Folder> m_folder;

    PrivateHome copy() const
    {
        auto home = PrivateHome::copy(m_folder->path());
        if (!home)
            qFatal("%s", home.error().message.c_str());
        return std::move(*home);
    }

    static void write(const PrivateHome& home, const std::string& name, std::string_view bytes)
    {
        QFile file(QString::fromStdString(home.path() + "/" + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes.data(), qint64(bytes.size())), qint64(bytes.size()));
    }

private slots:
    void init()
    {
        m_folder.emplace();
        m_folder->write("control/me", "mx.example.org\n");
        m_folder->write("control/smtpplugins", "[mail]\nplugins/count\n");
        m_folder->script("plugins/count", "echo A\n");
        fs::create_symlink("count", m_folder->path("plugins/link"));
    }

    void holdsWhatTheHomeHolds()
    {
        ::chmod(m_folder->path("plugins").c_str(), 0751);
        const PrivateHome home = copy();
        QVERIFY(fs::equivalent(home.path() + "/plugins/link", home.path() + "/plugins/count"));
        QCOMPARE(modeOf(home.path() + "/plugins/count"), modeOf(m_folder->path("plugins/count")));
        QCOMPARE(modeOf(home.path() + "/plugins"), 0751U);
        QCOMPARE(show(home), ""s);
        QVERIFY(fs::is_empty(home.temporary()));
    }

    void leavesOutTheQueueAndWhatIsNoFile()
    {
        m_folder->write("queue/mess/1", "mail");
        QCOMPARE(::mkfifo(m_folder->path("plugins/pipe").c_str(), 0600), 0);
        const PrivateHome home = copy();
        QVERIFY(!fs::exists(home.path() + "/queue"));
        QVERIFY(!fs::exists(home.path() + "/plugins/pipe"));
    }

    void tellsWhatBecameOfIt()
    {
        const PrivateHome home = copy();
        write(home, "control/me", "other.example\n");
        write(home, "plugins/new", "x");
        fs::create_directory(home.path() + "/cache");
        fs::remove(home.path() + "/plugins/link");
        ::chmod((home.path() + "/plugins/count").c_str(), 0600);
        QCOMPARE(show(home), "+cache/ ~control/me ~plugins/count -plugins/link +plugins/new "s);
        QCOMPARE(m_folder->read("control/me"), "mx.example.org\n"s);
    }

    void isThrownAwayWithTheValue()
    {
        std::string path;
        {
            PrivateHome home = copy();
            path = home.path();
            const PrivateHome moved = std::move(home);
            QVERIFY(fs::exists(path));
        }
        QVERIFY(!fs::exists(fs::path(path).parent_path()));
        QVERIFY(m_folder->contains("control/me"));
    }

    void canBeKept()
    {
        PrivateHome home = copy();
        write(home, "control/me", "other.example\n");
        fs::create_directories(home.path() + "/cache/deep");
        write(home, "cache/deep/seen", "1");
        fs::remove(home.path() + "/plugins/link");
        ::chmod((home.path() + "/plugins/count").c_str(), 0711);
        const auto kept = home.keep();
        QVERIFY2(kept, kept ? "" : kept.error().message.c_str());
        QCOMPARE(m_folder->read("control/me"), "other.example\n"s);
        QCOMPARE(m_folder->read("cache/deep/seen"), "1"s);
        QCOMPARE(modeOf(m_folder->path("plugins/count")), 0711U);
        QVERIFY(!m_folder->contains("plugins/link"));
        QCOMPARE(show(home), ""s);
        QCOMPARE(m_folder->files("control").size(), 2U);
    }

    void aFolderThatBecameAFileAndAFileThatBecameAFolderCanBeKept()
    {
        m_folder->write("cache/a", "1");
        m_folder->write("state", "1");
        PrivateHome home = copy();
        fs::remove_all(home.path() + "/cache");
        write(home, "cache", "2");
        fs::remove(home.path() + "/state");
        fs::create_directory(home.path() + "/state");
        write(home, "state/b", "3");
        const auto kept = home.keep();
        QVERIFY2(kept, kept ? "" : kept.error().message.c_str());
        QCOMPARE(m_folder->read("cache"), "2"s);
        QCOMPARE(m_folder->read("state/b"), "3"s);
    }

    void isNotKeptOverWhatWasChangedOutside()
    {
        PrivateHome home = copy();
        write(home, "control/me", "other.example\n");
        write(home, "plugins/new", "x");
        m_folder->write("control/me", "mine.example.org\n");
        const auto kept = home.keep();
        QVERIFY(!kept);
        QVERIFY(
            kept.error().message.ends_with("control/me: was changed outside the simulation, too; nothing was kept"));
        QCOMPARE(m_folder->read("control/me"), "mine.example.org\n"s);
        QVERIFY(!m_folder->contains("plugins/new"));
    }

    void whatCouldNotAllBeKeptCanBeKeptLater()
    {
        PrivateHome home = copy();
        write(home, "control/me", "other.example\n");
        write(home, "plugins/new", "x");
        // A folder that is not empty stands where the file is to go.
        m_folder->write("plugins/new.spp-new/in", "the way");
        QVERIFY(!home.keep());
        QCOMPARE(m_folder->read("control/me"), "other.example\n"s);
        fs::remove_all(m_folder->path("plugins/new.spp-new"));
        const auto kept = home.keep();
        QVERIFY2(kept, kept ? "" : kept.error().message.c_str());
        QCOMPARE(m_folder->read("plugins/new"), "x"s);
    }

    void anotherCopyGoesOnWithWhatWasChanged()
    {
        m_folder->write("cache/old", "1");
        PrivateHome older = copy();
        write(older, "plugins/new", "x");
        write(older, "control/me", "other.example\n");
        fs::remove_all(older.path() + "/cache");
        std::ofstream(older.temporary() + "/seen") << "1";
        PrivateHome home = copy();
        const auto inherited = home.inherit(older);
        QVERIFY2(inherited, inherited ? "" : inherited.error().message.c_str());
        QCOMPARE(show(home), "-cache/ -cache/old ~control/me +plugins/new "s);
        QVERIFY(fs::exists(home.temporary() + "/seen"));
        QVERIFY(home.keep());
        QCOMPARE(m_folder->read("control/me"), "other.example\n"s);
    }

    void whatWasChangedInTheHomeSinceCountsMore()
    {
        PrivateHome older = copy();
        write(older, "plugins/count", "written by itself\n");
        write(older, "plugins/new", "x");
        m_folder->script("plugins/count", "echo mended\n");
        PrivateHome home = copy();
        QVERIFY(home.inherit(older));
        QCOMPARE(show(home), "+plugins/new "s);
    }

    void tooManyChangesToTellAreNotTakenForNone()
    {
        const PrivateHome home = copy();
        for (int number = 0; number <= 20'000; ++number)
            fs::create_symlink("x", home.path() + "/" + std::to_string(number));
        const auto changes = home.changes();
        QVERIFY(!changes);
        QVERIFY(changes.error().message.find("holds more than 20000 files") != std::string::npos);
    }

    void ofAHomeThatIsMissingThereIsNone()
    {
        const auto home = PrivateHome::copy("/no/such/home");
        QVERIFY(!home);
        QCOMPARE(home.error().message, "/no/such/home: this home can't be opened: No such file or directory"s);
    }

    void ofWhatIsTooLargeThereIsNone()
    {
        QFile file(QString::fromStdString(m_folder->path("mailbox")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(300LL * 1024 * 1024)); // a hole, which takes no room
        const auto home = PrivateHome::copy(m_folder->path());
        QVERIFY(!home);
        QVERIFY(home.error().message.ends_with(
            "holds 300 MiB, too much for a private copy; move what is no part of the home"));
    }
};

QTEST_GUILESS_MAIN(TestPrivateHome)
#include "tst_private_home.moc"
