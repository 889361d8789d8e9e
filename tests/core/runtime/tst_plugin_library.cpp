// SPDX-License-Identifier: MIT
/// The library of plugins on the disk, where programs find it, and what is written into a home.
#include "core/runtime/plugin_library.h"

#include "core/runtime/files.h"
#include "core/runtime/resources.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <unistd.h>

using namespace spp;
using namespace spp::runtime;
using test::Folder;

class TestPluginLibrary : public QObject
{
    Q_OBJECT

    /// A library with one plugin that is whole.
    static void fill(const Folder& folder)
    {
        folder.script("lib/count/plugins/count",
                      "#!/bin/sh\n# count: counts. For [data] and [rcpt].\n"
                      "# Set     COUNT=1  how\n# Needs   sh   runs it\ntrue\n");
        folder.write("lib/count/control/me", "mail.example.org\n");
        folder.write("lib/count/control/counts", "1\n");
        folder.write("home/control/smtpplugins", "# mine\n[rcpt]\nplugins/other\n");
    }
    static library::LibraryPlugin only(const Folder& folder)
    {
        auto library = readPluginLibrary(folder.path("lib"));
        return library && library->plugins.size() == 1 ? library->plugins.front() : library::LibraryPlugin{};
    }

private slots:
    void whatIsThereIsRead()
    {
        const Folder folder;
        fill(folder);
        const auto plugin = only(folder);
        QCOMPARE(plugin.head.name, std::string("count"));
        QVERIFY(plugin.missing.empty());
        QVERIFY((plugin.examples == std::vector{folder.path("lib/count/control/counts")}));
    }

    void whatIsNoPluginIsToldAndLeftOut()
    {
        const Folder folder;
        fill(folder);
        folder.write("lib/README.md", "a file\n");
        folder.write("lib/empty/README.md", "no plugin\n");
        folder.script("lib/other/plugins/other", "# another: name. For [rcpt].\n");
        const auto library = readPluginLibrary(folder.path("lib"));
        QVERIFY(library);
        QCOMPARE(library->plugins.size(), 1UL);
        QCOMPARE(library->troubles.size(), 2UL);
        QVERIFY(library->troubles[0].find("empty/plugins/empty can't be read") != std::string::npos);
        QVERIFY(library->troubles[1].find("other: what it does") != std::string::npos);
        QVERIFY(!readPluginLibrary(folder.path("nowhere")));
    }

    void whatIsMissingHereIsTold()
    {
        const Folder folder;
        folder.script("lib/wants/plugins/wants",
                      "#!/usr/bin/env python3\n\"\"\"wants: a lot. For [rcpt].\n\n"
                      "Needs   no-such-program-here  runs\n        sh  runs\n"
                      "        python3:json  is there\n        python3:no.such.module  is not\n"
                      "        python3:os;exit()  is no name\n        sh:thing  can't be asked\n\"\"\"\n");
        std::string missing;
        for (const auto& need : only(folder).missing)
            missing += formatNeed(need) + " ";
        QCOMPARE(missing, std::string("no-such-program-here python3:no.such.module python3:os;exit() sh:thing "));
    }

    /// Its module has to be there for the interpreter that runs the plugin, not for another of the same name.
    void itsOwnInterpreterIsAsked()
    {
        const Folder folder;
        folder.script("python3", "exit 1\n");
        folder.script("lib/own/plugins/own", "#!" + folder.path("python3") +
                                                 "\n# own: asks. For [rcpt].\n# Needs   python3:json  is not there\n");
        const auto plugin = only(folder);
        QCOMPARE(plugin.missing.size(), 1UL);
        QCOMPARE(formatNeed(plugin.missing.front()), std::string("python3:json"));
    }

    void onePluginIsInstalled()
    {
        const Folder folder;
        fill(folder);
        const auto line = installPlugin(only(folder), folder.path("home"), control::Section::Data);
        QVERIFY2(line, line ? "" : line.error().message.c_str());
        QCOMPARE(*line, std::string("plugins/count"));
        QCOMPARE(folder.read("home/plugins/count"), folder.read("lib/count/plugins/count"));
        QVERIFY(::access(folder.path("home/plugins/count").c_str(), X_OK) == 0);
        QCOMPARE(folder.read("home/control/smtpplugins"),
                 std::string("# mine\n[rcpt]\nplugins/other\n\n[data]\nplugins/count\n"));
    }

    void whatIsThereIsNotOverwritten()
    {
        const Folder folder;
        fill(folder);
        folder.write("home/plugins/count", "mine");
        const auto line = installPlugin(only(folder), folder.path("home"), control::Section::Data);
        QVERIFY(!line);
        QVERIFY(line.error().message.ends_with("home/plugins/count is there already; it was left as it is"));
        QCOMPARE(folder.read("home/plugins/count"), std::string("mine"));
        QCOMPARE(folder.read("home/control/smtpplugins"), std::string("# mine\n[rcpt]\nplugins/other\n"));
    }

    void aPluginThatCanNotBeEnteredIsNotLeft()
    {
        const Folder folder;
        fill(folder);
        QVERIFY(QDir().mkpath(QString::fromStdString(folder.path("broken/control/smtpplugins"))));
        QVERIFY(!installPlugin(only(folder), folder.path("broken"), control::Section::Data));
        QVERIFY(!folder.contains("broken/plugins/count"));
    }

    void aFileIsReplacedWithItsModeKept()
    {
        const Folder folder;
        folder.script("tool", "old\n");
        QVERIFY(QFile::link(QString::fromStdString(folder.path("tool")), QString::fromStdString(folder.path("link"))));
        QVERIFY(replaceFile(folder.path("link"), "new\n"));
        QCOMPARE(folder.read("tool"), std::string("new\n"));
        QVERIFY(::access(folder.path("tool").c_str(), X_OK) == 0);
        QVERIFY(QFileInfo(QString::fromStdString(folder.path("link"))).isSymLink());
        QCOMPARE(folder.files(".").size(), 2UL); // nothing else is left
        QVERIFY(replaceFile(folder.path("fresh"), "first\n"));
        QCOMPARE(folder.read("fresh"), std::string("first\n"));
    }

    void aFileIsReadWithinItsLimit()
    {
        const Folder folder;
        folder.write("a", std::string(2048, 'x'));
        QCOMPARE(readFile(folder.path("a"), 2048)->size(), 2048UL);
        QVERIFY(!readFile(folder.path("a"), 2047));
        QVERIFY(!readFile(folder.path(""), 2047)); // a folder
        QVERIFY(!readFile(folder.path("none"), 2047));
        QVERIFY(!createFile(folder.path("a"), "y"));
    }

    void resourcesAreFound()
    {
        const Folder folder;
        for (const char* each : {"src/resources/plugins/x", "src/resources/templates/x",
                                 "usr/share/spp-workbench/plugins/x", "usr/share/spp-workbench/templates/x"})
            folder.write(each, "");
        QCOMPARE(*findResourcesFor(folder.path("src/build/debug/bin/spp"), ""), folder.path("src/resources"));
        QCOMPARE(*findResourcesFor(folder.path("usr/bin/spp"), ""), folder.path("usr/share/spp-workbench"));
        QCOMPARE(*findResourcesFor("/nowhere/spp", folder.path("src/resources")), folder.path("src/resources"));
        QVERIFY(!findResourcesFor(folder.path("usr/bin/spp"), folder.path("src")));
        const auto lost = findResourcesFor("/nowhere/bin/spp", "");
        QVERIFY(!lost);
        QVERIFY(lost.error().message.find("/nowhere/bin") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestPluginLibrary)
#include "tst_plugin_library.moc"
