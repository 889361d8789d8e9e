// SPDX-License-Identifier: MIT
/// The domains that mail is taken for: rcpthosts and morercpthosts.cdb (qmail-smtpd). Case does not matter; ".example.org"
/// stands for every name below example.org. An address without a domain is always taken.
/// A value; safe to read from several threads.
#pragma once

#include "core/control/cdb.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace spp::control
{

class RcptHosts
{
public:
    /// There is no rcpthosts file: every domain is taken, as in qmail. An open relay, if it is not meant so.
    static RcptHosts everyDomain() { return RcptHosts(); }

    /// Domains of the file's text, one a line. @param more morercpthosts.cdb, if it is there; an error if it can't be asked
    static RcptHosts parse(std::string_view bytes, Result<std::optional<Cdb>> more);

    bool allows(std::string_view address) const;
    /// The answer stands in morercpthosts.cdb, if anywhere: rcpthosts itself does not name the domain.
    bool asksMore(std::string_view address) const;
    bool allowsEveryDomain() const { return m_everyDomain; }
    /// Why morercpthosts.cdb can't be asked; empty if it can, or is not there.
    const std::string& trouble() const { return m_trouble; }

private:
    bool names(std::string_view address, bool withMore) const;

    bool m_everyDomain = true;
    std::unordered_set<std::string> m_names;
    std::optional<Cdb> m_more;
    std::string m_trouble;
};

} // namespace spp::control
