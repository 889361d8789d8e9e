// SPDX-License-Identifier: MIT
/// What a shell writes when it tells what it runs (its option -x), taken apart: each line with its number. The shell's PS4 is shellPrompt(),
/// whose mark is made anew for each run; so its lines are found in a pipe of their own, or between those of standard error. Pure.
///
/// What can't be told apart. In standard error a traced line ends with its newline: if a value has one, what follows it stands in the
/// log. What another process writes to standard error in the middle of a traced line counts to that line; dash writes word by word,
/// so that what both sides of a pipe trace at once may change places. A shell that traces to standard
/// error (all but bash) traces to wherever that leads: into a file behind "exec 2>file", into a variable or the plugin's output where a
/// group's or a function's standard error is sent there. A plugin that sets PS4, or -x by itself, is traced in its own words. A
/// plugin can forge lines: it may read the mark.
/// Line numbers are there where the shell expands LINENO (some count from the beginning of a function). Debian's dash does not: for it
/// they are looked up in the script, see script_lines.h.
#pragma once

#include "core/trace/script_lines.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

/// Of one run of a plugin, so much is kept, a hundred bytes for each line more; the rest is read and dropped.
inline constexpr std::size_t maxShellTrace = 1024UL * 1024;
/// Of one line; it is cut there.
inline constexpr std::size_t maxTracedLine = 16UL * 1024;

struct TracedLine
{
    std::size_t line = 0;   ///< in the file; 0: the shell did not tell
    std::string file;       ///< as the shell names it; empty: it did not tell, so it is the plugin's own
    std::string text;       ///< what ran, as the shell shows it
    bool continues = false; ///< the line before: a value of that had a newline
    bool guessed = false;   ///< the line: the shell did not tell, this one reads like it

    bool operator==(const TracedLine&) const = default;
};

enum class ShellKind { Bash, Zsh, Other };

/// For the shell's PS4. @param mark letters and digits that nothing else is likely to write
std::string shellPrompt(ShellKind shell, std::string_view mark);

class ShellTrace
{
public:
    /// Where the shell writes.
    enum class Channel { Own, Log };

    /// @param script for a shell that tells no line numbers; may be empty
    ShellTrace(Channel channel, std::string mark, std::string_view script = {});

    Channel channel() const { return m_channel; }
    /// @return what is none of the shell's; of a channel of its own, nothing
    std::string take(std::string_view bytes);
    /// There is no more. @return the same
    std::string finish();
    /// What has been found since the last call.
    std::vector<TracedLine> takeLines();

private:
    std::string takeFromLog(std::string_view bytes);
    void takeOwn(std::string_view bytes);
    static void addTo(std::string& line, std::string_view bytes);
    void endLine(std::string line);
    void keep(TracedLine line);

    Channel m_channel;
    std::string m_mark;
    ScriptLines m_script;
    std::string m_head;              ///< what begins a traced line in the log
    std::string m_pending;           ///< of the log: may be the beginning of the head
    std::vector<std::string> m_open; ///< lines that have begun; in the log several processes may have begun one
    std::size_t m_kept = 0;
    std::vector<TracedLine> m_lines;
};

} // namespace spp::trace
