// SPDX-License-Identifier: MIT
/// Names and addresses that a client may give: proper ones, odd ones, hostile ones. Without LF and NUL, and no CR at the end. Pure.
#pragma once

#include "core/fuzz/chance.h"
#include "core/fuzz/vocabulary.h"

#include <string>

namespace spp::fuzz
{

/// What may be put anywhere: quotes, wildcards, substitutions, marks of formats, bytes above ASCII, blanks, a lot of it.
std::string oddText(Chance& chance);

/// A host name, or what stands in its place behind HELO and in TCPREMOTEHOST.
std::string hostName(Chance& chance, const Vocabulary& vocabulary);

/// An IP address, or what stands in its place in TCPREMOTEIP.
std::string ipAddress(Chance& chance);

/// An address without angle brackets; may be empty.
std::string senderAddress(Chance& chance, const Vocabulary& vocabulary);
/// The same, and most of them are in a domain that mail is taken for.
std::string recipientAddress(Chance& chance, const Vocabulary& vocabulary);

} // namespace spp::fuzz
