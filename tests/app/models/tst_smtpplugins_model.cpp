// SPDX-License-Identifier: MIT
/// The tree of smtpplugins: what it shows, and which text comes out of what is done to it.
#include "app/workbench/models/smtpplugins_model.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>

#include <memory>

using namespace spp;
using workbench::HomeFacts;
using workbench::SmtpPluginsModel;

namespace
{

/// "[rcpt]" with * if it is not in the file; below it "+ plugins/x |arguments| what it is", - for one that is off.
QString print(const SmtpPluginsModel& model)
{
    QStringList lines;
    for (int section = 0; section < model.rowCount(); ++section) {
        const QModelIndex parent = model.index(section, 0);
        lines.append(parent.data(SmtpPluginsModel::NameRole).toString() +
                     (parent.data(SmtpPluginsModel::OffRole).toBool() ? "*" : ""));
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex each = model.index(row, 0, parent);
            const QVariant isOn = each.data(Qt::CheckStateRole);
            lines.append(QStringLiteral("  %1%2 |%3| %4")
                             .arg(isOn.isValid() ? (isOn.toInt() == Qt::Checked ? "+ " : "- ") : "",
                                  each.data(SmtpPluginsModel::NameRole).toString(),
                                  each.data(SmtpPluginsModel::ArgumentsRole).toString(),
                                  each.data(SmtpPluginsModel::AboutRole).toString()));
        }
    }
    return lines.join(u'\n');
}

HomeFacts facts()
{
    HomeFacts facts;
    facts.home = QStringLiteral("/home");
    facts.dialect = session::findDialect("qmail-spp");
    check::Program policy{"plugins/policy", {check::FileFacts::Kind::File, true, false}, {}, "", "says yes"};
    check::Program source{"plugins/source.c", {check::FileFacts::Kind::File, false, false}, {}, "", "is built"};
    facts.programs = {policy, source};
    facts.areProgramsKnown = true;
    return facts;
}

} // namespace

class TestSmtpPluginsModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<SmtpPluginsModel>();
        m_model->setFacts(facts());
        connect(m_model.get(), &SmtpPluginsModel::edited, this, [this](const QString& text, int line) {
            m_line = line;
            m_model->setText(text);
        });
    }

    void sectionsOfTheDialectAreShownInTheirPlaces()
    {
        const QAbstractItemModelTester tester(m_model.get());
        m_model->setText(
            "plugins/early\n[mail]\nplugins/policy\n\n# later\n[xyz]\n:echo N\n[rcpt]\n"
            "#plugins/source.c\n:LIMIT=5 exec plugins/none a b\n");
        QCOMPARE(print(*m_model), QStringLiteral("above the first section\n"
                                                 "  + plugins/early || there is no such file\n"
                                                 "[connection]*\n"
                                                 "[helo]*\n"
                                                 "[mail]\n"
                                                 "  + plugins/policy || says yes\n"
                                                 "[xyz]\n"
                                                 "  + sh -c |echo N| \n"
                                                 "[rcpt]\n"
                                                 "  - plugins/source.c || not executable\n"
                                                 "  + LIMIT=5 exec plugins/none |a b| there is no such file\n"
                                                 "[data]*"));
    }

    void whatNothingIsKnownOfIsNotCalledMissing()
    {
        m_model->setFacts({});
        m_model->setText("[mail]\nplugins/policy\n");
        QVERIFY(print(*m_model).contains("+ plugins/policy || \n"));
    }

    void findingsAndBreakpointsAreShown()
    {
        m_model->setText("[mail]\nplugins/policy\n");
        check::Finding note{check::Rule::Unreachable, "control/smtpplugins", 2, 1, 1, "is never reached", {}};
        check::Finding error{check::Rule::MissingPlugin, "control/smtpplugins", 2, 1, 1, "is missing", {}};
        m_model->setFindings({note, error});
        m_model->setBreakpoints({2});
        const QModelIndex row = m_model->indexOf(2);
        QCOMPARE(row.data(SmtpPluginsModel::AboutRole).toString(), QStringLiteral("is missing"));
        QCOMPARE(row.data(SmtpPluginsModel::SeverityRole).toInt(), static_cast<int>(trace::Severity::Error));
        QVERIFY(row.data(SmtpPluginsModel::BreakpointRole).toBool());
        QVERIFY(!m_model->indexOf(1).data(SmtpPluginsModel::SeverityRole).isValid());
    }

    void linesLeadToRows()
    {
        m_model->setText("# head\n\n[mail]\n# two\n# lines\nplugins/policy\n\n");
        QCOMPARE(m_model->indexOf(3).data(SmtpPluginsModel::NameRole).toString(), QStringLiteral("[mail]"));
        QCOMPARE(m_model->indexOf(5).data(SmtpPluginsModel::LineRole).toInt(), 4);
        QVERIFY(m_model->sectionOf(m_model->indexOf(6)) == control::Section::Mail);
        for (const int line : {0, 1, 2, 7, 99})
            QVERIFY(!m_model->indexOf(line).isValid());
    }

    void theSwitchCommentsOut()
    {
        m_model->setText("[mail]\nplugins/policy\n");
        QVERIFY(m_model->setData(m_model->indexOf(2), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\n#plugins/policy\n"));
        QVERIFY(m_model->setData(m_model->indexOf(2), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\nplugins/policy\n"));
        QVERIFY(!m_model->setData(m_model->indexOf(1), Qt::Checked, Qt::CheckStateRole));
    }

    void argumentsAreEdited()
    {
        m_model->setText("[mail]\nplugins/policy\n");
        QVERIFY(m_model->setData(m_model->indexOf(2), "one two"));
        QTRY_COMPARE(m_model->text(), QStringLiteral("[mail]\n:plugins/policy one two\n"));
        QCOMPARE(m_model->indexOf(2).data(Qt::EditRole).toString(), QStringLiteral("one two"));
    }

    void whatComesTooLateIsDropped()
    {
        m_model->setText("[mail]\nplugins/policy\n");
        QVERIFY(m_model->setData(m_model->indexOf(2), "one two"));
        m_model->setText("[mail]\n[rcpt]\nplugins/policy\n"); // typed meanwhile
        QCoreApplication::processEvents();
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\n[rcpt]\nplugins/policy\n"));
    }

    void rowsAreDraggedToOtherPlaces_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("section");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("text");
        QTest::newRow("in front of another")
            << 3 << "[mail]" << 0 << "[mail]\nplugins/b\nplugins/a\n\n[rcpt]\nplugins/c\n";
        QTest::newRow("to where it is") << 3 << "[mail]" << 2 << "[mail]\nplugins/a\nplugins/b\n\n[rcpt]\nplugins/c\n";
        QTest::newRow("into another section")
            << 2 << "[rcpt]" << 0 << "[mail]\nplugins/b\n\n[rcpt]\nplugins/a\nplugins/c\n";
        QTest::newRow("to its end") << 2 << "[rcpt]" << 1 << "[mail]\nplugins/b\n\n[rcpt]\nplugins/c\nplugins/a\n";
        QTest::newRow("onto a heading") << 6 << "[mail]" << -1 << "[mail]\nplugins/a\nplugins/b\nplugins/c\n\n[rcpt]\n";
        QTest::newRow("into a section that is not there")
            << 2 << "[helo]" << -1 << "[helo]\nplugins/a\n\n[mail]\nplugins/b\n\n[rcpt]\nplugins/c\n";
    }

    void rowsAreDraggedToOtherPlaces()
    {
        QFETCH(int, line);
        QFETCH(QString, section);
        QFETCH(int, row);
        QFETCH(QString, text);
        m_model->setText("[mail]\nplugins/a\nplugins/b\n\n[rcpt]\nplugins/c\n");
        const std::unique_ptr<QMimeData> data(m_model->mimeData({m_model->indexOf(line)}));
        QVERIFY(m_model->dropMimeData(data.get(), Qt::MoveAction, row, 0, find(section)));
        QTRY_COMPARE(m_model->text(), text);
    }

    void whatComesFromElsewhereIsNotTaken()
    {
        m_model->setText("[mail]\nplugins/a\n[rcpt]\n");
        SmtpPluginsModel other;
        other.setText("[mail]\nplugins/a\n[rcpt]\n");
        const std::unique_ptr<QMimeData> data(other.mimeData({other.indexOf(2)}));
        QVERIFY(!m_model->dropMimeData(data.get(), Qt::MoveAction, -1, 0, find("[rcpt]")));
        QMimeData junk;
        junk.setData(m_model->mimeTypes().first(), "1 2 3");
        QVERIFY(!m_model->dropMimeData(&junk, Qt::MoveAction, -1, 0, find("[rcpt]")));
        QVERIFY(!m_model->mimeData({find("[rcpt]")}));
    }

    void rowsStepMoveAndGo()
    {
        m_model->setText("[mail]\nplugins/a\n[rcpt]\nplugins/b\n");
        QVERIFY(!m_model->canMoveUp(m_model->indexOf(2)));
        QVERIFY(!m_model->canMoveDown(m_model->indexOf(4)));
        QVERIFY(!m_model->canMoveDown(m_model->indexOf(1)));
        m_model->moveDown(m_model->indexOf(2));
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\n[rcpt]\nplugins/a\nplugins/b\n"));
        QCOMPARE(m_line, 3);
        m_model->moveUp(m_model->indexOf(4));
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\n[rcpt]\nplugins/b\nplugins/a\n"));
        m_model->remove(m_model->indexOf(3));
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\n[rcpt]\nplugins/a\n"));
        m_model->add(control::Section::Data, "plugins/c");
        QCOMPARE(m_model->text(), QStringLiteral("[mail]\n[rcpt]\nplugins/a\n\n[data]\nplugins/c\n"));
    }

    void aTextThatIsTheSameTreeResetsNothing()
    {
        m_model->setText("[mail]\nplugins/a\n");
        const QSignalSpy reset(m_model.get(), &SmtpPluginsModel::modelReset);
        m_model->setText("[mail]\nplugins/a  \n");
        m_model->setFindings({});
        QCOMPARE(reset.count(), 0);
    }

private:
    QModelIndex find(const QString& section) const
    {
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->index(row, 0).data(SmtpPluginsModel::NameRole).toString() == section)
                return m_model->index(row, 0);
        qFatal("there is no section %s", qPrintable(section));
        return {};
    }

    std::unique_ptr<SmtpPluginsModel> m_model;
    int m_line = 0;
};

SPP_TEST(TestSmtpPluginsModel)
#include "tst_smtpplugins_model.moc"
