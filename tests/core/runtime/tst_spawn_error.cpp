// SPDX-License-Identifier: MIT
#include "core/runtime/spawn.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace spp::runtime;
using spp::test::Folder;

class TestSpawnError : public QObject
{
    Q_OBJECT

    Folder m_folder;

    /// The sentence, with the folder's path taken off.
    std::string explain(ProcessSpec spec)
    {
        spec.arguments = {spec.program};
        const auto id = spawn(spec);
        if (id)
            return "it runs";
        std::string sentence = explainSpawnError(id.error(), spec);
        const auto prefix = m_folder.path() + "/";
        if (sentence.starts_with(prefix))
            sentence.erase(0, prefix.size());
        return sentence;
    }

    ProcessSpec spec(const std::string& program)
    {
        ProcessSpec result;
        result.program = program;
        result.directory = m_folder.path();
        return result;
    }

private slots:
    void saysWhatToDo_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("sentence");
        m_folder.write("plain", "#!/bin/sh\n");
        m_folder.script("no-line", "");
        m_folder.write("no-line", "echo hello\n");
        m_folder.script("empty", "");
        m_folder.write("empty", "");
        m_folder.script("no-interpreter", "#! /usr/bin/no-such-shell -x\n");
        m_folder.script("crlf", "#!/bin/sh\r\necho hello\r\n");
        m_folder.script("mark", "#!");
        m_folder.write("mark", "\xef\xbb\xbf#!/bin/sh\n");
        m_folder.script("foreign", "#!");
        std::string foreign(64, '\x01');
        foreign.replace(0, 4,
                        "\x7f"
                        "ELF");
        m_folder.write("foreign", foreign);
        m_folder.write("folder/file", "");
        QCOMPARE(::symlink("nowhere", m_folder.path("link").c_str()), 0);

        QTest::newRow("missing") << "missing"
                                 << "missing: there is no such file";
        QTest::newRow("link") << "link"
                              << "link: it is a link to something that does not exist";
        QTest::newRow("not executable") << "plain"
                                        << "plain: it is not executable; run: chmod +x " +
                                               QString::fromStdString(m_folder.path("plain"));
        QTest::newRow("folder") << "folder"
                                << "folder: it is a directory, not a program";
        QTest::newRow("no #! line")
            << "no-line"
            << "no-line: it has no #! line; its first line must name what runs it, for example #!/bin/sh";
        QTest::newRow("empty") << "empty"
                               << "empty: it is an empty file, or may not be read";
        QTest::newRow("interpreter")
            << "no-interpreter"
            << "no-interpreter: its #! line names /usr/bin/no-such-shell, which does not exist; install it or "
               "correct the line";
        QTest::newRow("CR LF")
            << "crlf"
            << "crlf: its #! line ends in CR LF, so that \"/bin/sh\\r\" is looked for; save the file with LF line ends";
        QTest::newRow("byte order mark")
            << "mark"
            << "mark: a byte order mark stands before its #!; save it as UTF-8 without one";
        QTest::newRow("other machine") << "foreign"
                                       << "foreign: it is a program for another kind of machine";
        QTest::newRow("absolute") << "/no/such/program"
                                  << "/no/such/program: there is no such file";
        QTest::newRow("through a file") << "plain/program"
                                        << "plain/program: Not a directory";
        QTest::newRow("control bytes") << "a\r"
                                       << "a\\r: there is no such file";
    }

    void saysWhatToDo()
    {
        QFETCH(QString, program);
        QFETCH(QString, sentence);
        QCOMPARE(explain(spec(program.toStdString())), sentence.toStdString());
    }

    void namesTheDirectoryIfThatIsMissing()
    {
        ProcessSpec missing = spec("plain");
        missing.directory = m_folder.path("gone");
        QCOMPARE(explain(missing), std::string("gone: there is no such directory to run plain in"));
    }

    void tellsOfTooLargeAnEnvironment()
    {
        ProcessSpec large = spec("/bin/true");
        large.environment.assign(30, "A=" + std::string(120000, 'x'));
        large.environment.push_back("B=" + std::string(200000, 'x'));
        const auto sentence = explain(large);
        QVERIFY2(sentence.starts_with("/bin/true: its arguments and environment (31 variables, 3800093 bytes)"),
                 sentence.c_str());
    }
};

QTEST_GUILESS_MAIN(TestSpawnError)
#include "tst_spawn_error.moc"
