// SPDX-License-Identifier: MIT
/// Plugins and homes that are made in the window: from the question to a plugin that runs.
#include "app/workbench/new_plugin/new_plugins.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/library/library_dialog.h"
#include "app/workbench/new_plugin/new_home_dialog.h"
#include "app/workbench/new_plugin/new_plugin_dialog.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace spp;
using namespace spp::workbench;

class TestNewPlugins : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; // a compiler may be slow, and fails a test only if it never ends

    struct Bench
    {
        TemporaryHome home;
        Workshop workshop;
        std::unique_ptr<KSyntaxHighlighting::Repository> repository = makeSyntaxRepository();
        EditorTabs editors{*repository};
        QWidget window;
        NewPlugins newPlugins{workshop, editors, window};
        QSignalSpy opened{&newPlugins, &NewPlugins::openRequested};
        QSignalSpy failed{&newPlugins, &NewPlugins::failed};

        Bench()
        {
            home.write("control/rcpthosts", "example.org\n");
            home.write("control/smtpplugins", "# mine\n[rcpt]\nplugins/policy\n");
            home.write("plugins/policy", "#!/bin/sh\ntrue\n", TemporaryHome::executable);
            newPlugins.setHome(home.path());
        }
        template <typename Dialog>
        Dialog* dialog()
        {
            return window.findChild<Dialog*>();
        }
        /// Accepts it, and waits until all is done. @return there is a plugin
        bool create(QDialog* dialog)
        {
            QSignalSpy made(&workshop, &Workshop::pluginMade);
            dialog->accept();
            return made.wait(patience);
        }
        QStringList openedFiles() const
        {
            QStringList files;
            for (const auto& each : opened)
                files << each.first().toString().mid(home.path().size() + 1);
            return files;
        }
    };

    std::unique_ptr<Bench> m_bench;

    void name(const QString& text, const QString& language = "Shell")
    {
        m_bench->newPlugins.askForPlugin();
        auto* dialog = m_bench->dialog<NewPluginDialog>();
        dialog->findChild<QLineEdit*>()->setText(text);
        dialog->findChildren<QComboBox*>().first()->setCurrentText(language);
    }

private slots:
    void init() { m_bench = std::make_unique<Bench>(); }
    void cleanup() { m_bench.reset(); }

    void aPluginIsMadeEnteredAndOpened()
    {
        name("sender-check");
        auto* dialog = m_bench->dialog<NewPluginDialog>();
        QCOMPARE(dialog->trouble(), QString());
        QVERIFY(dialog->preview().contains("plugins/sender-check, which may be executed"));
        QVERIFY(m_bench->create(dialog));
        QCOMPARE(m_bench->home.read("control/smtpplugins"), "# mine\n[rcpt]\nplugins/policy\nplugins/sender-check\n");
        QCOMPARE(m_bench->openedFiles(), (QStringList{"dialogs/sender-check.spp", "plugins/sender-check"}));
        QVERIFY(QFileInfo(m_bench->home.path("plugins/sender-check")).isExecutable());
        QVERIFY(m_bench->failed.isEmpty());
    }

    void aPluginThatIsCompiledIsBuiltAtOnce()
    {
        name("limit", "C");
        QSignalSpy built(&m_bench->newPlugins, &NewPlugins::built);
        QVERIFY(m_bench->create(m_bench->dialog<NewPluginDialog>()));
        QCOMPARE(m_bench->openedFiles(), (QStringList{"dialogs/limit.spp", "plugins/limit.c"}));
        QVERIFY(QFileInfo(m_bench->home.path("plugins/limit")).isExecutable());
        QCOMPARE(built.size(), 1);
        QVERIFY(built.first().first().value<BuiltSource>().succeeded);
    }

    void aTextThatIsNotSavedIsKept()
    {
        EditorTab* tab = m_bench->editors.open(m_bench->home.path("control/smtpplugins"));
        tab->editor()->setPlainText("# changed\n[rcpt]\n[data]\n");
        tab->editor()->document()->setModified(true);
        name("late");
        QVERIFY(m_bench->create(m_bench->dialog<NewPluginDialog>()));
        QCOMPARE(tab->editor()->text(), "# changed\n[rcpt]\nplugins/late\n[data]\n");
        QVERIFY(tab->isModified());
        QCOMPARE(m_bench->home.read("control/smtpplugins"), "# mine\n[rcpt]\nplugins/policy\n");
        QVERIFY(m_bench->failed.first().first().toString().contains("save it"));
        tab->editor()->undo();
        QCOMPARE(tab->editor()->text(), "# changed\n[rcpt]\n[data]\n");
    }

    void aHomeWithoutSmtpPluginsGetsOne()
    {
        QVERIFY(QFile::remove(m_bench->home.path("control/smtpplugins")));
        name("first");
        QVERIFY(m_bench->create(m_bench->dialog<NewPluginDialog>()));
        QCOMPARE(m_bench->home.read("control/smtpplugins"), "[rcpt]\nplugins/first\n");
    }

    void namesThatWillNotDoAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("why");
        QTest::newRow("none") << ""
                              << "Give the plugin a name.";
        QTest::newRow("blanks") << "my plugin"
                                << "can't have blanks";
        QTest::newRow("out of the folder") << "../me"
                                           << "has letters, digits";
        QTest::newRow("there already") << "policy"
                                       << "plugins/policy is there already";
        QTest::newRow("a dialog of that name") << "tour"
                                               << "dialogs/tour.spp is there already";
    }
    void namesThatWillNotDoAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, why);
        m_bench->home.write("dialogs/tour.spp", "S: 220\n");
        m_bench->newPlugins.askForPlugin();
        auto* dialog = m_bench->dialog<NewPluginDialog>();
        dialog->findChild<QLineEdit*>()->setText(name);
        QVERIFY2(dialog->trouble().contains(why), qPrintable(dialog->trouble()));
        QVERIFY(!dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
    }

    void sectionsAreThoseOfTheDialect()
    {
        m_bench->newPlugins.setDialect("qmail-spp");
        m_bench->newPlugins.askForPlugin();
        const auto* sections = m_bench->dialog<NewPluginDialog>()->findChildren<QComboBox*>().last();
        QStringList names;
        for (int each = 0; each < sections->count(); ++each)
            names << sections->itemText(each).section(' ', 0, 0);
        QCOMPARE(names, (QStringList{"[connection]", "[helo]", "[mail]", "[rcpt]", "[data]"}));
        QVERIFY(sections->currentText().startsWith("[rcpt]"));
    }

    void whatFailsOnTheDiskIsTold()
    {
        name("sender-check");
        m_bench->home.write("dialogs/sender-check.spp", "mine"); // meanwhile
        m_bench->dialog<NewPluginDialog>()->accept();
        QVERIFY(m_bench->failed.wait(patience));
        QVERIFY(m_bench->failed.first().first().toString().contains("is there already"));
        QCOMPARE(m_bench->home.read("control/smtpplugins"), "# mine\n[rcpt]\nplugins/policy\n");
    }

    void aHomeIsMade()
    {
        m_bench->newPlugins.askForHome();
        auto* dialog = m_bench->dialog<NewHomeDialog>();
        const auto fields = dialog->findChildren<QLineEdit*>();
        fields[0]->setText("relative");
        QVERIFY(dialog->trouble().contains("whole path"));
        fields[0]->setText(m_bench->home.path());
        QVERIFY(dialog->trouble().contains("not empty"));
        fields[0]->setText(m_bench->home.path("new"));
        QCOMPARE(dialog->trouble(), QString());
        fields[1]->setText("a b");
        QVERIFY(dialog->trouble().contains("letters"));
        fields[1]->setText("mail.example.com");
        QSignalSpy made(&m_bench->newPlugins, &NewPlugins::homeMade);
        dialog->accept();
        QVERIFY(made.wait(patience));
        QCOMPARE(made.first()[0].toString(), m_bench->home.path("new"));
        QVERIFY(QFileInfo::exists(made.first()[1].toString()));
        QCOMPARE(m_bench->home.read("new/control/me"), "mail.example.com\n");
    }

    void aPluginOfTheLibraryIsInserted()
    {
        QSignalSpy read(&m_bench->workshop, &Workshop::libraryRead);
        m_bench->newPlugins.askForLibraryPlugin();
        auto* dialog = m_bench->dialog<LibraryDialog>();
        QVERIFY(read.wait(patience));
        dialog->findChild<QLineEdit*>()->setText("GREYLIST_DELAY");
        QCOMPARE(dialog->findChild<QListWidget*>()->count(), 1);
        QVERIFY(dialog->chosen());
        QCOMPARE(QString::fromStdString(dialog->chosen()->head.name), "greylist");
        QVERIFY(dialog->told().contains("GREYLIST_DELAY=300"));
        QVERIFY(m_bench->create(dialog));
        QCOMPARE(m_bench->home.read("control/smtpplugins"), "# mine\n[rcpt]\nplugins/policy\nplugins/greylist\n");
        QCOMPARE(m_bench->openedFiles(), QStringList{"plugins/greylist"});

        // Once more: it is there now.
        m_bench->newPlugins.askForLibraryPlugin();
        QVERIFY(read.wait(patience));
        dialog = m_bench->window.findChildren<LibraryDialog*>().last();
        dialog->findChild<QLineEdit*>()->setText("GREYLIST_DELAY");
        QCOMPARE(dialog->trouble(), "plugins/greylist is in this home already.");
        QVERIFY(!dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
    }

    void whatALibraryPluginNeedsIsTold()
    {
        LibraryDialog dialog(m_bench->home.path());
        library::LibraryPlugin plugin;
        plugin.head = *library::parsePluginHead(
            "#!/bin/sh\n# wants: <b>a lot</b>. For [data] and [rcpt].\n"
            "# Needs   dig  asks\n#         cut  cuts\n");
        plugin.missing = {plugin.head.needs.front()};
        dialog.setPlugins({plugin}, {});
        QVERIFY2(dialog.told().contains("<b>a lot</b>."), qPrintable(dialog.told()));
        QVERIFY(dialog.told().contains("asks — not installed"));
        QVERIFY(dialog.told().contains("cuts — installed"));
        QCOMPARE(dialog.section(), control::Section::Data);
    }
};

SPP_TEST(TestNewPlugins)
#include "tst_new_plugins.moc"
