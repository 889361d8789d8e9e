// SPDX-License-Identifier: MIT
#include "core/runtime/deploy/deployment.h"

#include "core/base/text.h"
#include "core/check/check.h"
#include "core/deploy/steps.h"
#include "core/runtime/deploy/run_script.h"
#include "core/runtime/disk_view.h"

#include <filesystem>

namespace spp::runtime
{

namespace fs = std::filesystem;

using deploy::Command;
using deploy::Look;
using deploy::Target;

namespace
{

const std::string backupsFolder = ".spp-backups/";

std::string because(const std::string& trouble)
{
    return trouble.empty() ? std::string() : ": " + trouble;
}

std::string shown(const Target& target)
{
    return text::printable(formatTarget(target));
}

Result<Look> look(const Target& target, const std::vector<std::string>& roots, const std::stop_token& stop)
{
    std::string lines;
    for (const std::string& root : roots)
        lines += root + "\n";
    const auto run = runScript(target, Command::Look, lines, stop);
    if (!run)
        return tl::unexpected<Error>(run.error());
    auto seen = deploy::parseLook(run->output);
    // What could not be read would look as if it were not there.
    if (seen && !run->hasSucceeded)
        return fail(Fault::Configuration,
                    shown(target) + ": this home can't be read to its end" + because(run->trouble));
    if (seen)
        return seen;
    const std::string advice = target.isRemote() && !deploy::hasAnswered(run->output)
                                   ? "; log in by “ssh " + text::printable(target.host) + "” first"
                                   : std::string();
    return fail(Fault::Configuration, shown(target) + ": " + seen.error().message + because(run->trouble) + advice);
}

/// The home's folder, absolute.
Result<std::string> folderOf(const std::string& home)
{
    std::error_code error;
    const fs::path folder = fs::canonical(home, error);
    if (!error && fs::is_directory(folder, error))
        return folder.string();
    return fail(Fault::Configuration, text::printable(home) + ": this home can't be opened" +
                                          (error ? ": " + error.message() : "; it is no folder"));
}

/// A folder here is meant by its absolute path: the script runs elsewhere.
Result<Target> resolved(const Target& target)
{
    if (target.isRemote())
        return target;
    const auto folder = folderOf(target.folder);
    return folder ? Result<Target>(Target{{}, *folder}) : tl::unexpected<Error>(folder.error());
}

Deployed explained(const Target& target, const Result<ScriptRun>& run)
{
    using Kind = deploy::Outcome::Kind;
    if (!run)
        return {Kind::Failed, run.error().message};
    const auto outcome = deploy::parseOutcome(run->output);
    if (!outcome)
        return {Kind::Failed, shown(target) + ": it came to no end there" + because(run->trouble) + "; look again"};
    const std::string words = text::printable(outcome->words);
    const std::string reason = words + because(run->trouble);
    switch (outcome->kind) {
    case Kind::Done: return {outcome->kind, words};
    case Kind::Undone: return {outcome->kind, "everything is as it was before" + because(reason)};
    case Kind::Nothing: return {outcome->kind, shown(target) + ": nothing is unfinished there"};
    case Kind::Changed:
        return {outcome->kind, words + " was changed there after the differences were shown; nothing was deployed"};
    case Kind::Busy: return {outcome->kind, shown(target) + ": another deployment is at work there, process " + words};
    case Kind::Interrupted:
        return {outcome->kind, shown(target) + ": a deployment there was interrupted; finish it or take it back first"};
    case Kind::Failed: return {outcome->kind, shown(target) + ": nothing was deployed: " + reason};
    }
    return {};
}

Result<std::vector<std::string>> rootsIn(const std::string& home, const deploy::Choice& choice)
{
    const DiskView view(home);
    return deploy::rootsOf(check::pluginFiles({view, session::modernDialect()}), choice);
}

} // namespace

Result<deploy::Selection> readHomeFiles(const std::string& home, const deploy::Choice& choice,
                                        const std::stop_token& stop)
{
    const auto folder = folderOf(home);
    if (!folder)
        return tl::unexpected<Error>(folder.error());
    const auto roots = rootsIn(*folder, choice);
    if (!roots)
        return tl::unexpected<Error>(roots.error());
    auto here = look({{}, *folder}, *roots, stop);
    if (!here)
        return tl::unexpected<Error>(here.error());
    return deploy::select(std::move(here->home.files), choice);
}

Result<HomeComparison> compareHomes(const DeployOrder& order, const std::stop_token& stop)
{
    const auto home = folderOf(order.home);
    if (!home)
        return tl::unexpected<Error>(home.error());
    const auto target = resolved(order.target);
    if (!target)
        return tl::unexpected<Error>(target.error());
    if (!target->isRemote() && target->folder == *home)
        return fail(Fault::Configuration, text::printable(*home) + ": a home can't be deployed to itself");
    const auto roots = rootsIn(*home, order.choice);
    if (!roots)
        return tl::unexpected<Error>(roots.error());
    auto here = look({{}, *home}, *roots, stop);
    if (!here)
        return tl::unexpected<Error>(here.error());
    auto there = look(*target, *roots, stop);
    if (!there)
        return tl::unexpected<Error>(there.error());
    HomeComparison comparison{there->state, there->process, {}, {}, there->backups};
    if (there->state != Look::State::Clean)
        return comparison;
    deploy::Selection selected = deploy::select(std::move(here->home.files), order.choice);
    comparison.privateKeys = selected.privateKeys;
    there->home.files = deploy::select(std::move(there->home.files), order.choice).files;
    auto differences = deploy::compare(selected.files, there->home, order.surplus);
    if (!differences)
        return tl::unexpected<Error>(differences.error());
    comparison.differences = std::move(*differences);
    return comparison;
}

Result<HomeComparison> listBackups(const Target& target, const std::stop_token& stop)
{
    const auto place = resolved(target);
    if (!place)
        return tl::unexpected<Error>(place.error());
    const auto there = look(*place, {}, stop);
    if (!there)
        return tl::unexpected<Error>(there.error());
    return HomeComparison{there->state, there->process, {}, {}, there->backups};
}

Result<HomeComparison> compareWithBackup(const Target& target, const std::string& backup, const std::stop_token& stop)
{
    const auto place = resolved(target);
    if (!place)
        return tl::unexpected<Error>(place.error());
    if (!deploy::isBackupName(backup))
        return fail(Fault::Configuration, text::printable(backup) + ": is no backup's date");
    const std::string folder = backupsFolder + backup;
    const auto kept = look(*place, {folder}, stop);
    if (!kept)
        return tl::unexpected<Error>(kept.error());
    if (kept->state != Look::State::Clean)
        return HomeComparison{kept->state, kept->process, {}, {}, kept->backups};
    deploy::Manifest files;
    for (const auto& [path, entry] : kept->home.files)
        if (path.starts_with(folder + "/"))
            files.emplace(path.substr(folder.size() + 1), entry);
    if (files.empty())
        return fail(Fault::Configuration, shown(*place) + ": there is no backup " + backup);
    const auto parsed = deploy::parseBackup(files);
    if (!parsed)
        return tl::unexpected<Error>(parsed.error().at(folder));
    std::vector<std::string> roots;
    for (const auto& each : parsed->touched)
        roots.push_back(each.path);
    auto now = look(*place, roots, stop);
    if (!now)
        return tl::unexpected<Error>(now.error());
    return HomeComparison{
        now->state, now->process, deploy::compareWithBackup(*parsed, now->home.files), {}, now->backups};
}

Deployed apply(const Target& target, const deploy::Differences& differences, const std::stop_token& stop)
{
    const auto place = resolved(target);
    if (!place)
        return {deploy::Outcome::Kind::Failed, place.error().message};
    return explained(*place, runScript(*place, Command::Apply, deploy::formatPayload(differences), stop));
}

Deployed recover(const Target& target, Recovery recovery, const std::stop_token& stop)
{
    const auto place = resolved(target);
    if (!place)
        return {deploy::Outcome::Kind::Failed, place.error().message};
    const Command command = recovery == Recovery::Finish ? Command::Finish : Command::Undo;
    return explained(*place, runScript(*place, command, {}, stop));
}

} // namespace spp::runtime
