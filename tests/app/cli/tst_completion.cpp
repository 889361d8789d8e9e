// SPDX-License-Identifier: MIT
/// What completion proposes, and that it knows all options.
#include "app/cli/commands.h"
#include "app/cli/completion/completion.h"
#include "app/cli/completion/values.h"
#include "tests/support/test_main.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace spp;

namespace
{

/// Calls back with each command and those below it.
void visitCommands(const CLI::App& app, const std::function<void(const CLI::App&)>& visit)
{
    visit(app);
    for (const auto* command : app.get_subcommands(std::function<bool(const CLI::App*)>{}))
        visitCommands(*command, visit);
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    CLI::App m_app{"", "spp"};
    int m_status = 0;

    QString complete(const QStringList& words) const
    {
        std::vector<std::string> all;
        for (const auto& word : words)
            all.push_back(word.toStdString());
        QStringList texts;
        for (const auto& each : cli::complete(m_app, all).candidates)
            texts.append(QString::fromStdString(each.text));
        return texts.join(' ');
    }

    void touch(const QString& name, const QByteArray& bytes = {}) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private slots:
    void initTestCase()
    {
        cli::addCommands(m_app, m_status);
        touch("home/control/smtpplugins", "[helo]\nplugins/greet\n[rcpt]\n:X=1 plugins/odd\n:plugins/check 7\n");
        touch("home/dialogs/one.spp");
        touch("home/dialogs/two words.spp");
        touch("home/dialogs/notes.txt");
        touch("home/dialogs/.hidden.spp");
        touch("x.spptrace");
        QVERIFY(QDir::setCurrent(m_folder.path()));
    }
    void cleanupTestCase() { QDir::setCurrent("/"); }

    void everyOptionSaysWhatItTakes()
    {
        visitCommands(m_app, [](const CLI::App& command) {
            for (const CLI::Option* option : command.get_options()) {
                std::string type = option->get_type_name();
                type.resize(std::min(type.find(':'), type.size()));
                const bool isWords = std::ranges::any_of(type, [](char c) { return c >= 'a' && c <= 'z'; });
                const std::string name = command.get_name() + " " + option->get_name();
                if (option->get_items_expected_max() > 0)
                    QVERIFY2(isWords || cli::isKind(type),
                             (name + " takes " + type + ", which completion does not know").c_str());
            }
        });
    }

    void commandsAreFoundByTheirBeginning()
    {
        QCOMPARE(complete({"ex"}), QString("export explain"));
        QVERIFY(complete({""}).contains("run") && complete({""}).contains("plugins"));
        QCOMPARE(complete({"plugins", "in"}), QString("install"));
        QCOMPARE(complete({"nonsense", ""}), complete({"nonsense", ""}));
    }

    void optionsOfACommandAreProposedOnce()
    {
        QVERIFY(complete({"run", "--f"}).contains("--format"));
        QCOMPARE(complete({"run", "--format", "tap", "--form"}), QString());
        QCOMPARE(complete({"show", "x.spptrace", "--st"}), QString("--step"));
    }

    void valuesAreThoseThatAnOptionTakes()
    {
        QCOMPARE(complete({"run", "--format", "j"}), QString("junit json"));
        QCOMPARE(complete({"run", "--format=j"}), QString("--format=junit --format=json"));
        QCOMPARE(complete({"run", "--format", "=", "j"}), QString("junit json")); // as bash parts it
        QVERIFY(complete({"run", "--dialect", "qmail-spp-s"}).contains("qmail-spp-smtpauth-tls"));
        QCOMPARE(complete({"new", "plugin", "--language", "p"}), QString("python perl"));
        QCOMPARE(complete({"new", "plugin", "--section", "re"}), QString());
        QCOMPARE(complete({"plugins", "install", "--section", "r"}), QString("rcpt"));
        QCOMPARE(complete({"explain", "SMTPRCPTTO", "SMTPRCPTC"}), QString("SMTPRCPTCOUNT SMTPRCPTCOUNTALL"));
        QVERIFY(complete({"plugins", "show", ""}).contains("greylist"));
    }

    void filesAreThoseThatFit()
    {
        QCOMPARE(complete({"run", ""}), QString("home/"));
        QCOMPARE(complete({"run", "home/dialogs/"}), QString("home/dialogs/one.spp home/dialogs/two words.spp"));
        QCOMPARE(complete({"run", "home/dialogs/one.spp", "home/dialogs/t"}), QString("home/dialogs/two words.spp"));
        QCOMPARE(complete({"run", "home/dialogs/."}), QString("home/dialogs/.hidden.spp"));
        QCOMPARE(complete({"show", ""}), QString("home/ x.spptrace"));
        QCOMPARE(complete({"run", "--home", ""}), QString("home/"));
        QVERIFY(complete({"run", "--message", "home/dialogs/"}).contains("notes.txt"));
        QCOMPARE(complete({"run", "no/such/folder/"}), QString());
    }

    void pluginsAreThoseOfTheHome()
    {
        QCOMPARE(complete({"env", "home/dialogs/one.spp", "--plugin", ""}), QString("plugins/check plugins/greet"));
        QCOMPARE(complete({"env", "--home", "home", "--plugin", "plugins/g"}), QString("plugins/greet"));
        QCOMPARE(complete({"env", "--plugin", ""}), QString()); // there is no home here
    }
};

SPP_TEST(TestCompletion)
#include "tst_completion.moc"
