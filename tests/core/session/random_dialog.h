// SPDX-License-Identifier: MIT
/// Conversations by chance, the same again for the same seed: a client that knows every verb, plugins in every section that say and do
/// anything, a queue and a password program that fail at times.
#pragma once

#include "tests/support/session_tester.h"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace spp::test
{

class Chance
{
public:
    explicit Chance(std::uint32_t seed) : m_random(seed) {}

    std::size_t below(std::size_t count) { return m_random() % count; }
    bool oneIn(std::size_t count) { return below(count) == 0; }
    template <typename List>
    std::string oneOf(const List& list)
    {
        return std::string(list[below(list.size())]);
    }

private:
    std::mt19937 m_random; // the distributions of the standard library differ; this does not
};

/// What a plugin prints and does, by chance.
FakePlugin randomPlugin(Chance& chance);

/// What a client may send in one piece: a command, the lines of a login, a message, a chunk; seldom something else.
std::string randomPiece(Chance& chance);

/// A home with plugins in every section, and options in which everything is open. The plugins share a chance of their own.
FakeHome randomHome(std::uint32_t seed);
SessionOptions randomOptions(Chance& chance, std::string_view dialect);

/// A whole conversation.
SessionTester randomDialog(std::uint32_t seed, std::string_view dialect);

/// The seeds of a test: so many as the test wants, or the one that SPP_SEED names.
std::vector<std::uint32_t> seeds(std::uint32_t count);

} // namespace spp::test
