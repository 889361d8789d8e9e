// SPDX-License-Identifier: MIT
/// Certificates made for one test run.
#pragma once

#include <string>

namespace spp::test
{

struct Certificate
{
    std::string certificate; ///< PEM
    std::string key;         ///< PEM

    std::string pem() const { return certificate + key; }
};

/// Signed by itself.
/// @param passphrase for the key; empty: the key is not encrypted
Certificate makeCertificate(const std::string& name, const std::string& passphrase = {});

/// One that may sign others.
Certificate makeIssuer(const std::string& name);
Certificate makeCertificateOf(const Certificate& issuer, const std::string& name);

} // namespace spp::test
