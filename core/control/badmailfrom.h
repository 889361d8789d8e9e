// SPDX-License-Identifier: MIT
/// Senders that are refused: control/badmailfrom, each line an address or "@domain" (qmail-smtpd). Case does not matter.
/// A value; safe to read from several threads.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace spp::control
{

class BadMailFrom
{
public:
    static BadMailFrom parse(std::string_view bytes);

    bool names(std::string_view sender) const;

private:
    std::unordered_set<std::string> m_entries;
};

} // namespace spp::control
