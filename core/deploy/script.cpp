// SPDX-License-Identifier: MIT
#include "core/deploy/script.h"

#include "core/base/text.h"
#include "core/deploy/archive.h"
#include "core/deploy/script_text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

namespace spp::deploy
{

namespace
{

/// What a login shell prints by itself comes before it.
constexpr std::string_view begins = "@spp\n";

std::string_view formatCommand(Command command)
{
    switch (command) {
    case Command::Look: return "look";
    case Command::Apply: return "apply";
    case Command::Finish: return "finish";
    case Command::Undo: return "undo";
    }
    return {};
}

std::optional<std::string_view> answerIn(std::string_view output)
{
    const auto at = output.find(begins);
    return at == std::string_view::npos ? std::nullopt : std::optional(output.substr(at + begins.size()));
}

/// The next line as its first word and the rest.
std::pair<std::string_view, std::string_view> takeLine(std::string_view& answer)
{
    const auto end = std::min(answer.find('\n'), answer.size());
    const std::string_view line = answer.substr(0, end);
    answer.remove_prefix(std::min(end + 1, answer.size()));
    const auto blank = std::min(line.find(' '), line.size());
    return {line.substr(0, blank), text::trim(line.substr(blank))};
}

std::uint32_t numberIn(std::string_view digits)
{
    return static_cast<std::uint32_t>(text::leadingNumber(digits).value_or(0));
}

} // namespace

std::string shellCommand()
{
    // Byte by byte: what comes behind the script must stay for the script to read.
    return "eval \"$(dd bs=1 count=" + std::to_string(scriptText.size()) + " 2>/dev/null)\"";
}

std::string input(Command command, std::string_view home)
{
    const std::string start = home.starts_with('/') ? "" : "./"; // else cd might take it for an option
    return std::string(scriptText) + start + std::string(home) + "\n" + std::string(formatCommand(command)) + "\n";
}

bool hasAnswered(std::string_view output)
{
    return answerIn(output).has_value();
}

Result<Look> parseLook(std::string_view output)
{
    auto answer = answerIn(output);
    if (!answer)
        return fail(Fault::Configuration, "no answer came from there");
    Look look;
    while (!answer->empty()) {
        const auto [word, rest] = takeLine(*answer);
        if (word == "busy") {
            look.state = Look::State::Busy;
            look.process = rest;
        } else if (word == "interrupted") {
            look.state = Look::State::Interrupted;
        } else if (word == "owner") {
            look.home.owner = {numberIn(rest), numberIn(rest.substr(std::min(rest.find(':') + 1, rest.size())))};
        } else if (word == "backup" && isBackupName(rest)) {
            look.backups.emplace_back(rest);
        } else if (word == "files") {
            std::sort(look.backups.begin(), look.backups.end(), std::greater());
            if (answer->empty())
                return look;
            auto files = parseArchive(*answer);
            if (!files)
                return tl::unexpected<Error>(files.error());
            look.home.files = std::move(*files);
            return look;
        }
    }
    return fail(Fault::Configuration, "this home can't be opened there");
}

std::optional<Outcome> parseOutcome(std::string_view output)
{
    using Kind = Outcome::Kind;
    static constexpr std::array<std::pair<std::string_view, Kind>, 7> words{{
        {"done", Kind::Done},
        {"undone", Kind::Undone},
        {"nothing", Kind::Nothing},
        {"changed", Kind::Changed},
        {"busy", Kind::Busy},
        {"interrupted", Kind::Interrupted},
        {"failed", Kind::Failed},
    }};
    auto answer = answerIn(output);
    if (!answer)
        return std::nullopt;
    const auto [word, rest] = takeLine(*answer);
    for (const auto& [name, kind] : words)
        if (word == name)
            return Outcome{kind, std::string(rest)};
    return std::nullopt;
}

bool isBackupName(std::string_view name)
{
    return name.size() >= 10 && name.find_first_not_of("0123456789-TZ") == std::string_view::npos &&
           !name.starts_with('-');
}

} // namespace spp::deploy
