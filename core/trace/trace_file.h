// SPDX-License-Identifier: MIT
/// A session's records as a file, *.spptrace. JSON Lines (https://jsonlines.org): each line is an object. A session begins with a line of
/// its own, which has the version of this format, and each record is a line below it; so several sessions may stand in one file, and files
/// may be put one behind the other.
///
///     {"spptrace":1,"program":"spp 0.1.0","scenario":"dialogs/tour.spp","home":"/var/qmail","dialect":"modern"}
///     {"at":1200000,"wall":1772366400000000000,"is":"client-line","line":"EHLO mx.example.net","verb":"EHLO"}
///
/// Times are nanoseconds. What has its usual value is left out. Bytes that are no UTF-8 are {"base64":"…"}. "state" has what is different
/// in the session's state since the record before, and the environment of a plugin is told by what is different from the session's.
/// What was hidden from the records (logins) is not in the file either. Pure.
#pragma once

#include "core/base/error.h"
#include "core/trace/record.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

inline constexpr int traceVersion = 1;
/// What is larger is not read, neither a file nor a line of one.
inline constexpr std::size_t maxTraceFile = 256UL * 1024 * 1024;
inline constexpr std::size_t maxTraceLine = 64UL * 1024 * 1024;
/// Bytes of all states of a file: it tells them by their differences, and a few lines could ask for any amount.
inline constexpr std::size_t maxTraceStates = 1024UL * 1024 * 1024;

/// What a session's first line says.
struct TraceHead
{
    std::string program; ///< that has written it, with its version
    std::string scenario;
    std::string row;     ///< of the scenario's table; may be empty
    std::string session; ///< its title, where there are several; may be empty
    std::string home;
    std::string dialect;

    bool operator==(const TraceHead&) const = default;
};

struct RecordedSession
{
    TraceHead head;
    std::vector<Record> records;
};

/// Writes one session after the other. A value; not thread-safe.
class TraceWriter
{
public:
    /// Begins a session. @return its line, with its LF, as below
    std::string begin(const TraceHead& head);
    std::string add(const Record& record);

private:
    std::shared_ptr<const session::SessionState> m_state; ///< of the last record that had one
};

/// The error names the line.
Result<std::vector<RecordedSession>> parseTrace(std::string_view bytes);

} // namespace spp::trace
