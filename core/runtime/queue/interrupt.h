// SPDX-License-Identifier: MIT
/// Ends what is under way for somebody who no longer wants it, wherever that waits. Used on one thread.
#pragma once

#include <functional>
#include <utility>

namespace spp::runtime
{

class Interrupt
{
public:
    /// Names what waits, for as long as it lives.
    class Waiting
    {
    public:
        /// @param wake ends the wait
        Waiting(Interrupt& owner, std::function<void()> wake) : m_owner(owner) { m_owner.m_wake = std::move(wake); }
        ~Waiting() { m_owner.m_wake = nullptr; }
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

    private:
        Interrupt& m_owner;
    };

    void cut()
    {
        m_isCut = true;
        if (m_wake)
            m_wake();
    }
    /// Nothing more is to be begun.
    bool isCut() const { return m_isCut; }

private:
    bool m_isCut = false;
    std::function<void()> m_wake;
};

} // namespace spp::runtime
