// SPDX-License-Identifier: MIT
#include "core/runtime/read_home.h"
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

spp::Result<spp::control::Home> readAs(const std::string& directory, const Environment& environment)
{
    return readHome(directory, spp::session::homeOptions(spp::session::modernDialect(), environment));
}

} // namespace

class TestReadHome : public QObject
{
    Q_OBJECT

    std::optional<Folder> m_folder;

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
        QCOMPARE(home->directory, std::filesystem::canonical(m_folder->path()).string());
        QCOMPARE(home->me, std::string("mx.example.org"));
        QVERIFY(home->smtpPlugins.has_value());
    }

    void nosppSwitchesPluginsOff()
    {
        QVERIFY(::unlink(m_folder->path("control/smtpplugins").c_str()) == 0);
        QVERIFY(!errorOf(m_folder->path()).empty());
        const auto home = readAs(m_folder->path(), Environment({"NOSPP="}));
        QVERIFY(home.has_value());
        QVERIFY(!home->smtpPlugins);
    }

    void sppconffileNamesTheFile()
    {
        m_folder->write("other", "");
        QCOMPARE(readAs(m_folder->path(), Environment({"SPPCONFFILE=other"}))->smtpPluginsPath, std::string("other"));
        const std::string absolute = m_folder->path("other");
        QCOMPARE(readAs(m_folder->path(), Environment({"SPPCONFFILE=" + absolute}))->smtpPluginsPath, absolute);
        QCOMPARE(readAs(m_folder->path(), Environment({"SPPCONFFILE="}))->smtpPluginsPath,
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
};

QTEST_GUILESS_MAIN(TestReadHome)
#include "tst_read_home.moc"
