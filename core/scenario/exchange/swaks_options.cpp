// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/swaks_options.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace spp::scenario
{

namespace
{

enum class Takes { Nothing, Maybe, Always };

struct SwaksRow
{
    std::string_view names; ///< with blanks between them
    Takes takes;
    SwaksTopic topic;
};

constexpr auto swaksRows = std::to_array<SwaksRow>({
    {"to t", Takes::Maybe, SwaksTopic::To},
    {"from f", Takes::Maybe, SwaksTopic::From},
    {"helo ehlo lhlo h", Takes::Maybe, SwaksTopic::Helo},
    {"protocol", Takes::Always, SwaksTopic::Protocol},
    {"server s", Takes::Maybe, SwaksTopic::Server},
    {"port p", Takes::Maybe, SwaksTopic::Server},
    {"pipe", Takes::Maybe, SwaksTopic::Server},
    {"socket", Takes::Maybe, SwaksTopic::Server},
    {"4", Takes::Nothing, SwaksTopic::Server},
    {"6", Takes::Nothing, SwaksTopic::Server},
    {"copy-routing", Takes::Maybe, SwaksTopic::Server},
    {"local-interface li", Takes::Maybe, SwaksTopic::Server},
    {"local-port lport lp", Takes::Maybe, SwaksTopic::Server},
    {"data d", Takes::Maybe, SwaksTopic::Data},
    {"g", Takes::Nothing, SwaksTopic::Session},
    {"body", Takes::Maybe, SwaksTopic::Body},
    {"header", Takes::Maybe, SwaksTopic::Header},
    {"add-header ah", Takes::Maybe, SwaksTopic::AddHeader},
    {"no-data-fixup ndf", Takes::Nothing, SwaksTopic::DataAsItIs},
    {"no-strip-from nsf", Takes::Nothing, SwaksTopic::KeepFrom},
    {"quit-after quit q", Takes::Always, SwaksTopic::QuitAfter},
    {"drop-after drop da", Takes::Always, SwaksTopic::DropAfter},
    {"drop-after-send das", Takes::Always, SwaksTopic::DropAfterSend},
    {"auth a", Takes::Maybe, SwaksTopic::Auth},
    {"auth-user au", Takes::Maybe, SwaksTopic::AuthUser},
    {"auth-password ap", Takes::Maybe, SwaksTopic::AuthPassword},
    {"auth-optional ao", Takes::Maybe, SwaksTopic::Auth},
    {"auth-optional-strict aos", Takes::Maybe, SwaksTopic::Auth},
    {"auth-map am", Takes::Always, SwaksTopic::Session},
    {"auth-extra ae", Takes::Always, SwaksTopic::Session},
    {"auth-hide-password ahp", Takes::Maybe, SwaksTopic::Output},
    {"auth-plaintext apt", Takes::Nothing, SwaksTopic::Output},
    {"tls", Takes::Nothing, SwaksTopic::Tls},
    {"tls-optional tlso", Takes::Nothing, SwaksTopic::Tls},
    {"tls-optional-strict tlsos", Takes::Nothing, SwaksTopic::Tls},
    {"tls-on-connect tlsc", Takes::Nothing, SwaksTopic::TlsOnConnect},
    {"tls-cert", Takes::Always, SwaksTopic::Session},
    {"tls-key", Takes::Always, SwaksTopic::Session},
    {"tls-protocol tlsp", Takes::Always, SwaksTopic::Session},
    {"tls-cipher", Takes::Always, SwaksTopic::Session},
    {"tls-get-peer-cert", Takes::Maybe, SwaksTopic::Output},
    {"tls-sni", Takes::Always, SwaksTopic::Session},
    {"tls-verify", Takes::Nothing, SwaksTopic::Session},
    {"tls-ca-path", Takes::Always, SwaksTopic::Session},
    {"pipeline", Takes::Nothing, SwaksTopic::Pipeline},
    {"prdr", Takes::Nothing, SwaksTopic::Session},
    {"xclient", Takes::Maybe, SwaksTopic::ClientAttributes},
    {"xclient-addr", Takes::Maybe, SwaksTopic::ClientAddress},
    {"xclient-name", Takes::Maybe, SwaksTopic::ClientName},
    {"xclient-port", Takes::Maybe, SwaksTopic::Session},
    {"xclient-proto", Takes::Maybe, SwaksTopic::Session},
    {"xclient-destaddr", Takes::Maybe, SwaksTopic::Session},
    {"xclient-destport", Takes::Maybe, SwaksTopic::Session},
    {"xclient-helo", Takes::Maybe, SwaksTopic::Session},
    {"xclient-login", Takes::Maybe, SwaksTopic::Session},
    {"xclient-reverse-name", Takes::Maybe, SwaksTopic::Session},
    {"xclient-delim", Takes::Nothing, SwaksTopic::Session},
    {"xclient-optional", Takes::Nothing, SwaksTopic::Output},
    {"xclient-optional-strict", Takes::Nothing, SwaksTopic::Output},
    {"xclient-before-starttls", Takes::Nothing, SwaksTopic::Output},
    {"xclient-no-verify", Takes::Nothing, SwaksTopic::Output},
    {"proxy", Takes::Maybe, SwaksTopic::Session},
    {"proxy-version", Takes::Maybe, SwaksTopic::Session},
    {"proxy-family", Takes::Maybe, SwaksTopic::Session},
    {"proxy-command", Takes::Maybe, SwaksTopic::Session},
    {"proxy-protocol", Takes::Maybe, SwaksTopic::Session},
    {"proxy-source", Takes::Maybe, SwaksTopic::ClientAddress},
    {"proxy-source-port", Takes::Maybe, SwaksTopic::Session},
    {"proxy-dest", Takes::Maybe, SwaksTopic::Session},
    {"proxy-dest-port", Takes::Maybe, SwaksTopic::Session},
    {"attach", Takes::Maybe, SwaksTopic::Session},
    {"attach-body", Takes::Maybe, SwaksTopic::Session},
    {"attach-name", Takes::Maybe, SwaksTopic::Session},
    {"attach-type", Takes::Maybe, SwaksTopic::Session},
    {"dump-as-body dab", Takes::Maybe, SwaksTopic::Session},
    {"dump-as-body-shows-password dabsp", Takes::Nothing, SwaksTopic::Session},
    {"config", Takes::Maybe, SwaksTopic::Session},
    {"timeout", Takes::Maybe, SwaksTopic::Output},
    {"suppress-data n", Takes::Nothing, SwaksTopic::Output},
    {"support", Takes::Nothing, SwaksTopic::Output},
    {"silent S", Takes::Maybe, SwaksTopic::Output},
    {"no-hints nth", Takes::Nothing, SwaksTopic::Output},
    {"no-send-hints nsh", Takes::Nothing, SwaksTopic::Output},
    {"no-receive-hints nrh", Takes::Nothing, SwaksTopic::Output},
    {"no-info-hints nih", Takes::Nothing, SwaksTopic::Output},
    {"hide-receive hr", Takes::Nothing, SwaksTopic::Output},
    {"hide-send hs", Takes::Nothing, SwaksTopic::Output},
    {"hide-informational hi", Takes::Nothing, SwaksTopic::Output},
    {"hide-all ha", Takes::Nothing, SwaksTopic::Output},
    {"protect-prompt pp", Takes::Nothing, SwaksTopic::Output},
    {"show-time-lapse stl", Takes::Maybe, SwaksTopic::Output},
    {"show-raw-text raw", Takes::Nothing, SwaksTopic::Output},
    {"output output-file", Takes::Always, SwaksTopic::Output},
    {"output-file-stdout", Takes::Always, SwaksTopic::Output},
    {"output-file-stderr", Takes::Always, SwaksTopic::Output},
    {"dump", Takes::Maybe, SwaksTopic::Output},
    {"dump-mail", Takes::Nothing, SwaksTopic::Output},
    {"force-getpwuid", Takes::Nothing, SwaksTopic::Output},
    {"version", Takes::Nothing, SwaksTopic::Output},
    {"help", Takes::Nothing, SwaksTopic::Output},
});

/// Calls back with each of a row's names.
template <typename Visit>
void visitNames(const SwaksRow& row, const Visit& visit)
{
    for (std::string_view rest = row.names; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        visit(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

/// As Getopt::Long finds it: the name, or a beginning that only one option has.
const SwaksRow* rowOf(std::string_view name)
{
    const SwaksRow* begun = nullptr;
    bool isUnique = true;
    const SwaksRow* exact = nullptr;
    for (const SwaksRow& row : swaksRows)
        visitNames(row, [&](std::string_view each) {
            if (each == name)
                exact = &row;
            if (each.starts_with(name) && !name.empty()) {
                isUnique = isUnique && (begun == nullptr || begun == &row);
                begun = &row;
            }
        });
    return exact != nullptr ? exact : isUnique ? begun : nullptr;
}

/// "Subject" of "--h-Subject", "--header-Subject".
std::string_view headerIn(std::string_view name)
{
    for (const std::string_view begin : {"header-", "h-"})
        if (name.starts_with(begin))
            return name.substr(begin.size());
    return {};
}

bool looksLikeOption(const std::string& word)
{
    return word.size() > 1 && word.front() == '-';
}

} // namespace

Result<std::vector<SwaksOption>> parseSwaksOptions(std::span<const std::string> words)
{
    std::vector<SwaksOption> options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const auto wrong = [&](const std::string& why) {
            return fail(Fault::Configuration, "“" + text::printable(word.substr(0, 80)) + "” " + why);
        };
        if (!looksLikeOption(word) || word == "--")
            return wrong("is no option of swaks; a value with blanks must stand in quotes");
        const std::size_t dashes = word.starts_with("--") ? 2 : 1;
        const auto equals = std::min(word.find('='), word.size());
        SwaksOption option;
        option.name = word.substr(0, equals);
        const std::string_view name = std::string_view(word).substr(dashes, equals - dashes);
        const std::string_view header = headerIn(name);
        const SwaksRow* row = header.empty() ? rowOf(name) : rowOf("header");
        if (row == nullptr && name.starts_with("no-")) {
            row = rowOf(name.substr(3));
            option.isNegated = true;
        }
        if (row == nullptr)
            return wrong("is no option of swaks that is known here");
        option.topic = row->topic;
        const Takes takes = option.isNegated ? Takes::Nothing : row->takes;
        if (equals < word.size())
            option.value = word.substr(equals + 1);
        else if (takes != Takes::Nothing && i + 1 < words.size() && !looksLikeOption(words[i + 1]))
            option.value = words[++i];
        else if (takes == Takes::Always)
            return wrong("needs a value behind it");
        if (!header.empty())
            option.value = std::string(header) + ": " + option.value;
        options.push_back(std::move(option));
    }
    return options;
}

} // namespace spp::scenario
