// SPDX-License-Identifier: MIT
/// The home's certificate, and a new one once it is renewed.
#pragma once

#include "core/runtime/tls_context.h"
#include "smtpd/changing_file.h"

#include <string>

namespace spp::smtpd
{

class Certificates : public ChangingFile<runtime::TlsContext>
{
public:
    explicit Certificates(const std::string& home)
        : ChangingFile(home + "/control/servercert.pem", "TLS", runtime::TlsContext::read)
    {}
};

} // namespace spp::smtpd
