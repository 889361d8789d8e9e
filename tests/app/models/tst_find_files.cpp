// SPDX-License-Identifier: MIT
/// Finding a file by some letters of its name, and places in texts.
#include "app/workbench/models/file_matches_model.h"
#include "app/workbench/models/fuzzy_match.h"
#include "app/workbench/models/home_listing.h"
#include "app/workbench/models/search_pattern.h"
#include "app/workbench/models/text_hits.h"
#include "app/workbench/models/text_mark.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>

#include <sys/stat.h>

using namespace spp::workbench;

class TestFindFiles : public QObject
{
    Q_OBJECT

    static QStringList best(const QString& typed, const QStringList& files)
    {
        FileMatchesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setFiles(files);
        model.match(typed);
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.index(row).data().toString();
        return names;
    }

    static QString all(const QList<TextHit>& hits)
    {
        QStringList parts;
        for (const auto& hit : hits)
            parts << QStringLiteral("%1:%2+%3 %4[%5]%6")
                         .arg(hit.line)
                         .arg(hit.column)
                         .arg(hit.length)
                         .arg(hit.excerpt.left(hit.begin), hit.excerpt.mid(hit.begin, hit.end - hit.begin),
                              hit.excerpt.mid(hit.end));
        return parts.join(u'|');
    }

    static QList<TextHit> find(const QString& text, const QString& needle, bool isRegular = false, qsizetype most = 100)
    {
        return findInText(text, SearchPattern{needle, false, isRegular}.expression(), most);
    }

private slots:
    void lettersFitInTheirOrder_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<int>>("positions");
        QTest::newRow("whole") << "me"
                               << "control/me" << QList<int>({8, 9});
        QTest::newRow("beginnings of words") << "sc"
                                             << "plugins/sender-check" << QList<int>({8, 15});
        QTest::newRow("any case") << "SP"
                                  << "control/smtpplugins" << QList<int>({8, 11});
        QTest::newRow("what follows each other") << "check"
                                                 << "c/h/e/c/k/check" << QList<int>({10, 11, 12, 13, 14});
        QTest::newRow("a folder, too") << "con/me"
                                       << "control/me" << QList<int>({0, 1, 2, 7, 8, 9});
        QTest::newRow("nothing typed") << ""
                                       << "control/me" << QList<int>();
    }

    void lettersFitInTheirOrder()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        const auto match = fuzzyMatch(typed, name);
        QVERIFY(match);
        QTEST(match->positions, "positions");
    }

    void lettersThatAreNotThereDoNotFit()
    {
        QVERIFY(!fuzzyMatch(u"em", u"me"));
        QVERIFY(!fuzzyMatch(u"mee", u"me"));
        QVERIFY(!fuzzyMatch(u"m", u""));
        QVERIFY(!fuzzyMatch(QString(5'000, u'a'), QString(5'000, u'a')));
    }

    void bestMatchComesFirst()
    {
        const QStringList files{"control/me", "control/smtpgreeting", "control/smtpplugins", "plugins/recipient-policy",
                                "plugins/sender-check"};
        QCOMPARE(best("smtpp", files).value(0), QStringLiteral("control/smtpplugins"));
        QCOMPARE(best("rp", files).value(0), QStringLiteral("plugins/recipient-policy"));
        QCOMPARE(best("me", files).value(0), QStringLiteral("control/me"));
        QCOMPARE(best("xyz", files), QStringList());
        QCOMPARE(best("", files), files);
    }

    void rowsTellWhichLettersFit()
    {
        FileMatchesModel model;
        model.setFiles({"control/me"});
        model.match("m");
        const auto marks = model.index(0).data(marksRole).value<TextMarks>();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.first().begin, 8);
    }

    void listHasWhatAPersonEdits()
    {
        TemporaryHome home;
        home.write("plugins/sub/policy", "");
        home.write("plugins/policy~", "");
        home.write("plugins/.hidden", "");
        home.write("queue/mess/1", "");
        home.write("alias/Maildir/new/1", "");
        QCOMPARE(::mkfifo(qPrintable(home.path("control/fifo")), 0600), 0);
        QVERIFY(QFile::link(home.path("control"), home.path("plugins/back"))); // no file is there twice
        TemporaryHome elsewhere;
        elsewhere.write("shared", "");
        QVERIFY(QFile::link(elsewhere.path(), home.path("linked")));
        const auto listing = listHome(home.path(), [] { return true; });
        QVERIFY(!listing.isCut);
        QStringList files = listing.files;
        QCOMPARE(files.removeAll("control/me") + files.removeAll("plugins/back/me"), 1);
        QCOMPARE(files.removeAll("control/smtpplugins") + files.removeAll("plugins/back/smtpplugins"), 1);
        QCOMPARE(files, QStringList({"linked/control/me", "linked/control/smtpplugins", "linked/shared",
                                     "plugins/sub/policy"}));
    }

    void listEndsWhenNobodyWantsIt()
    {
        TemporaryHome home;
        QCOMPARE(listHome(home.path(), [] { return false; }).files, QStringList());
    }

    void placesAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("needle");
        QTest::addColumn<bool>("isRegular");
        QTest::addColumn<QString>("found");
        QTest::newRow("lines and columns") << "one\n  two one\n"
                                           << "one" << false << "1:0+3 [one]|2:6+3 two [one]";
        QTest::newRow("any case") << "ONE"
                                  << "one" << false << "1:0+3 [ONE]";
        QTest::newRow("dots are dots") << "a.b axb"
                                       << "a.b" << false << "1:0+3 [a.b] axb";
        QTest::newRow("expression") << "a.b axb"
                                    << "a.b$" << true << "1:4+3 a.b [axb]";
        QTest::newRow("beyond the line") << "one\ntwo\n"
                                         << "e\\nt" << true << "1:2+3 on[e]";
        QTest::newRow("nothing is no place") << "one"
                                             << "x*" << true << "";
        QTest::newRow("no expression") << "one"
                                       << "(" << true << "";
        QTest::newRow("last line") << "\n\none"
                                   << "one" << false << "3:0+3 [one]";
        QTest::newRow("blanks alone") << "  x"
                                      << " " << false << "1:0+1 [ ] x|1:1+1 [ ]x";
    }

    void placesAreFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, needle);
        QFETCH(bool, isRegular);
        QTEST(all(find(text, needle, isRegular)), "found");
    }

    void longLinesAreCutAroundThePlace()
    {
        const auto hits = find(QString(1'000, u'.') + "needle" + QString(1'000, u'.'), "needle");
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits.first().column, 1'000);
        QCOMPARE(hits.first().excerpt.size(), 200);
        QCOMPARE(hits.first().excerpt.mid(hits.first().begin, hits.first().end - hits.first().begin),
                 QStringLiteral("needle"));
    }

    void soManyAreEnough() { QCOMPARE(find(QString(1'000, u'x'), "x", false, 10).size(), 10); }
};

SPP_TEST(TestFindFiles)
#include "tst_find_files.moc"
