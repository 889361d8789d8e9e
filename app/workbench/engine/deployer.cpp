// SPDX-License-Identifier: MIT
#include "app/workbench/engine/deployer.h"

#include "core/base/text.h"
#include "core/runtime/deploy/deployment.h"
#include "core/runtime/syntax_check.h"
#include "core/scenario/rehearsal.h"

#include <QMetaObject>

#include <utility>

namespace spp::workbench
{

namespace
{

QString shown(const std::string& bytes)
{
    return QString::fromStdString(text::printable(bytes));
}

QStringList shown(const std::vector<std::string>& lines)
{
    QStringList result;
    for (const std::string& line : lines)
        result.append(shown(line));
    return result;
}

DeployComparison comparisonOf(const Result<runtime::HomeComparison>& result, const QString& target)
{
    DeployComparison told;
    if (!result) {
        told.error = QString::fromStdString(result.error().message);
        return told;
    }
    told.isInterrupted = result->state == deploy::Look::State::Interrupted;
    if (result->state == deploy::Look::State::Busy)
        told.error =
            Deployer::tr("%1: another deployment is at work there, process %2").arg(target, shown(result->process));
    told.differences = result->differences;
    told.privateKeys = shown(result->privateKeys);
    told.backups = shown(result->backups);
    return told;
}

DeployOutcome outcomeOf(const runtime::Deployed& deployed)
{
    using Kind = deploy::Outcome::Kind;
    return {deployed.kind == Kind::Done, deployed.kind == Kind::Changed || deployed.kind == Kind::Interrupted,
            QString::fromStdString(deployed.words)};
}

} // namespace

Deployer::Deployer(QObject* parent) : QObject(parent)
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

Deployer::~Deployer()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

quint64 Deployer::begin(std::function<void(quint64, const std::stop_token&)> work)
{
    cancel();
    m_stop = std::stop_source();
    const quint64 number = ++m_newest;
    QMetaObject::invokeMethod(&m_worker,
                              [number, stop = m_stop.get_token(), work = std::move(work)] { work(number, stop); });
    return number;
}

void Deployer::cancel()
{
    m_stop.request_stop();
}

/// From the worker's thread to the window's.
template <typename... Told, typename... Values>
void Deployer::tell(void (Deployer::*signal)(Told...), Values... values)
{
    QMetaObject::invokeMethod(this, [this, signal, ... values = std::move(values)] { emit(this->*signal)(values...); });
}

quint64 Deployer::compare(DeployRequest request)
{
    return begin([this, request = std::move(request)](quint64 number, const std::stop_token& stop) {
        const auto target = deploy::parseTarget(request.target.toStdString());
        const auto compared =
            target ? runtime::compareHomes({request.home.toStdString(), *target, request.choice, request.surplus}, stop)
                   : tl::unexpected<Error>(target.error());
        tell(&Deployer::compared, number, comparisonOf(compared, request.target));
    });
}

quint64 Deployer::compareWithBackup(const QString& target, const QString& backup)
{
    return begin([this, target, backup](quint64 number, const std::stop_token& stop) {
        const auto parsed = deploy::parseTarget(target.toStdString());
        const auto compared = parsed ? runtime::compareWithBackup(*parsed, backup.toStdString(), stop)
                                     : tl::unexpected<Error>(parsed.error());
        tell(&Deployer::compared, number, comparisonOf(compared, target));
    });
}

quint64 Deployer::tryOut(TrialRequest request)
{
    return begin([this, request = std::move(request)](quint64 number, const std::stop_token& stop) {
        const std::string home = request.home.toStdString();
        const auto* dialect = session::findDialect(request.dialect.toStdString());
        auto findings = runtime::checkHomeOnDisk({.home = home,
                                                  .dialect = dialect ? *dialect : session::modernDialect(),
                                                  .isWanted = [&] { return !stop.stop_requested(); }});
        std::erase_if(findings, [](const auto& each) { return each.severity() != trace::Severity::Error; });
        tell(&Deployer::checked, number, std::move(findings));
        const auto dialogs = scenario::dialogsOf(home);
        tell(&Deployer::dialogsFound, number, shown(dialogs));
        for (const std::string& dialog : dialogs) {
            if (stop.stop_requested())
                break;
            const auto rehearsal = scenario::rehearse(home, dialog, request.dialect.toStdString(), request.world, stop);
            tell(&Deployer::dialogPlayed, number, shown(dialog), QString::fromStdString(rehearsal.trouble));
        }
        tell(&Deployer::triedAll, number);
    });
}

quint64 Deployer::apply(const QString& target, deploy::Differences differences)
{
    return begin([this, target, differences = std::move(differences)](quint64 number, const std::stop_token& stop) {
        const auto parsed = deploy::parseTarget(target.toStdString());
        tell(&Deployer::applied, number,
             parsed ? outcomeOf(runtime::apply(*parsed, differences, stop))
                    : DeployOutcome{false, false, QString::fromStdString(parsed.error().message)});
    });
}

quint64 Deployer::recover(const QString& target, Recovery recovery)
{
    return begin([this, target, recovery](quint64 number, const std::stop_token& stop) {
        const auto parsed = deploy::parseTarget(target.toStdString());
        const auto how = recovery == Recovery::Finish ? runtime::Recovery::Finish : runtime::Recovery::Undo;
        tell(&Deployer::applied, number,
             parsed ? outcomeOf(runtime::recover(*parsed, how, stop))
                    : DeployOutcome{false, false, QString::fromStdString(parsed.error().message)});
    });
}

} // namespace spp::workbench
