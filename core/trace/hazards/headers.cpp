// SPDX-License-Identifier: MIT
/// The header lines that a plugin adds with H.
#include "core/base/text.h"
#include "core/trace/hazards/look.h"

#include <algorithm>
#include <array>

namespace spp::trace::hazards
{

namespace
{

/// RFC 5322 2.1.1, without CR LF.
constexpr std::size_t maxHeaderLine = 998;

struct KnownHeader
{
    std::string_view name; ///< in lower case
    HazardKind kind;
};

constexpr std::array knownHeaders{
    KnownHeader{"received", HazardKind::ForgedHeader},      KnownHeader{"delivered-to", HazardKind::ForgedHeader},
    KnownHeader{"return-path", HazardKind::ForgedHeader},   KnownHeader{"from", HazardKind::RepeatedHeader},
    KnownHeader{"sender", HazardKind::RepeatedHeader},      KnownHeader{"reply-to", HazardKind::RepeatedHeader},
    KnownHeader{"to", HazardKind::RepeatedHeader},          KnownHeader{"cc", HazardKind::RepeatedHeader},
    KnownHeader{"bcc", HazardKind::RepeatedHeader},         KnownHeader{"subject", HazardKind::RepeatedHeader},
    KnownHeader{"date", HazardKind::RepeatedHeader},        KnownHeader{"message-id", HazardKind::RepeatedHeader},
    KnownHeader{"in-reply-to", HazardKind::RepeatedHeader}, KnownHeader{"references", HazardKind::RepeatedHeader},
};

/// RFC 5322 3.6.8; empty if the line begins with no name and colon.
std::string_view nameOf(std::string_view header)
{
    const std::string_view name = header.substr(0, header.find(':'));
    const bool fits = std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F; });
    return fits && name.size() < header.size() ? name : std::string_view();
}

bool continues(std::string_view header)
{
    return header.starts_with(' ') || header.starts_with('\t');
}

/// A CR at the end is told of elsewhere.
bool holdsControlByte(std::string_view header)
{
    if (header.ends_with('\r'))
        header.remove_suffix(1);
    return std::ranges::any_of(header, [](char c) { return c != '\t' && text::hasControlByte({&c, 1}); });
}

void lookAtName(Look& look, std::string_view header, std::size_t number)
{
    const std::string name = text::lower(nameOf(header));
    const auto known = std::ranges::find(knownHeaders, name, &KnownHeader::name);
    if (known == knownHeaders.end())
        return;
    look.raise(known->kind,
               known->kind == HazardKind::ForgedHeader
                   ? quote(header) + ": mail servers alone write this header. Use a name of your own, such as X-…."
                   : quote(header) +
                         ": messages have this header once, and the client's own most likely holds one. Use a name of "
                         "your own, such as X-….",
               number);
}

void lookAtHeader(Look& look, std::string_view header, bool first, std::size_t number)
{
    if (header.empty() || (nameOf(header).empty() && !continues(header)))
        look.raise(
            HazardKind::NotAHeader,
            header.empty()
                ? "H without text is an empty line, which ends the message's header. Leave it out."
                : quote(header) + " is no header line: it needs a name, a colon and a value, as in “X-Spam: yes”.",
            number);
    else if (continues(header) && first)
        look.raise(HazardKind::NotAHeader,
                   quote(header) +
                       " begins with a blank, so it continues the line above it, which is not this plugin's. Begin "
                       "with a name.",
                   number);
    else if (holdsControlByte(header))
        look.raise(HazardKind::NotAHeader, quote(header) + " holds control characters. Take them out.", number);
    if (header.size() > maxHeaderLine)
        look.raise(HazardKind::HeaderTooLong,
                   "The header line has " + std::to_string(header.size()) +
                       " characters, and mail programs take 998. Fold it: a second H that begins with a blank.",
                   number);
    lookAtName(look, header, number);
}

} // namespace

void lookAtHeaders(Look& look)
{
    bool first = true;
    forEachLine(look, [&](const PluginLine& line, std::size_t number) {
        if (line.command.letter != plugin::Letter::Header)
            return;
        lookAtHeader(look, line.command.text, first, number);
        first = false;
    });
}

} // namespace spp::trace::hazards
