// SPDX-License-Identifier: MIT
/// Completion in the shells themselves: in a terminal, by the tab key. They must be installed; packaging/bootstrap does that.
#include "tests/app/cli/terminal_program.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class TestCompletionShells : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private slots:
    void initTestCase()
    {
        write("home/control/me", "mx.example.org\n");
        write("home/control/smtpplugins", "");
        write("home/dialogs/two words.spp", "title It was found\nC: HELO x\n");
    }

    void theTabKeyCompletes_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("setUp");
        const QString folder = QString(COMPLETIONS);
        QTest::newRow("bash") << "bash" << QStringList{"--norc", "--noprofile", "-i"}
                              << "source " + folder + "/spp.bash";
        QTest::newRow("zsh") << "zsh" << QStringList{"-f", "-i"}
                             << "fpath=(" + folder + " $fpath); autoload -Uz compinit; compinit -u -D";
        QTest::newRow("fish") << "fish" << QStringList{"--no-config", "-i"} << "source " + folder + "/spp.fish";
    }
    void theTabKeyCompletes()
    {
        QFETCH(QString, shell);
        QFETCH(QStringList, options);
        QFETCH(QString, setUp);
        const QString program = QStandardPaths::findExecutable(shell);
        QVERIFY2(!program.isEmpty(), qPrintable(shell + " is not installed; packaging/bootstrap does that"));
        TerminalProgram terminal(qPrintable(program), options);
        terminal.type("cd '" + m_folder.filePath("home").toStdString() + "'");
        terminal.type("export PATH=\"" + QFileInfo(SPP_PROGRAM).path().toStdString() + ":$PATH\"");
        terminal.type(setUp.toStdString());
        terminal.type("echo re''ady");
        QVERIFY2(terminal.waitFor("ready"), qPrintable(terminal.output()));
        // A word, an option with its value, and a file whose name has a blank: the line does what it does when it was completed.
        terminal.press("spp explain SMTPRCPTT\t\n");
        QVERIFY2(terminal.waitFor("the recipient's address, of this RCPT"), qPrintable(terminal.output()));
        terminal.press("spp run --form\tta\t dialogs/tw\t\n");
        QVERIFY2(terminal.waitFor("ok 1 - dialogs/two words.spp"), qPrintable(terminal.output()));
    }
};

SPP_TEST(TestCompletionShells)
#include "tst_completion_shells.moc"
