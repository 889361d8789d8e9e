// SPDX-License-Identifier: MIT
/// What goes into a report, and what does not.
#include "core/deploy/bundle.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using deploy::Kind;

namespace
{

constexpr deploy::Owner somebody{4711, 4711};

deploy::BundleParts parts()
{
    deploy::BundleParts parts;
    parts.folder = "report";
    parts.home.files = {{"control", {Kind::Folder, 0700, {}, {}}},
                        {"control/me", file("mx.example.org\n", 0600, somebody)},
                        {"control/smtproutes", file(":relay user secret\n")},
                        {"control/db_password", file("secret\n")},
                        {"control/odd", file("-----BEGIN PRIVATE KEY-----\n")},
                        {"plugins/policy", file("#!/bin/sh\n", 0700, somebody)},
                        {"plugins/link", {Kind::Link, 0777, {}, "policy"}}};
    parts.home.privateKeys = {"control/servercert.pem"};
    parts.scenario = "home/dialogs/x.spp";
    parts.files = {{"home/dialogs/x.spp", "C: HELO x\n"}};
    parts.trace = "{}\n";
    parts.versions = "spp 0.1.0\n";
    return parts;
}

} // namespace

class TestBundle : public QObject
{
    Q_OBJECT

private slots:
    void allThatIsNeededIsThere()
    {
        const auto bundle = makeBundle(parts());
        for (const char* path : {"report/home/control/me", "report/home/plugins/policy", "report/home/plugins/link",
                                 "report/home/dialogs/x.spp", "report/trace.spptrace", "report/versions.txt"})
            QVERIFY2(bundle.files.contains(path), path);
        const std::string readme = bundle.files.at("report/README.txt").content;
        QVERIFY(readme.find("spp run --home home home/dialogs/x.spp") != std::string::npos);
        QVERIFY(readme.find("spp show trace.spptrace") != std::string::npos);
        QVERIFY(readme.find("Left out of the home") != std::string::npos);
    }

    void secretsAreNot()
    {
        const auto bundle = makeBundle(parts());
        QCOMPARE(bundle.leftOut, (std::vector{"control/db_password"s, "control/odd"s, "control/servercert.pem"s,
                                              "control/smtproutes"s}));
        for (const auto& [path, entry] : bundle.files) {
            QVERIFY2(entry.content.find("secret\n") == std::string::npos, path.c_str());
            QVERIFY2(entry.content.find("PRIVATE KEY") == std::string::npos, path.c_str());
        }
    }

    void namesThatSoundSecretAreTaken()
    {
        for (const char* path : {"control/x.key", "control/API_KEY", "lib/tokens", "control/Passwords",
                                 "x/credentials.json", "control/poppasswd"})
            QVERIFY2(deploy::isSecret(path, file("")), path);
        for (const char* path : {"control/me", "control/smtpplugins", "plugins/keyword-check", "secret/me"})
            QVERIFY2(!deploy::isSecret(path, file("")), path);
    }

    void nobodySeesWhoseTheFilesAre()
    {
        const auto bundle = makeBundle(parts());
        for (const auto& [path, entry] : bundle.files)
            QVERIFY2(entry.owner == deploy::Owner(), path.c_str());
        QCOMPARE(bundle.files.at("report/home/control/me").mode, 0644U);
        QCOMPARE(bundle.files.at("report/home/plugins/policy").mode, 0755U);
        QCOMPARE(bundle.files.at("report/home/control").mode, 0755U);
    }

    void whatWentWrongIsTold()
    {
        auto asked = parts();
        asked.trace.clear();
        asked.trouble = "there is no dialect “x”";
        asked.missing = {"/elsewhere/mail.eml"};
        const auto bundle = makeBundle(std::move(asked));
        QVERIFY(!bundle.files.contains("report/trace.spptrace"));
        const std::string readme = bundle.files.at("report/README.txt").content;
        QVERIFY(readme.find("there is no dialect “x”") != std::string::npos);
        QVERIFY(readme.find("/elsewhere/mail.eml") != std::string::npos);
    }
};

SPP_TEST(TestBundle)
#include "tst_bundle.moc"
