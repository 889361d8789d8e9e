// SPDX-License-Identifier: MIT
/// What a plugin's head announces that it does: behind "Prints" its commands, and how it ends. The form is told in
/// resources/plugins/README.md. Pure; accepts any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::library
{

struct AnnouncedCommand
{
    std::string command; ///< its letter, with the code of its reply if that is said: "E550", "H", "LR"
    std::string meaning; ///< in the head's words; may be empty

    bool operator==(const AnnouncedCommand&) const = default;
};

struct Announcement
{
    std::vector<AnnouncedCommand> commands; ///< none: it prints nothing
    bool passes = true;                     ///< there are commands that it lets pass; "Passes  never" says no
    std::optional<std::string> fails;       ///< "Ends    120", on purpose; when, in the head's words
};

/// nullopt: the head has neither "Prints" nor "Ends  120".
std::optional<Announcement> parseAnnouncement(std::string_view bytes);

/// What of a command tells its outcome: "E550" of "E550 no", "H" of "HX-Spam: yes", "P250" of "P250-first"; empty if that is no command.
std::string outcomeOfCommand(std::string_view line);

} // namespace spp::library
