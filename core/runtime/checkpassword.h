// SPDX-License-Identifier: MIT
/// Asks a checkpassword program whether a login is right. It reads user, password and challenge from its descriptor 3 and answers
/// by its exit code; it never gets the client's connection: its input and output are /dev/null.
/// Used on the executor only. Source: the checkpassword interface, https://cr.yp.to/checkpwd/interface.html
#pragma once

#include "core/plugin/call.h"
#include "core/runtime/process_spec.h"
#include "core/session/event.h"
#include "core/session/wish.h"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <string>

namespace spp::runtime
{

struct LoginCheck
{
    session::LoginChecked answer;
    plugin::Exit exit; ///< CouldNotRun says what to do
    std::string
        log; ///< what the program wrote to its standard error, if that is captured; the beginning of it, if it is long
};

/// Accepted is exit 0, and nothing else. A wait that is cancelled kills the program.
/// @param wish its fields are wiped. A program without a slash in its name is looked up in the PATH of the wish's environment.
/// @param home working directory of the program, and where a relative path begins
asio::awaitable<LoginCheck> checkLogin(asio::any_io_executor executor, session::CheckLogin& wish,
                                       const std::string& home, ProcessSpec::Log log);

} // namespace spp::runtime
