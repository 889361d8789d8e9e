// SPDX-License-Identifier: MIT
/// Plugins and homes made from the templates: checked, built, and run with their dialogs, every language and every section.
#include "core/runtime/new_plugin.h"

#include "core/check/smtpplugins_edits.h"
#include "core/runtime/program_path.h"
#include "core/runtime/resources.h"
#include "core/runtime/syntax_check.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <unistd.h>

using namespace spp;
using control::Section;
using test::Folder;

namespace
{

const library::TemplateLanguage& languageNamed(std::string_view name)
{
    return *std::ranges::find(library::templateLanguages(), name, &library::TemplateLanguage::name);
}

std::string shownFindings(const std::vector<check::Finding>& findings)
{
    std::string lines;
    for (const auto& finding : findings)
        lines += formatPlace(finding) + " " + finding.sentence + "\n";
    return lines;
}

/// With the plugin in its section.
void enter(const Folder& home, Section section, const std::string& line)
{
    home.write("control/smtpplugins", check::addToSection(home.read("control/smtpplugins"), section, line).bytes);
}

/// What was not as the dialog says; empty if all was.
std::string mismatches(const Folder& home, const std::string& dialog)
{
    debug::Plan plan;
    plan.pretence.logins = debug::Pretence::Logins::AcceptAll; // for [auth]
    test::Simulated simulated(home, home.read(dialog), plan);
    simulated.finish();
    std::string all = simulated.result().error;
    for (const auto& each : simulated.result().mismatches)
        all += std::to_string(each.line) + ": " + each.expected + ", not " + each.got + "\n";
    return all + (simulated.result().unsaidLines > 0 ? "not all was said" : "");
}

} // namespace

class TestNewPlugin : public QObject
{
    Q_OBJECT

    std::string m_resources;

    static void fillHome(const Folder& home)
    {
        home.write("control/me", "mail.example.com\n");
        home.write("control/rcpthosts", ".example.net\nexample.com\n");
        home.write("control/smtpplugins", "");
    }
    Result<runtime::NewPlugin> make(const Folder& home, std::string_view language,
                                    const std::string& name = "my-plugin")
    {
        return runtime::makePlugin(m_resources, home.path(), {name, languageNamed(language), Section::Rcpt, {}});
    }

private slots:
    void initTestCase()
    {
        const auto found = runtime::findResources();
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        m_resources = *found;
    }

    void eachAnswersAsItsDialogSays_data()
    {
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<int>("section");
        for (const auto& language : library::templateLanguages())
            for (int section = 0; section < int(control::sectionCount); ++section) {
                // Compiling takes its time, and what differs between sections is in the words alone.
                if (!language.suffix.empty() && Section(section) != Section::Rcpt && Section(section) != Section::Helo)
                    continue;
                const auto name = QByteArray(language.name.data(), qsizetype(language.name.size()));
                QTest::newRow(name + " " + QByteArray(formatSection(Section(section)).data())) << name << section;
            }
    }
    void eachAnswersAsItsDialogSays()
    {
        QFETCH(QByteArray, language);
        QFETCH(int, section);
        const auto& written = languageNamed(language.toStdString());
        if (runtime::findInPath(written.program).empty())
            QSKIP(qPrintable("not run: there is no " + QString::fromStdString(std::string(written.program)) + " here"));
        const Folder home;
        fillHome(home);
        const auto made = runtime::makePlugin(m_resources, home.path(), {"my-plugin", written, Section(section), {}});
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QCOMPARE(shownFindings(made->build.findings), std::string()); // no warnings either
        QCOMPARE(made->build.succeeded, !written.suffix.empty());
        QVERIFY(::access(home.path(made->program).c_str(), X_OK) == 0);
        QVERIFY(home.read(made->source).find("SPDX") == std::string::npos);
        QCOMPARE(home.read(made->source).find('@' + std::string("NAME")), std::string::npos);

        enter(home, Section(section), made->program);
        QCOMPARE(shownFindings(runtime::checkHomeOnDisk({home.path(), session::modernDialect()})), std::string());
        for (const auto& dialog : made->dialogs)
            QCOMPARE(mismatches(home, dialog), std::string());
    }

    void whatIsThereIsNotOverwritten()
    {
        const Folder home;
        fillHome(home);
        home.write("dialogs/my-plugin.spp", "mine");
        QVERIFY(!make(home, "Shell"));
        QVERIFY(!home.contains("plugins/my-plugin"));
        QCOMPARE(home.read("dialogs/my-plugin.spp"), std::string("mine"));

        home.write("plugins/other", "mine");
        for (const char* language : {"Shell", "C"}) {
            const auto made = make(home, language, "other");
            QVERIFY(!made);
            QVERIFY(made.error().message.ends_with("plugins/other is there already; it was left as it is"));
            QVERIFY(!home.contains("plugins/other.c"));
        }
        QCOMPARE(home.read("plugins/other"), std::string("mine"));
        QVERIFY(!make(home, "Shell", "../control/me"));
    }

    void aMistakeInASourceIsFound_data()
    {
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("wrong");
        QTest::newRow("C") << QByteArray("C") << QByteArray("int main(void)\n");
        QTest::newRow("Go") << QByteArray("Go") << QByteArray("func main() {\n");
        QTest::newRow("Rust") << QByteArray("Rust") << QByteArray("fn main() {\n");
    }
    /// Where the compiler says, by the form that it has here.
    void aMistakeInASourceIsFound()
    {
        QFETCH(QByteArray, language);
        QFETCH(QByteArray, wrong);
        const auto& written = languageNamed(language.toStdString());
        if (runtime::findInPath(written.program).empty())
            QSKIP(qPrintable("not run: there is no " + QString::fromStdString(std::string(written.program)) + " here"));
        const Folder home;
        fillHome(home);
        const auto made = make(home, written.name);
        QVERIFY(made && made->build.succeeded);
        const std::string program = home.read(made->program);

        QByteArray source = QByteArray::fromStdString(home.read(made->source));
        const auto line = source.left(source.indexOf(wrong)).count('\n') + 1;
        const QByteArray opened =
            language == "C" ? wrong + "{ return mistake; }\nint unused(void)\n" : wrong + "mistake;\n";
        source.replace(wrong, opened);
        home.write(made->source, source.toStdString());
        const auto build = runtime::runBuild(home.path(), made->source);
        QVERIFY(build.isSource && !build.succeeded);
        const auto& first = build.findings.front();
        QCOMPARE(first.file, made->source);
        QCOMPARE(qsizetype(first.line), line + 1);
        QVERIFY2(first.sentence.find("mistake") != std::string::npos, first.sentence.c_str());
        QVERIFY(first.column > 0);
        QCOMPARE(home.read(made->program), program); // that of before stays
    }

    void whatNamesNoCommandIsNotBuilt()
    {
        const Folder home;
        home.script("plugins/policy", "# nothing to build: at all\ntouch built\n");
        QVERIFY(!runtime::runBuild(home.path(), "plugins/policy").isSource);
        QVERIFY(!runtime::runBuild(home.path(), "plugins/none").isSource);
    }

    void aBuildRunsInTheFolderOfItsSource()
    {
        const Folder home;
        home.write("plugins/deep/a.c", "// build: pwd >here && echo said && exit 3\n");
        const auto build = runtime::runBuild(home.path(), "plugins/deep/a.c");
        QVERIFY(!build.succeeded);
        QCOMPARE(home.read("plugins/deep/here"), home.path("plugins/deep\n"));
        QCOMPARE(shownFindings(build.findings), std::string("plugins/deep/a.c said\n"));
    }

    void aBuildThatIsNoLongerWantedIsEnded()
    {
        const Folder home;
        home.write("plugins/a.c", "// build: sleep 600\n");
        int asked = 0;
        const auto build = runtime::runBuild(home.path(), "plugins/a.c", [&asked] { return ++asked < 3; });
        QVERIFY(!build.succeeded);
        QVERIFY(build.findings.front().sentence.find("no longer wanted") != std::string::npos);
    }

    void aNewHomeIsSoundAndItsDialogRuns()
    {
        const Folder home; // empty
        const auto dialog = runtime::makeHome(m_resources, {home.path(), "mail.example.com", "example.com"});
        QVERIFY2(dialog, dialog ? "" : dialog.error().message.c_str());
        QCOMPARE(home.read("control/me"), std::string("mail.example.com\n"));
        QCOMPARE(shownFindings(runtime::checkHomeOnDisk({home.path(), session::modernDialect()})), std::string());
        QCOMPARE(mismatches(home, *dialog), std::string());
    }

    void aHomeIsMadeInAFolderOfItsOwn()
    {
        const Folder folder;
        QVERIFY(runtime::makeHome(m_resources, {folder.path("new/home"), "mail.example.com", "example.com"}));
        QVERIFY(folder.contains("new/home/control/me"));
        const auto again = runtime::makeHome(m_resources, {folder.path("new"), "mail.example.com", "example.com"});
        QVERIFY(!again);
        QVERIFY(again.error().message.find("not empty") != std::string::npos);
        QVERIFY(!runtime::makeHome(m_resources, {folder.path("other"), "a b", "example.com"}));
        QVERIFY(!folder.contains("other/control/me"));
    }
};

SPP_TEST(TestNewPlugin)
#include "tst_new_plugin.moc"
