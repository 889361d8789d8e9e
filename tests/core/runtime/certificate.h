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

} // namespace spp::test
