// SPDX-License-Identifier: MIT
/// Ctrl-C, and what asks this program to end, wait until somebody looks: at the prompt, or while a session goes on. One at a time in a
/// program; from the thread that is the only one when it begins. Source: signalfd(2).
#pragma once

#include "core/runtime/descriptor.h"

#include <csignal>

namespace spp::cli
{

class Signals
{
public:
    Signals();
    /// They do again what they did before.
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// Readable when there is something to take.
    int descriptor() const { return m_descriptor.number(); }
    /// @return Ctrl-C has come since the last call
    bool takeInterrupt();
    /// The signal that asked this program to end, as far as it was taken; 0: none.
    int endedBy() const { return m_endedBy; }

private:
    sigset_t m_before;
    runtime::Descriptor m_descriptor;
    int m_endedBy = 0;
};

} // namespace spp::cli
