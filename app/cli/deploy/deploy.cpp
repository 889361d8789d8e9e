// SPDX-License-Identifier: MIT
#include "app/cli/deploy/deploy.h"

#include "app/cli/deploy/differences_printer.h"
#include "app/cli/home.h"
#include "app/cli/screen.h"
#include "app/cli/world.h"
#include "core/base/text.h"
#include "core/runtime/deploy/deployment.h"
#include "core/runtime/syntax_check.h"
#include "core/scenario/rehearsal.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>

namespace spp::cli
{

namespace
{

constexpr int done = 0;
constexpr int notWanted = 1;
constexpr int notDone = 2;

struct DeployOptions
{
    std::string target;
    std::string home = ".";
    std::string dialect = "modern";
    deploy::Choice choice;
    WorldOptions world;
    std::string rollback; ///< a backup's name; empty: the newest
    bool rollsBack = false;
    bool listsBackups = false;
    bool removes = false;
    bool isDry = false;
    bool isForced = false;
    bool isSure = false;
};

/// One run of the command.
class DeployCommand
{
public:
    DeployCommand(const DeployOptions& options, deploy::Target target)
        : m_options(options), m_target(std::move(target)), m_place(text::printable(formatTarget(m_target)))
    {}

    int deploy()
    {
        const auto home = homeAround(m_options.home);
        if (!home)
            return complain(home.error());
        const auto* dialect = session::findDialect(m_options.dialect);
        if (dialect == nullptr)
            return complain("there is no dialect " + text::printable(m_options.dialect) + "; see README.md");
        const auto compare = [&] {
            return runtime::compareHomes({*home, m_target, m_options.choice,
                                          m_options.removes ? deploy::Surplus::Removed : deploy::Surplus::Kept},
                                         {});
        };
        auto comparison = compare();
        if (comparison && comparison->state == deploy::Look::State::Interrupted && !m_options.isDry) {
            if (!conclude(runtime::Recovery::Finish))
                return notDone;
            comparison = compare();
        }
        if (const int status = explainState(comparison); status != done)
            return status;
        m_screen.line(0, text::printable(*home) + " compared with " + m_place);
        printDifferences(m_screen, comparison->differences);
        for (const std::string& key : comparison->privateKeys)
            m_screen.line(0, text::printable(key) + " looks like a private key and is left out; --include " +
                                 text::printable(key) + " takes it along");
        const bool isNothing = countDeeds(comparison->differences) == 0;
        if (isNothing || m_options.isDry)
            return isNothing ? done : notWanted;
        if (!isSound(*home, *dialect))
            return notWanted;
        return applyIfWanted(comparison->differences, "Deploy " + changes(comparison->differences));
    }

    int rollBack()
    {
        auto newest = backups();
        if (newest && newest->state == deploy::Look::State::Interrupted && m_options.rollback.empty() &&
            !m_options.isDry)
            return conclude(runtime::Recovery::Undo) ? done : notDone;
        if (const int status = explainState(newest); status != done)
            return status;
        if (m_options.rollback.empty() && newest->backups.empty())
            return complain(m_place + ": there is no backup to roll back to");
        const std::string backup = m_options.rollback.empty() ? newest->backups.front() : m_options.rollback;
        const auto comparison = runtime::compareWithBackup(m_target, backup, {});
        if (const int status = explainState(comparison); status != done)
            return status;
        m_screen.line(0, m_place + ": back to what was there before " + backup);
        printDifferences(m_screen, comparison->differences);
        const bool isNothing = countDeeds(comparison->differences) == 0;
        if (isNothing || m_options.isDry)
            return isNothing ? done : notWanted;
        return applyIfWanted(comparison->differences, "Roll back " + changes(comparison->differences));
    }

    int listBackups()
    {
        const auto comparison = backups();
        if (const int status = explainState(comparison); status != done)
            return status;
        for (const std::string& backup : comparison->backups)
            m_screen.line(0, backup);
        if (comparison->backups.empty())
            m_screen.line(0, m_place + ": there is no backup");
        return done;
    }

private:
    int complain(const std::string& sentence)
    {
        m_screen.flush();
        std::cerr << "spp: " << sentence << std::endl;
        return notDone;
    }
    int complain(const Error& error) { return complain(error.message); }

    Result<runtime::HomeComparison> backups() { return runtime::listBackups(m_target, {}); }

    int explainState(const Result<runtime::HomeComparison>& comparison)
    {
        if (!comparison)
            return complain(comparison.error());
        switch (comparison->state) {
        case deploy::Look::State::Clean: return done;
        case deploy::Look::State::Busy:
            return complain(m_place + ": another deployment is at work there, process " +
                            text::printable(comparison->process));
        case deploy::Look::State::Interrupted:
            return complain(m_place +
                            ": a deployment there was interrupted; spp deploy without --dry-run finishes "
                            "it, --rollback takes it back");
        }
        return notDone;
    }

    bool conclude(runtime::Recovery recovery)
    {
        const auto recovered = runtime::recover(m_target, recovery, {});
        if (recovered.kind == deploy::Outcome::Kind::Done)
            m_screen.line(
                0, m_place + ": a deployment there was interrupted; it is finished now, backup " + recovered.words);
        else if (recovered.kind == deploy::Outcome::Kind::Undone)
            m_screen.line(0, m_place + ": a deployment there was interrupted; " + recovered.words);
        else
            complain(recovered.words);
        return recovered.kind == deploy::Outcome::Kind::Done || recovered.kind == deploy::Outcome::Kind::Undone;
    }

    static std::string changes(const deploy::Differences& differences)
    {
        return counted(countDeeds(differences), "change");
    }

    /// The checks and the dialogs, told as they go.
    bool isSound(const std::string& home, const session::Dialect& dialect)
    {
        const std::size_t errors = printErrors(home, dialect);
        const std::size_t failures = playDialogs(home);
        if (errors + failures == 0)
            return true;
        const std::string what = (errors > 0 ? counted(errors, "error") : "") +
                                 (errors > 0 && failures > 0 ? " and " : "") +
                                 (failures > 0 ? counted(failures, "failing dialog") : "");
        if (m_options.isForced) {
            m_screen.line(0, "deploying with " + what + ", since you said --force", Colour::Defer);
            return true;
        }
        complain("nothing was deployed: " + what + "; mend that, or deploy it all the same with --force");
        return false;
    }

    std::size_t printErrors(const std::string& home, const session::Dialect& dialect)
    {
        std::size_t errors = 0;
        for (const auto& finding : runtime::checkHomeOnDisk({home, dialect})) {
            if (finding.severity() != trace::Severity::Error)
                continue;
            ++errors;
            m_screen.line(0, text::printable(formatPlace(finding)) + ": " + finding.sentence, Colour::Refuse);
        }
        if (errors == 0)
            m_screen.line(0, "the checks find no errors");
        return errors;
    }

    std::size_t playDialogs(const std::string& home)
    {
        const auto dialogs = scenario::dialogsOf(home);
        const auto plan = planOf(m_options.world);
        if (!plan) {
            complain(plan.error());
            return 1;
        }
        std::size_t failures = 0;
        for (const std::string& dialog : dialogs) {
            const auto rehearsal = scenario::rehearse(home, dialog, m_options.dialect, *plan, {});
            failures += rehearsal.passed() ? 0 : 1;
            m_screen.line(0, text::printable(dialog) + ": " + (rehearsal.passed() ? "as expected" : rehearsal.trouble),
                          rehearsal.passed() ? Colour::Plain : Colour::Refuse);
            m_screen.flush();
        }
        if (dialogs.empty())
            m_screen.line(0, "there are no dialogs below dialogs/ to try it with");
        return failures;
    }

    int applyIfWanted(const deploy::Differences& differences, const std::string& question)
    {
        m_screen.flush();
        if (!m_options.isSure && ::isatty(STDIN_FILENO) == 0)
            return complain("nothing was done: nobody can be asked here; --yes says that you mean it");
        if (!m_options.isSure && !says(question + " to " + m_place + "? [y/N] "))
            return notWanted;
        const auto applied = runtime::apply(m_target, differences, {});
        if (applied.kind != deploy::Outcome::Kind::Done)
            return complain(applied.words);
        m_screen.line(0, "done; what was there before is in " + m_place + "/.spp-backups/" + applied.words,
                      Colour::Accept);
        return done;
    }

    /// The answer is yes.
    static bool says(const std::string& question)
    {
        std::cout << question << std::flush;
        std::string answer;
        std::getline(std::cin, answer);
        return text::equalsIgnoringCase(text::trim(answer), "y") || text::equalsIgnoringCase(text::trim(answer), "yes");
    }

    const DeployOptions& m_options;
    deploy::Target m_target;
    std::string m_place; ///< for people
    Screen m_screen{std::cout, wantsColour()};
};

int runDeploy(const DeployOptions& options)
{
    auto target = deploy::parseTarget(options.target);
    if (!target) {
        std::cerr << "spp: " << target.error().message << std::endl;
        return notDone;
    }
    DeployCommand command(options, std::move(*target));
    if (options.listsBackups)
        return command.listBackups();
    return options.rollsBack ? command.rollBack() : command.deploy();
}

} // namespace

void addDeployCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<DeployOptions>();
    auto* command = spp.add_subcommand("deploy", "bring a home to where it runs, and take it back");
    command->add_option("target", options->target, "a folder, or user@host:/var/qmail, which goes through ssh")
        ->type_name("DIR");
    command->add_option("--home", options->home, "the home to deploy, or a folder in it")
        ->capture_default_str()
        ->type_name("DIR");
    command
        ->add_option(
            "--include", options->choice.included,
            "a file or folder of the home besides control/, plugins/ and what smtpplugins names; or a private key")
        ->allow_extra_args(false)
        ->type_name("FILE");
    command->add_option("--exclude", options->choice.excluded, "a file or folder that stays as it is there")
        ->allow_extra_args(false)
        ->type_name("FILE");
    command->add_flag("--delete", options->removes, "remove what is only there");
    command->add_option("--dialect", options->dialect, "the server that it is for")
        ->capture_default_str()
        ->type_name("DIALECT");
    addPlaceOptions(*command, options->world);
    auto* dry = command->add_flag("--dry-run", options->isDry, "show the differences only; status 1 if there are any");
    command->add_flag("--force", options->isForced, "deploy in spite of errors and failing dialogs");
    command->add_flag("--yes,-y", options->isSure, "do not ask")->excludes(dry);
    auto* rollback = command->add_option("--rollback", options->rollback,
                                         "bring back what a deployment replaced: of that DATE, or the newest");
    rollback->expected(0, 1)->type_name("DATE");
    command->add_flag("--backups", options->listsBackups, "list the dates that --rollback knows")->excludes(rollback);
    command->callback([options, rollback, &status] {
        options->rollsBack = rollback->count() > 0;
        // "--rollback TARGET": what follows is no date.
        if (options->target.empty() && !deploy::isBackupName(options->rollback))
            options->target = std::exchange(options->rollback, {});
        status = runDeploy(*options);
    });
}

} // namespace spp::cli
