// SPDX-License-Identifier: MIT
#include "core/runtime/home_reader.h"
#include "core/session/home_options.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <unistd.h>

#include <filesystem>

using namespace spp::runtime;
using spp::Fault;
using spp::plugin::Environment;
using spp::test::Folder;

namespace
{

spp::Result<std::shared_ptr<const spp::control::Home>> readAs(const std::string& directory,
                                                              const Environment& environment)
{
    return HomeReader().read(directory, spp::session::homeOptions(spp::session::modernDialect(), environment));
}

} // namespace

class TestHomeReader : public QObject
{
    Q_OBJECT

    std::optional<Folder> m_folder;
    HomeReader m_reader;

    bool isKept() { return *m_reader.read(m_folder->path(), {}) == *m_reader.read(m_folder->path(), {}); }

    /// What is wrong with the home; empty if nothing is.
    std::string errorOf(const std::string& directory, const Environment& environment = {})
    {
        const auto home = readAs(directory, environment);
        if (home)
            return {};
        return home.error().fault == Fault::Configuration ? home.error().message : "wrong fault";
    }

private slots:
    void init()
    {
        m_folder.emplace();
        m_folder->write("control/me", "mx.example.org\n");
        m_folder->write("control/rcpthosts", "example.org\n");
        m_folder->write("control/smtpplugins", "[rcpt]\nplugins/one\n");
    }

    void takesWhatTheFilesSay()
    {
        const auto home = readAs(m_folder->path() + "/control/..", {});
        QVERIFY2(home.has_value(), home ? "" : home.error().message.c_str());
        QCOMPARE((*home)->directory, std::filesystem::canonical(m_folder->path()).string());
        QCOMPARE((*home)->me, std::string("mx.example.org"));
        QVERIFY((*home)->smtpPlugins.has_value());
    }

    void nosppSwitchesPluginsOff()
    {
        QVERIFY(::unlink(m_folder->path("control/smtpplugins").c_str()) == 0);
        QVERIFY(!errorOf(m_folder->path()).empty());
        const auto home = readAs(m_folder->path(), Environment({"NOSPP="}));
        QVERIFY(home.has_value());
        QVERIFY(!(*home)->smtpPlugins);
    }

    void sppconffileNamesTheFile()
    {
        m_folder->write("other", "");
        QCOMPARE(readAs(m_folder->path(), Environment({"SPPCONFFILE=other"})).value()->smtpPluginsPath,
                 std::string("other"));
        const std::string absolute = m_folder->path("other");
        QCOMPARE(readAs(m_folder->path(), Environment({"SPPCONFFILE=" + absolute})).value()->smtpPluginsPath, absolute);
        QCOMPARE(readAs(m_folder->path(), Environment({"SPPCONFFILE="})).value()->smtpPluginsPath,
                 std::string("control/smtpplugins"));
        QVERIFY(errorOf(m_folder->path(), Environment({"SPPCONFFILE=missing"}))
                    .starts_with("missing: there is no such file"));
        QVERIFY(readAs(m_folder->path(), Environment({"SPPCONFFILE=/dev/null"})).has_value());
    }

    void saysThatThereIsNoSuchHome()
    {
        QCOMPARE(errorOf(m_folder->path("gone")),
                 m_folder->path("gone") +
                     ": this home can't be opened: No such file or directory; name a qmail home directory, one with "
                     "a control folder in it");
        QCOMPARE(errorOf(m_folder->path("control/me")),
                 m_folder->path("control/me") + ": this home is not a directory; name one with a control folder in it");
    }

    void saysWhichFileCannotBeRead()
    {
        QVERIFY(QDir().mkpath(QString::fromStdString(m_folder->path("control/databytes"))));
        QCOMPARE(errorOf(m_folder->path()),
                 std::string("control/databytes: can't be read: Is a directory; a file is wanted there"));
    }

    void aHomeWithoutControlFolderIsNone()
    {
        const Folder other;
        other.write("control", "");
        QCOMPARE(errorOf(other.path()),
                 other.path() + ": this is no qmail home: it has no control folder; name one that has");
    }

    void saysWhichFileIsTooLarge()
    {
        const std::string largest(16UL * 1024 * 1024, 'x');
        m_folder->write("control/badmailfrom", largest);
        QCOMPARE(errorOf(m_folder->path()), std::string());
        m_folder->write("control/badmailfrom", largest + "x");
        QVERIFY(errorOf(m_folder->path()).starts_with("control/badmailfrom: is larger than 16777216 bytes"));
        QVERIFY(errorOf(m_folder->path(), Environment({"SPPCONFFILE=/dev/zero"})) != "");
    }

    void aHomeIsKeptWhileItsFilesAreUnchanged()
    {
        QTRY_VERIFY(isKept()); // once what was written can be told from what will be
        const auto before = m_reader.read(m_folder->path(), {});
        QCOMPARE(m_reader.read(m_folder->path() + "/control/..", {}).value(), *before);
    }

    void whatWasChangedJustNowIsReadAgain()
    {
        const auto before = m_reader.read(m_folder->path(), {});
        m_folder->write("control/me", "my.example.org\n"); // as long, and perhaps at the same time
        QCOMPARE(m_reader.read(m_folder->path(), {}).value()->me, std::string("my.example.org"));
        QCOMPARE((*before)->me, std::string("mx.example.org"));
    }

    void everyKindOfChangeIsSeen_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("a file that is overwritten") << "echo 10 > control/databytes";
        QTest::newRow("a file of the same size and time")
            << "echo 10 > new; touch -r control/databytes new; mv new control/databytes";
        QTest::newRow("a file that is new") << "echo 10 > control/rcpthosts";
        QTest::newRow("a file that is gone") << "rm control/databytes";
        QTest::newRow("a file that can't be read any more") << "rm control/databytes; mkdir control/databytes";
        QTest::newRow("behind a link") << "echo other.example > elsewhere/badmailfrom";
        QTest::newRow("what a link led to is gone") << "rm elsewhere/badmailfrom";
        QTest::newRow("another control folder") << "mv control old; cp -Rp old control; echo 10 > control/databytes";
    }

    void everyKindOfChangeIsSeen()
    {
        QFETCH(QString, command);
        m_folder->write("control/databytes", "20\n");
        m_folder->write("elsewhere/badmailfrom", "bad.example\n");
        QVERIFY(std::filesystem::remove(m_folder->path("control/rcpthosts")));
        std::filesystem::create_symlink("../elsewhere/badmailfrom", m_folder->path("control/badmailfrom"));
        QTRY_VERIFY(isKept());
        const auto before = m_reader.read(m_folder->path(), {});
        QCOMPARE(::system(("cd " + m_folder->path() + " && " + command.toStdString()).c_str()), 0);
        const auto after = m_reader.read(m_folder->path(), {});
        QVERIFY(!after || *after != *before);
    }

    void aFileBehindALinkToNowhereIsSeenOnceItIsThere()
    {
        std::filesystem::create_symlink(m_folder->path("later"), m_folder->path("control/databytes"));
        QCOMPARE(m_reader.read(m_folder->path(), {}).value()->databytes, std::size_t{0});
        m_folder->write("later", "10\n");
        QCOMPARE(m_reader.read(m_folder->path(), {}).value()->databytes, std::size_t{10});
    }

    void homesOfOtherOptionsAreOthers()
    {
        QTRY_VERIFY(isKept());
        spp::control::HomeOptions withoutPlugins;
        withoutPlugins.plugins = false;
        QVERIFY(m_reader.read(m_folder->path(), {}).value()->smtpPlugins);
        QVERIFY(!m_reader.read(m_folder->path(), withoutPlugins).value()->smtpPlugins);
        QVERIFY(m_reader.read(m_folder->path(), {}).value()->smtpPlugins);
    }
};

QTEST_GUILESS_MAIN(TestHomeReader)
#include "tst_home_reader.moc"
