// SPDX-License-Identifier: MIT
/// The time by which something must have happened, set anew again and again: a client's next bytes, the end of a reply. As long as it
/// moves to later, nothing is asked of the system. Not thread-safe.
#pragma once

#include <asio/any_io_executor.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace spp::runtime
{

class Deadline
{
public:
    /// @param passed is called, on the executor, when the time is up; never after this is gone
    Deadline(const asio::any_io_executor& executor, std::function<void()> passed);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    /// In place of the one before.
    void set(std::chrono::nanoseconds fromNow);
    /// There is none any more. The executor may still have something to do for it.
    void clear();
    /// The same; and the executor has nothing to do for it.
    void end();

private:
    struct State;
    static void await(const std::shared_ptr<State>& state);

    std::shared_ptr<State> m_state;
};

} // namespace spp::runtime
