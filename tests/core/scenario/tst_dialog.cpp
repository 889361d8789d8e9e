// SPDX-License-Identifier: MIT
#include "core/scenario/dialog.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using scenario::parseDialog;

namespace
{

std::string errorOf(std::string_view bytes)
{
    const auto dialog = parseDialog(bytes);
    return dialog ? "(no error)" : dialog.error().message;
}

} // namespace

class TestDialog : public QObject
{
    Q_OBJECT

private slots:
    void aWholeDialogIsParsed()
    {
        const auto dialog = parseDialog(
            "# a comment\n"
            "title A first tour\n"
            "dialect qmail-spp\n"
            "home ..\n"
            "env TCPREMOTEIP=192.0.2.25\n"
            "env EMPTY=\n"
            "S: 220\n"
            "\n"
            "C: EHLO mail.example.net\n"
            "S: 250\n"
            "C: QUIT\n");
        QVERIFY2(dialog.has_value(), dialog ? "" : dialog.error().message.c_str());
        QCOMPARE(dialog->title, "A first tour"s);
        QCOMPARE(dialog->dialect, "qmail-spp"s);
        QCOMPARE(dialog->home, ".."s);
        QCOMPARE(dialog->environment, (std::vector{"TCPREMOTEIP=192.0.2.25"s, "EMPTY="s}));
        QCOMPARE(dialog->greeting->prefix, "220"s);
        QCOMPARE(dialog->lines.size(), std::size_t{2});
        QCOMPARE(dialog->lines[0].text, "EHLO mail.example.net"s);
        QCOMPARE(dialog->lines[0].line, std::size_t{9});
        QCOMPARE(dialog->lines[0].expectation->prefix, "250"s);
        QCOMPARE(dialog->lines[0].expectation->line, std::size_t{10});
        QVERIFY(!dialog->lines[1].expectation);
    }

    void anEmptyDialogIsADialog()
    {
        QVERIFY(parseDialog("")->lines.empty());
        QVERIFY(parseDialog("# nothing\n\n  \n")->lines.empty());
    }

    void aClientLineIsKeptButForOneBlank()
    {
        const auto dialog = parseDialog("C:  two blanks \nC:none\nC:\nC: # no comment\nC: .\n");
        QCOMPARE(dialog->lines[0].text, " two blanks "s);
        QCOMPARE(dialog->lines[1].text, "none"s);
        QCOMPARE(dialog->lines[2].text, ""s);
        QCOMPARE(dialog->lines[3].text, "# no comment"s);
        QCOMPARE(dialog->lines[4].text, "."s);
    }

    void aFileWithCrLfIsTheSame()
    {
        const auto dialog = parseDialog("title x\r\nC: NOOP\r\nS: 250\r\n");
        QCOMPARE(dialog->title, "x"s);
        QCOMPARE(dialog->lines[0].text, "NOOP"s);
        QCOMPARE(dialog->lines[0].expectation->prefix, "250"s);
    }

    void aMessageFromAFileStandsWhereItIsSaid()
    {
        const auto dialog = parseDialog("C: DATA\nS: 354\nmessage  mails/a b.eml \nS: 250\n");
        QCOMPARE(dialog->lines.size(), std::size_t{2});
        QVERIFY(dialog->lines[1].isMessage && !dialog->lines[0].isMessage);
        QCOMPARE(dialog->lines[1].file, "mails/a b.eml"s);
        QCOMPARE(dialog->lines[1].expectation->prefix, "250"s);
    }

    void errorsNameTheLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("begin");
        const auto row = [](const char* name, const char* bytes, const char* begin) {
            QTest::newRow(name) << QByteArray(bytes) << QByteArray(begin);
        };
        row("unknown word", "# x\nfoo bar\n", "line 2: “foo” is unknown here");
        row("a reply without text", "C: NOOP\nS:\n", "line 2: “S:” needs");
        row("a second greeting", "S: 220\nS: 220\n", "line 2: this reply has an expectation already, in line 1");
        row("a second reply", "C: NOOP\nS: 250\n\nS: 250\n",
            "line 4: this reply has an expectation already, in line 2");
        row("a setting too late", "C: NOOP\ntitle x\n", "line 2: “title” must stand before the first C: line");
        row("a setting without value", "\n\nhome\n", "line 3: “home” needs a value");
        row("env without =", "env FOO\n", "line 1: “env” needs NAME=value");
        row("an indented mark", " C: NOOP\n", "line 1: ");
        row("small letters", "c: NOOP\n", "line 1: “c:” is unknown");
    }

    void errorsNameTheLine()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, begin);
        const std::string error = errorOf(bytes.toStdString());
        QVERIFY2(error.starts_with(begin.toStdString()), error.c_str());
    }

    void binaryJunkIsNoDialog()
    {
        QCOMPARE(errorOf("title x\nC: a\0b\n"s), "line 2: there is a NUL byte; that is no text file"s);
        const std::string error = errorOf("\x7f\x45LF\x02\n");
        QVERIFY2(error.starts_with("line 1: “\\x7fELF\\x02” is unknown"), error.c_str());
    }

    void aFileHasALimit()
    {
        QVERIFY(parseDialog("C: " + std::string(scenario::maxDialogFile - 3, 'x')).has_value());
        QVERIFY(errorOf("C: " + std::string(scenario::maxDialogFile - 2, 'x')).find("larger than 4 MiB") !=
                std::string::npos);
    }
};

SPP_TEST(TestDialog)
#include "tst_dialog.moc"
