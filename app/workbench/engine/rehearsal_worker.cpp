// SPDX-License-Identifier: MIT
#include "app/workbench/engine/rehearsal_worker.h"

#include "core/base/text.h"
#include "core/runtime/guardian.h"
#include "core/runtime/process.h"
#include "core/scenario/rehearsal.h"
#include "core/scenario/run_dialog.h"

#include <QFile>
#include <QFileInfo>
#include <QMetaObject>
#include <QSet>

#include <asio/post.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

/// A plugin may wait for something, so a few run even on one processor; more than some would only make each slower.
constexpr std::size_t fewestCases = 2;
constexpr std::size_t mostCases = 8;

/// Of failed sessions so many records are kept, to be looked at; of those beyond, the results alone.
constexpr std::size_t maxKeptRecords = 100'000;
/// So many bytes that a client says weigh as much as one record.
constexpr std::size_t bytesOfARecord = 1024;

std::size_t casesAtATime()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), fewestCases, mostCases);
}

std::string fileNameOf(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

QString pathOfName(const std::string& fileName)
{
    return QFile::decodeName(QByteArray::fromStdString(fileName));
}

QString forPerson(const std::string& bytes)
{
    return QString::fromStdString(text::printable(bytes));
}

/// Which state of the file is on disk: another text has another, for all that programs do that are not out to deceive.
std::string stateOf(const QString& path)
{
    struct stat found = {};
    if (::stat(fileNameOf(path).c_str(), &found) != 0)
        return {};
    std::string state;
    for (const auto part : {static_cast<long long>(found.st_dev), static_cast<long long>(found.st_ino),
                            static_cast<long long>(found.st_size), static_cast<long long>(found.st_mtim.tv_sec),
                            static_cast<long long>(found.st_mtim.tv_nsec)})
        state += std::to_string(part) + " ";
    return state;
}

/// Of a scenario that is too large there is no more than of the largest.
std::string bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(static_cast<qint64>(scenario::maxScenarioFile)).toStdString()
                                          : std::string();
}

int lineOfSession(const scenario::Dialog& session)
{
    const std::size_t greeting = session.greeting ? session.greeting->line : 0;
    const std::size_t said = session.lines.empty() ? 0 : session.lines.front().line;
    return static_cast<int>(greeting == 0 ? said : greeting);
}

ScenarioOutline outlineOf(const Result<scenario::Scenario>& scenario, const QString& path)
{
    ScenarioOutline outline;
    if (!scenario) {
        outline.error = forPerson(scenario.error().message);
        if (const QString place = path + QStringLiteral(": "); outline.error.startsWith(place))
            outline.error.remove(0, place.size());
        return outline;
    }
    outline.title = forPerson(scenario->cases.front().sessions.front().title);
    for (const scenario::Case& each : scenario->cases) {
        CaseOutline& outlined = outline.cases.emplace_back();
        outlined.row = forPerson(each.row);
        for (const scenario::Dialog& session : each.sessions)
            outlined.sessions.push_back({forPerson(session.session), lineOfSession(session)});
    }
    return outline;
}

/// What is told of a copy of the home, which is gone when it is looked at, is told of the home.
trace::Record withHome(trace::Record record, const std::string& copy, const std::string& home)
{
    auto* report = std::get_if<session::Report>(&record.body);
    if (report == nullptr)
        return record;
    const auto mend = [&](std::string& path) {
        if (path == copy)
            path = home;
    };
    if (auto* session = std::get_if<session::SessionStarted>(&report->body))
        mend(session->home);
    if (auto* plugin = std::get_if<session::PluginStarted>(&report->body))
        mend(plugin->call.directory);
    if (auto* check = std::get_if<session::RecipientCheckStarted>(&report->body))
        mend(check->call.directory);
    return record;
}

std::size_t weightOf(const RecordedSession& session)
{
    std::size_t bytes = 0;
    for (const auto& line : session.request.dialog.lines)
        bytes += line.text.size();
    return session.records.size() + bytes / bytesOfARecord;
}

} // namespace

Rehearser::Worker::Worker(Rehearser& rehearser) : m_rehearser(rehearser), m_work(m_loop.get_executor())
{
    runtime::prepareSignals();
    // Without a guardian plugins may outlive a workbench that is killed; that is no reason not to work.
    (void)runtime::startGuardian();
    m_thread = std::thread([this] { m_loop.run(); });
}

Rehearser::Worker::~Worker()
{
    stop();
    m_work.reset();
    m_thread.join();
}

void Rehearser::Worker::look(const QString& home, const QString& other)
{
    asio::post(m_loop, [this, home, other] { lookHere(home, other); });
}

void Rehearser::Worker::start(std::vector<RehearsalPart> parts, const RehearsalConditions& conditions)
{
    asio::post(m_loop, [this, parts = std::move(parts), conditions]() mutable {
        m_parts.assign(std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
        m_conditions = conditions;
        m_kept = 0;
        startNext();
    });
}

void Rehearser::Worker::stop()
{
    asio::post(m_loop, [this] { stopHere(); });
}

void Rehearser::Worker::lookHere(const QString& home, const QString& other)
{
    QStringList paths;
    if (!home.isEmpty())
        for (const std::string& dialog : scenario::dialogsOf(fileNameOf(home)))
            paths.append(home + u'/' + pathOfName(dialog));
    if (!other.isEmpty() && !paths.contains(other) && QFileInfo::exists(other))
        paths.append(other);
    QSet<QString> folders;
    if (const QString dialogs = home + QStringLiteral("/dialogs"); QFileInfo(dialogs).isDir())
        folders.insert(dialogs);
    else if (!home.isEmpty())
        folders.insert(home);
    for (const QString& path : paths)
        folders.insert(QFileInfo(path).path());
    tell([this, home, paths, folders] { emit m_rehearser.found(home, paths, folders.values()); });
    std::erase_if(m_read, [&](const auto& read) { return !paths.contains(read.first); });
    for (const QString& path : paths)
        asio::post(m_loop, [this, path] { readIfChanged(path); }); // what runs has its turn in between
}

void Rehearser::Worker::readIfChanged(const QString& path)
{
    if (const auto known = m_read.find(path); known == m_read.end() || known->second != stateOf(path))
        (void)readHere(path);
}

/// And tells what is in it, unless that was told before.
Result<scenario::Scenario> Rehearser::Worker::readHere(const QString& path)
{
    const std::string state = stateOf(path); // of what is there at least: if it changes meanwhile it is read again
    auto scenario = scenario::readScenario(fileNameOf(path));
    if (std::exchange(m_read[path], state) != state || !scenario)
        tell([this, path, outline = outlineOf(scenario, path)] { emit m_rehearser.outlined(path, outline); });
    return scenario;
}

void Rehearser::Worker::startNext()
{
    while (m_running.size() < casesAtATime() && (!m_planned.empty() || planNextFile())) {
        if (m_planned.empty())
            continue; // a file that can't be read, or has no such cases any more
        PlannedCase next = std::move(m_planned.front());
        m_planned.pop_front();
        begin(std::move(next));
    }
    if (m_running.empty())
        tell([this] { emit m_rehearser.ended(); });
}

/// One file at a time: a few lines can ask for a great many cases. False: there is none left.
bool Rehearser::Worker::planNextFile()
{
    if (m_parts.empty())
        return false;
    const RehearsalPart part = std::move(m_parts.front());
    m_parts.pop_front();
    auto text = std::make_shared<const std::string>(bytesOf(part.path));
    auto scenario = readHere(part.path);
    if (!scenario)
        return true;
    for (std::size_t index = 0; index < scenario->cases.size(); ++index) {
        const bool isWanted = !part.cases || std::ranges::find(*part.cases, index) != part.cases->end();
        if (!isWanted)
            continue;
        scenario::Case& each = scenario->cases[index];
        const bool isElsewhere = !each.sessions.front().home.empty() || m_conditions.home.isEmpty();
        auto home = isElsewhere ? scenario::findHome(fileNameOf(part.path), each.sessions.front())
                                : Result<std::string>(fileNameOf(m_conditions.home));
        if (home)
            m_planned.push_back({part.path, index, std::move(each), std::move(*home), scenario->cases.size(), text});
        else
            tellEnded(part.path, index, {{}, forPerson(home.error().message), nullptr});
    }
    return true;
}

void Rehearser::Worker::begin(PlannedCase planned)
{
    const quint64 number = ++m_number;
    const QString path = planned.path;
    const std::size_t index = planned.index;
    auto running = prepare(number, std::move(planned));
    if (!running)
        return tellEnded(path, index, {{}, forPerson(running.error().message), nullptr});
    tell([this, path, index] { emit m_rehearser.caseBegan(path, index); });
    const auto runner = running->runner;
    m_running.emplace(number, std::move(*running));
    runner->run();
}

Result<Rehearser::Worker::RunningCase> Rehearser::Worker::prepare(quint64 number, PlannedCase planned)
{
    const scenario::Dialog& first = planned.scenario.sessions.front();
    const world::WorldPlan plan = world::joined(m_conditions.world, first.world);
    const bool copies = !plan.privateHome && scenario::mayStartPrograms(planned.home, planned.scenario);
    auto home = scenario::StagedHome::make(planned.home, first.controls, copies);
    if (!home)
        return tl::unexpected<Error>(home.error());
    auto made = world::World::make(home->path(), plan);
    if (!made)
        return tl::unexpected<Error>(made.error());
    auto world = std::make_shared<world::World>(std::move(*made));
    auto recorded = std::make_shared<Sessions>();
    const scenario::RunPlace place{
        home->path(), m_conditions.dialect.toStdString(), world, m_conditions.tracesShells, std::nullopt, m_homes};
    auto runner = std::make_shared<scenario::CaseRunner>(m_loop, planned.scenario, place,
                                                         observerOf(number, planned, home->path(), recorded));
    return RunningCase{std::move(planned), std::move(recorded), std::move(*home), std::move(world), std::move(runner)};
}

scenario::RunObserver Rehearser::Worker::observerOf(quint64 number, const PlannedCase& planned, const std::string& copy,
                                                    const std::shared_ptr<Sessions>& recorded)
{
    scenario::RunObserver observer;
    const PlayedScenario played{{planned.path, planned.index, 0}, planned.cases, planned.text};
    observer.begins = [recorded, played, home = pathOfName(planned.home)](const scenario::Dialog& dialog,
                                                                          const session::SessionConfig& config) {
        auto session = std::make_shared<RecordedSession>();
        session->scenario = played;
        session->scenario.place.session = recorded->size();
        session->request.dialog = dialog;
        session->request.home = home;
        session->request.dialect = QString::fromUtf8(config.dialect->name.data(), config.dialect->name.size());
        session->request.interactive = false;
        recorded->push_back(std::move(session));
    };
    observer.record = [recorded, copy, home = planned.home](const trace::Record& record) {
        recorded->back()->records.push_back(withHome(record, copy, home));
    };
    observer.passed = [recorded](const debug::PastStop& stop) { recorded->back()->stops.push_back(stop); };
    observer.finished = [this, number](scenario::CaseRun run) {
        // Its runner is still at work.
        asio::post(m_loop, [this, number, run = std::move(run)] { finish(number, run); });
    };
    return observer;
}

void Rehearser::Worker::finish(quint64 number, const scenario::CaseRun& run)
{
    const auto running = m_running.find(number);
    if (!run.stopped)
        tellEnded(running->second.planned.path, running->second.planned.index, outcomeOf(run, running->second));
    m_running.erase(running);
    startNext();
}

CaseOutcome Rehearser::Worker::outcomeOf(const scenario::CaseRun& run, const RunningCase& running)
{
    CaseOutcome outcome;
    outcome.error = forPerson(run.error);
    if (!run.passed())
        outcome.text = running.planned.text;
    for (std::size_t i = 0; i < run.sessions.size(); ++i) {
        SessionOutcome& session = outcome.sessions.emplace_back();
        session.failures = run.sessions[i].failures;
        const std::size_t weight = weightOf(*(*running.recorded)[i]);
        if (run.passed() || m_kept + weight > maxKeptRecords)
            continue;
        m_kept += weight;
        SimulationResult& result = (*running.recorded)[i]->result;
        for (const scenario::Failure& failure : session.failures)
            result.mismatches.push_back(mismatchOf(failure));
        if (i + 1 == run.sessions.size())
            result.error = outcome.error;
        session.recorded = (*running.recorded)[i];
    }
    return outcome;
}

void Rehearser::Worker::stopHere()
{
    m_parts.clear();
    m_planned.clear();
    for (auto& [number, running] : m_running)
        running.runner->stop();
}

void Rehearser::Worker::tell(std::function<void()> what)
{
    const std::lock_guard lock(m_mutex);
    const bool isWoken = !m_told.empty();
    m_told.push_back(std::move(what));
    if (!isWoken)
        QMetaObject::invokeMethod(
            &m_rehearser, [this] { deliver(); }, Qt::QueuedConnection);
}

void Rehearser::Worker::tellEnded(const QString& path, std::size_t index, CaseOutcome outcome)
{
    tell([this, path, index, outcome = std::move(outcome)] { emit m_rehearser.caseEnded(path, index, outcome); });
}

/// In the window's thread: hands over what has gathered.
void Rehearser::Worker::deliver()
{
    std::vector<std::function<void()>> told;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(told, m_told);
    }
    for (const auto& each : told)
        each();
}

} // namespace spp::workbench
