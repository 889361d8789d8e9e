// SPDX-License-Identifier: MIT
/// Each definition of our own is found, read without complaint, and colours a sample of its language.
#include "app/workbench/editor/language.h"
#include "tests/support/test_main.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>

#include <QDir>
#include <QTest>

#include <memory>

using namespace spp::workbench;

namespace
{

/// Tells the parts of a text, each with the name of its format: "[rcpt]=Section".
class PartTeller : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    QStringList tell(const KSyntaxHighlighting::Definition& language, const QString& text)
    {
        setDefinition(language);
        KSyntaxHighlighting::State state;
        for (const QString& line : text.split(u'\n')) {
            m_line = line;
            state = highlightLine(m_line, state);
        }
        return m_parts;
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override
    {
        if (length > 0 && format.name() != "Normal Text")
            m_parts << m_line.mid(offset, length) + u'=' + format.name();
    }

private:
    QString m_line;
    QStringList m_parts;
};

} // namespace

class TestLanguages : public QObject
{
    Q_OBJECT

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();

private slots:
    void sampleIsColoured_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parts");

        QTest::newRow("smtpplugins")
            << "control/smtpplugins"
            << "plugins/early\n[rcpt]\n# note\nplugins/a\nplugins/b -x\n[unknown]\n"
            << "plugins/early=Never Run|[rcpt]=Section|# note=Comment|plugins/a=Plugin|plugins/b=Plugin| -x=Not An "
               "Argument|[unknown]=Unknown Section";
        QTest::newRow("dialog")
            << "dialogs/a.spp"
            << "title A\nC: MAIL FROM:<a@example.org>\nS: 250\nS: 451\n"
            << "title=Setting| A=Value|C:=Mark|MAIL=Verb|<a@example.org>=Address|S:=Mark|250=Accepting "
               "Code|S:=Mark|451=Deferring Code";
        QTest::newRow("scenario")
            << "dialogs/a.spp"
            << "client 192.0.2.1\ntls\n| a | b |\nC+ NOOP\nS= 250\nexpect env X is y\nsession two\nC: NOOP\n"
            << "client=Setting| 192.0.2.1=Value|tls=Setting|| a | b |=Value|C+=Mark|NOOP=Verb|S==Mark|250=Accepting "
               "Code|expect=Setting| =Value|env=Setting| X =Value|is=Setting| y=Value|session=Setting| "
               "two=Value|C:=Mark|"
               "NOOP=Verb";
        QTest::newRow("C words") << "plugins/a.c"
                                 << "static int f(size_t n) { return NULL; }"
                                 << "static=Keyword|int=Type|f=Function|(=Symbol|size_t=Type|)=Symbol|{=Symbol|return="
                                    "Control Flow|NULL=Constant|;=Symbol|}=Symbol";
        QTest::newRow("C strings")
            << "plugins/a.c"
            << "\"a\\n%d\" '\\0' \"open\nint"
            << "\"a=String|\\n%d=Escape|\"=String|'=Character|\\0=Escape|'=Character|\"open=String|int=Type";
        QTest::newRow("C numbers") << "plugins/a.c"
                                   << "0x1fUL 1e-3 .5f 1234 a1"
                                   << "0x1fUL=Number|1e-3=Number|.5f=Number|1234=Number";
        QTest::newRow("C preprocessor") << "plugins/a.h"
                                        << "#include <stdio.h>\n#define A 1 // one\n"
                                        << "#include =Preprocessor|<stdio.h>=Included File|#define A "
                                           "=Preprocessor|1=Number| =Preprocessor|// one=Comment";
        QTest::newRow("C comments") << "plugins/a.c"
                                    << "/* int\nint */ int"
                                    << "/* int=Comment|int */=Comment|int=Type";
    }

    void sampleIsColoured()
    {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, parts);
        const auto language = findLanguage(*m_repository, file, {});
        QVERIFY(language.isValid());
        if (language.name() == "C" && language.filePath() != ":/spp/syntax/c.xml")
            QSKIP("the library has a definition of C of its own, which is preferred");
        QCOMPARE(PartTeller().tell(language, text).join(u'|'), parts);
    }

    void everyFileHasADefinition()
    {
        const QDir folder(":/spp/syntax");
        for (const QString& name :
             {QStringLiteral("c.xml"), QStringLiteral("smtpplugins.xml"), QStringLiteral("spp-dialog.xml")})
            QVERIFY2(folder.exists(name), qPrintable(name));
        for (const char* name : {"C", "smtpplugins", "SPP Dialog"}) {
            const auto language = m_repository->definitionForName(name);
            QVERIFY2(language.isValid() && language.foldingEnabled(), name);
            QVERIFY2(!language.singleLineCommentMarker().isEmpty(), name);
        }
    }
};

SPP_TEST(TestLanguages)
#include "tst_languages.moc"
