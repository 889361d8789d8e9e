// SPDX-License-Identifier: MIT
/// What of a home is deployed.
#include "core/deploy/selection.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::deploy;
using namespace spp::test;

class TestSelection : public QObject
{
    Q_OBJECT

    static std::string joined(const std::vector<std::string>& paths)
    {
        std::string text;
        for (const std::string& path : paths)
            text += (text.empty() ? "" : " ") + path;
        return text;
    }

    static std::string roots(const std::vector<std::string>& pluginFiles, const Choice& choice = {})
    {
        const auto found = rootsOf(pluginFiles, choice);
        return found ? joined(*found) : found.error().message;
    }

    static std::string selected(const Manifest& all, const Choice& choice = {})
    {
        std::vector<std::string> paths;
        for (const auto& [path, entry] : select(all, choice).files)
            paths.push_back(path);
        return joined(paths);
    }

private slots:
    void controlPluginsAndWhatSmtpPluginsNames()
    {
        QCOMPARE(roots({"plugins/a", "bin/policy", "/usr/bin/other", "../elsewhere", "queue/x"}),
                 std::string("control plugins bin/policy"));
    }

    void whatAPersonNamesComesAlong()
    {
        QCOMPARE(roots({}, {{"./share/", "control/x"}, {}}), std::string("control plugins share"));
    }

    void aMachinesOwnThingsNever()
    {
        for (const char* name :
             {"queue", "Maildir/new", "users/assign", "log", ".spp-backups", "/etc", "../x", "a\nb", ""})
            QVERIFY2(!rootsOf({}, {{name}, {}}), name);
    }

    void litterAndWhatIsHiddenStaysBehind()
    {
        const Manifest all{{"control/me", file("")},          {"control/me~", file("")},
                           {"plugins/.git/config", file("")}, {"plugins/__pycache__/a.pyc", file("")},
                           {"plugins/#a#", file("")},         {"queue/x", file("")}};
        QCOMPARE(selected(all), std::string("control/me"));
        QCOMPARE(selected(all, {{"plugins/.git"}, {}}), std::string("control/me plugins/.git/config"));
    }

    void whatIsExcludedStaysBehind()
    {
        const Manifest all{
            {"control/me", file("")}, {"plugins/a", file("")}, {"plugins/a/b", file("")}, {"plugins/ab", file("")}};
        QCOMPARE(selected(all, {{}, {"plugins/a/"}}), std::string("control/me plugins/ab"));
    }

    void privateKeysOnlyByTheirNames()
    {
        const Manifest all{{"control/servercert.pem", file("")},
                           {"control/dkim/default", file("-----BEGIN RSA PRIVATE KEY-----\n")},
                           {"control/me", file("")}};
        QCOMPARE(selected(all), std::string("control/me"));
        QCOMPARE(joined(select(all, {}).privateKeys), std::string("control/dkim/default control/servercert.pem"));
        QCOMPARE(selected(all, {{"control/servercert.pem"}, {}}), std::string("control/me control/servercert.pem"));
        QCOMPARE(selected(all, {{"control"}, {}}), std::string("control/me"));
    }
};

SPP_TEST(TestSelection)
#include "tst_selection.moc"
