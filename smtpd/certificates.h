// SPDX-License-Identifier: MIT
/// The home's certificates: control/servercert.pem, and control/servercerts/NAME.pem for clients that ask for that name (SNI); NAME is a host's name, or
/// *.example.org for all that have one label more. What is renewed counts from the next client on, names after a second at most. What a
/// client asks for is looked up among the names that were read, and never becomes a path. Thread-safe.
#pragma once

#include "core/runtime/tls_context.h"
#include "smtpd/changing_file.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace spp::smtpd
{

/// Of one server; what is beyond is left out, and the log tells.
inline constexpr std::size_t mostCertificateNames = 1000;

class Certificates
{
public:
    /// @param issuers path of certificates whose word for clients is believed; empty: clients are asked for none
    Certificates(const std::string& home, std::string issuers);

    /// Where the one for all clients stands.
    const std::string& path() const { return m_byDefault.path(); }

    /// nullopt: there is none for all clients, and so no TLS.
    std::optional<runtime::TlsContext> current();

private:
    using Clock = std::chrono::steady_clock;
    using File = ChangingFile<runtime::TlsContext>;

    File::Read reader() const;
    void readFolder();
    void tellOnce(const std::string& sentence);

    const std::string m_folder;
    const std::string m_issuers;
    File m_byDefault;
    std::mutex m_mutex;                                   ///< guards what follows
    std::optional<Clock::time_point> m_looked;            ///< into the folder
    std::map<std::string, std::unique_ptr<File>> m_files; ///< by name
    std::shared_ptr<const runtime::TlsContext::Names> m_names;
    std::set<std::string> m_told;
};

} // namespace spp::smtpd
