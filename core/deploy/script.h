// SPDX-License-Identifier: MIT
/// The one program that changes a home: a shell script, run here by sh and on other machines through ssh, so that both go the same way.
/// It needs a POSIX shell with the usual tools, and tar. No name of a file is ever part of it: names travel in the list of steps, see
/// core/deploy/steps.h. The text of the script and what it answers; pure.
///
/// What is to be put is unpacked into HOME/.spp-deploy, and what it replaces is linked there; up to here nothing has happened. When all of
/// it is on the disk, an empty file "go" says so, and each step is one rename. So whatever ends the script, even the power: without "go"
/// nothing was done, and with it everything needed to finish, or to take back, is there. In the end the old files move to
/// HOME/.spp-backups/DATE.
#pragma once

#include "core/deploy/difference.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::deploy
{

/// What the script is asked to do. Its standard input is input() and what belongs to the command.
enum class Command {
    Look,   ///< tell what is there; followed by the roots to tell of, one a line
    Apply,  ///< followed by formatPayload()
    Finish, ///< a deployment that was interrupted
    Undo,   ///< the same, taken back
};

/// For `sh -c`: reads the script from its standard input. Has no quotes of its own but the double ones, so that it fits between single ones.
std::string shellCommand();
/// What goes to the standard input first.
std::string input(Command command, std::string_view home);

/// The script has begun: what goes wrong from then on is wrong there, not on the way.
bool hasAnswered(std::string_view output);

/// What Look tells.
struct Look
{
    enum class State { Clean, Interrupted, Busy };

    State state = State::Clean;
    std::string process; ///< number of the one that is at work, if Busy
    ThereHome home;
    std::vector<std::string> backups; ///< by their dates, the newest first
};

Result<Look> parseLook(std::string_view output);

/// What Apply, Finish and Undo tell.
struct Outcome
{
    enum class Kind {
        Done,        ///< everything is as it was to be; words: the backup's name
        Undone,      ///< Undo, or a step failed: all is as it was; words: why
        Nothing,     ///< there is nothing to finish
        Changed,     ///< somebody changed a file meanwhile, nothing was done; words: its path
        Busy,        ///< another deployment is at work; words: its process
        Interrupted, ///< another one was, and has to be finished first
        Failed,      ///< words: why
    };

    Kind kind = Kind::Failed;
    std::string words; ///< not yet printable
};

/// nullopt: the script did not come so far.
std::optional<Outcome> parseOutcome(std::string_view output);

/// "2026-03-01T120000Z", and "-2" behind it for a second one: nothing that leads elsewhere.
bool isBackupName(std::string_view name);

} // namespace spp::deploy
