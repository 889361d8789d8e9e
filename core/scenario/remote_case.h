// SPDX-License-Identifier: MIT
/// The sessions of a case, said to a server elsewhere: of what is expected the replies are judged, and the end of the session; plugins,
/// environment and queue can't be seen from outside, and what the case sets for its home and its client is not set there.
/// STARTTLS is done for real, and port 465 has TLS from the start; certificates are not checked.
/// Must be owned by a shared pointer; used on its loop's thread only.
#pragma once

#include "core/runtime/client_connection.h"
#include "core/scenario/case_runner.h"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>

namespace spp::scenario
{

/// So many of the case's expectations can't be judged from outside.
std::size_t countUnseen(const Case& scenario);

class RemoteCase : public std::enable_shared_from_this<RemoteCase>
{
public:
    RemoteCase(asio::io_context& loop, Case scenario, runtime::ServerAddress server, RunObserver observer);

    void run();
    void stop();

private:
    asio::awaitable<void> playAll();
    asio::awaitable<Result<void>> play(const Dialog& dialog);
    asio::awaitable<Result<void>> converse(runtime::ClientConnection& connection, DialogClient& client);
    bool hear(std::string_view bytes);
    asio::awaitable<Result<bool>> say(runtime::ClientConnection& connection, DialogClient& client);
    void noteSaid(std::string_view bytes);
    void noteLine(std::string_view line);
    void noteCommand(std::string_view line);
    void record(session::ReportBody body);

    asio::io_context& m_loop;
    Case m_case;
    runtime::ServerAddress m_server;
    RunObserver m_observer;
    CaseRun m_run;
    runtime::ClientConnection* m_connection = nullptr; ///< of the session that goes on
    DialogClient* m_client = nullptr;                  ///< the same

    // Of that session:
    std::deque<session::ReportBody> m_unanswered;    ///< what was said; a reply is to come to each
    std::string m_message;                           ///< of which the end has not been said
    std::size_t m_chunk = 0;                         ///< bytes of a BDAT that are still to be said
    std::optional<session::ReportBody> m_begunChunk; ///< that BDAT
    bool m_inMessage = false;                        ///< the server has asked for it (354)
    bool m_startsTls = false;                        ///< the last line was STARTTLS
    bool m_awaitsClose = false;                      ///< that is expected of its last line
    std::string m_half;                              ///< of a line that was said
};

} // namespace spp::scenario
