// SPDX-License-Identifier: MIT
#include "app/workbench/assist/assist.h"
#include "app/workbench/build/builds.h"
#include "app/workbench/checks/checks.h"
#include "app/workbench/checks/findings_view.h"
#include "app/workbench/checks/summary_button.h"
#include "app/workbench/deploy/deploy_dialog.h"
#include "app/workbench/editor/editor_area.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/side_view.h"
#include "app/workbench/engine/builder.h"
#include "app/workbench/engine/deployer.h"
#include "app/workbench/engine/engine.h"
#include "app/workbench/engine/home_checker.h"
#include "app/workbench/engine/rehearser.h"
#include "app/workbench/engine/workshop.h"
#include "app/workbench/main_window.h"
#include "app/workbench/new_plugin/new_plugins.h"
#include "app/workbench/quit_on_signals.h"
#include "app/workbench/scenarios/scenarios.h"
#include "app/workbench/scenarios/scenarios_view.h"
#include "app/workbench/settings/recent_homes.h"
#include "app/workbench/simulator/simulator_panel.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QStatusBar>

#include <cstdio>

namespace
{

using namespace spp::workbench;

void connectNewPlugins(NewPlugins& newPlugins, MainWindow& window, Builds& builds)
{
    QObject::connect(&window, &MainWindow::homeChanged, &newPlugins, &NewPlugins::setHome);
    QObject::connect(&window, &MainWindow::newPluginWanted, &newPlugins, &NewPlugins::askForPlugin);
    QObject::connect(&window, &MainWindow::newHomeWanted, &newPlugins, &NewPlugins::askForHome);
    QObject::connect(&window, &MainWindow::libraryPluginWanted, &newPlugins, &NewPlugins::askForLibraryPlugin);
    QObject::connect(&newPlugins, &NewPlugins::openRequested, &window, &MainWindow::openFile);
    QObject::connect(&newPlugins, &NewPlugins::built, &builds, &Builds::show);
    QObject::connect(&newPlugins, &NewPlugins::failed, &window, &MainWindow::tell);
    QObject::connect(&newPlugins, &NewPlugins::homeMade, &window,
                     [&window](const QString& home, const QString& dialog) {
                         if (window.openHome(home) && window.home() == home)
                             window.openFile(dialog);
                     });
}

void connectScenarios(Scenarios& scenarios, ScenariosView& view, MainWindow& window, SimulatorPanel& simulator)
{
    QObject::connect(&window, &MainWindow::homeChanged, &scenarios, &Scenarios::setHome);
    QObject::connect(&simulator, &SimulatorPanel::dialogLoaded, &scenarios, &Scenarios::setLoaded);
    QObject::connect(&scenarios, &Scenarios::openRequested, &window, [&window](const QString& path, int line) {
        line > 0 ? window.openFileAt(path, line) : window.openFile(path);
    });
    QObject::connect(&scenarios, &Scenarios::showRequested, &simulator, &SimulatorPanel::showPlayed);
    QObject::connect(&scenarios, &Scenarios::playRequested, &simulator, &SimulatorPanel::playSession);
    QObject::connect(&scenarios, &Scenarios::loadRequested, &simulator, &SimulatorPanel::loadSession);
    QObject::connect(&scenarios, &Scenarios::debugRequested, &simulator, &SimulatorPanel::debugSession);
    QObject::connect(&scenarios, &Scenarios::told, &window, &MainWindow::tellBriefly);
    QObject::connect(&scenarios, &Scenarios::failed, &window, &MainWindow::tell);
    QObject::connect(&simulator, &SimulatorPanel::acceptWanted, &scenarios, &Scenarios::accept);
    QObject::connect(view.saveAction(), &QAction::triggered, &scenarios, [&scenarios, &simulator] {
        if (const Run* run = simulator.debugger().shown())
            scenarios.save(*run, simulator.steps().timeline());
    });
    QObject::connect(&simulator.debugger(), &Debugger::runShown, view.saveAction(),
                     [&view] { view.saveAction()->setEnabled(true); });
    QObject::connect(&view, &ScenariosView::runWanted, &window, &MainWindow::showHomePanel);
    window.addMenu(QObject::tr("S&cenarios"), view.actions());
    window.addHomePanel(QObject::tr("Scenarios"), &view);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("spp-workbench"));
    QApplication::setOrganizationName(QStringLiteral("spp"));
    QApplication::setApplicationVersion(QStringLiteral(SPP_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("spp-workbench"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/spp/icons/spp-workbench.png")));

    spp::workbench::quitOnSignals();

    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("A workbench for qmail-spp plugins."));
    options.addHelpOption();
    options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("home"),
                                  QStringLiteral("The qmail home to open; the last one if omitted."),
                                  QStringLiteral("[HOME]"));
    options.addPositionalArgument(QStringLiteral("dialog"), QStringLiteral("The dialog (*.spp) to load."),
                                  QStringLiteral("[DIALOG]"));
    options.process(application);

    const QStringList arguments = options.positionalArguments();
    const QStringList recentHomes = spp::workbench::readRecentHomes();
    const QString home = arguments.value(0, recentHomes.value(0));

    const auto repository = spp::workbench::makeSyntaxRepository();
    spp::workbench::Engine engine;
    spp::workbench::Deployer deployer;
    spp::workbench::MainWindow window(*repository);
    auto* simulator = new spp::workbench::SimulatorPanel(engine);
    window.setSessionPanel(simulator);
    QObject::connect(&window, &spp::workbench::MainWindow::homeChanged, simulator,
                     &spp::workbench::SimulatorPanel::setHome);
    QObject::connect(&window, &spp::workbench::MainWindow::dialogChosen, simulator,
                     &spp::workbench::SimulatorPanel::loadDialog);
    QObject::connect(&window, &spp::workbench::MainWindow::cursorMoved, simulator,
                     &spp::workbench::SimulatorPanel::setEditorCursor);
    QObject::connect(simulator, &spp::workbench::SimulatorPanel::openRequested, &window,
                     &spp::workbench::MainWindow::openFileAt);
    window.addSidePanel(QObject::tr("Debugger"), simulator->makeDebugViews());
    const auto markBreakpoints = [&window, simulator] {
        window.markBreakpoints([simulator](const QString& path) { return simulator->breakpointLines(path); });
    };
    QObject::connect(simulator, &spp::workbench::SimulatorPanel::breakpointsChanged, &window, markBreakpoints);
    QObject::connect(&window, &spp::workbench::MainWindow::marksWanted, simulator, markBreakpoints);
    QObject::connect(&window, &spp::workbench::MainWindow::breakpointToggled, simulator,
                     &spp::workbench::SimulatorPanel::toggleBreakpoint);
    Rehearser rehearser;
    auto* scenariosView = new ScenariosView;
    Scenarios scenarios(rehearser, *window.editors(), *scenariosView, [simulator] { return simulator->conditions(); });
    connectScenarios(scenarios, *scenariosView, window, *simulator);
    auto* findings = new spp::workbench::FindingsView;
    window.addBottomPanel(QObject::tr("Problems in This Home"), findings,
                          new spp::workbench::SummaryButton(findings->model()));
    spp::workbench::HomeChecker checker;
    spp::workbench::Checks checks(checker, *window.editors(), *findings);
    QObject::connect(&window, &spp::workbench::MainWindow::homeChanged, &checks, &spp::workbench::Checks::setHome);
    QObject::connect(simulator, &spp::workbench::SimulatorPanel::dialectChanged, &checks,
                     &spp::workbench::Checks::setDialect);
    QObject::connect(&checks, &spp::workbench::Checks::openRequested, &window, &spp::workbench::MainWindow::openFileAt);
    QObject::connect(&checks, &spp::workbench::Checks::failed, &window, &spp::workbench::MainWindow::tell);
    auto* deploy = new spp::workbench::DeployDialog(deployer, &window);
    QObject::connect(&window, &spp::workbench::MainWindow::homeChanged, deploy, &spp::workbench::DeployDialog::setHome);
    QObject::connect(simulator, &spp::workbench::SimulatorPanel::dialectChanged, deploy,
                     &spp::workbench::DeployDialog::setDialect);
    QObject::connect(&window, &spp::workbench::MainWindow::deployWanted, deploy, &spp::workbench::DeployDialog::begin);
    spp::workbench::Assist assist(checker, *window.editors());
    window.addViewAction(assist.sectionsAction());
    const auto* side = window.editorArea()->side();
    QObject::connect(side, &spp::workbench::SideView::stateChanged, &assist, [side, &assist] {
        if (side->editor())
            assist.addCompletion(*side->editor(), side->tab()->path());
    });
    QObject::connect(&window, &spp::workbench::MainWindow::homeChanged, &assist, &spp::workbench::Assist::setHome);
    QObject::connect(simulator, &spp::workbench::SimulatorPanel::dialectChanged, &assist,
                     &spp::workbench::Assist::setDialect);
    QObject::connect(&assist, &spp::workbench::Assist::openRequested, &window, &spp::workbench::MainWindow::openFileAt);
    QObject::connect(&assist, &spp::workbench::Assist::hinted, window.statusBar(), [&window](const QString& words) {
        window.statusBar()->showMessage(words); // no words clear it
    });
    spp::workbench::Builder builder;
    spp::workbench::Builds builds(builder, *window.editors(), checks);
    QObject::connect(&window, &spp::workbench::MainWindow::homeChanged, &builds, &spp::workbench::Builds::setHome);
    QObject::connect(&builds, &spp::workbench::Builds::told, &window, &spp::workbench::MainWindow::tellBriefly);
    spp::workbench::Workshop workshop;
    spp::workbench::NewPlugins newPlugins(workshop, *window.editors(), window);
    connectNewPlugins(newPlugins, window, builds);
    QObject::connect(simulator, &spp::workbench::SimulatorPanel::dialectChanged, &newPlugins,
                     &spp::workbench::NewPlugins::setDialect);
    window.show();
    if (!home.isEmpty()) {
        if (const auto opened = window.openHome(home); !opened)
            std::fprintf(stderr, "spp-workbench: %s\n", opened.error().message.c_str());
    }
    if (arguments.size() > 1)
        window.openFile(arguments[1]);
    return QApplication::exec();
}
