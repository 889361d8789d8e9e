// SPDX-License-Identifier: MIT
#include "app/workbench/private_home/home_choice.h"
#include "tests/app/window/private_simulator.h"
#include "tests/support/test_main.h"

#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QWidgetAction>

using namespace spp::workbench;

namespace
{

/// What the box says about bubblewrap; empty: nothing.
QString troubleOf(const HomeBox& box)
{
    for (const QAction* each : box.menu()->actions())
        if (const auto* action = qobject_cast<const QWidgetAction*>(each); action && action->isVisible())
            return qobject_cast<QLabel*>(action->defaultWidget())->text();
    return {};
}

/// No program is found while it lives.
struct EmptyPath
{
    EmptyPath() { qputenv("PATH", folder.path().toUtf8()); }
    ~EmptyPath() { qputenv("PATH", before); }
    EmptyPath(const EmptyPath&) = delete;
    EmptyPath& operator=(const EmptyPath&) = delete;

    QTemporaryDir folder;
    QByteArray before = qgetenv("PATH");
};

} // namespace

class TestHomeBox : public QObject
{
    Q_OBJECT

private slots:
    void init() { QSettings().clear(); }

    void isChosenForEachHomeAndRemembered()
    {
        PrivateSimulator s({}, "As It Is");
        const TemporaryHome other;
        QCOMPARE(s.box->text(), "As It Is");
        s.choose("Private Copy, with Network");
        QCOMPARE(s.box->text(), "Private Copy, with Network");
        s.panel.setHome(other.path());
        QCOMPARE(s.box->text(), "As It Is");
        s.panel.setHome(s.home.path());
        QCOMPARE(s.box->text(), "Private Copy, with Network");
        QVERIFY(s.choiceOf("Private Copy, with Network")->isChecked());
        QCOMPARE(readHomeChoice(s.home.path()), std::optional(PrivateHome{true}));
        s.choose("As It Is");
        QCOMPARE(readHomeChoice(s.home.path()), std::optional<PrivateHome>());
    }

    void withoutAHomeThereIsNothingToChoose()
    {
        Engine engine;
        HomeBox box(engine);
        QVERIFY(!box.isEnabled());
        box.setHome("/srv/home");
        QVERIFY(box.isEnabled());
    }

    void withoutBubblewrapItSaysWhatIsMissingAndRunsAreAsBefore()
    {
        const EmptyPath path;
        PrivateSimulator s("[helo]\nplugins/tag\n", "As It Is");
        QTRY_COMPARE(troubleOf(*s.box),
                     "a private home wants bubblewrap, which is not installed; install the package bubblewrap");
        QVERIFY(s.choiceOf("As It Is")->isEnabled() && !s.choiceOf("Private Copy")->isEnabled());
        s.plugin("tag", "echo STAG=1\n");
        s.run();
        QCOMPARE(s.panel.status(), "Every reply was as expected.");
    }

    void whatIsInstalledMeanwhileIsFound()
    {
        std::optional<EmptyPath> path(std::in_place);
        PrivateSimulator s({}, "As It Is");
        QTRY_VERIFY(!s.choiceOf("Private Copy")->isEnabled());
        path.reset();
        emit s.box->menu()->aboutToShow();
        QTRY_VERIFY(s.choiceOf("Private Copy")->isEnabled());
        QCOMPARE(troubleOf(*s.box), QString());
    }

    void aPrivateHomeThatCannotBeHadIsNotReplacedByTheHomeItself()
    {
        PrivateSimulator s("[helo]\nplugins/tag\n");
        s.plugin("tag", "echo 1 >seen\n");
        const EmptyPath path;
        s.run();
        QTRY_COMPARE(s.panel.status(),
                     "a private home wants bubblewrap, which is not installed; install the package bubblewrap");
        QVERIFY(!QFile::exists(s.home.path("seen")));
    }
};

SPP_TEST(TestHomeBox)
#include "tst_home_box.moc"
