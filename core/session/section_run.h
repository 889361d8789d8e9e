// SPDX-License-Identifier: MIT
/// Runs the plugins of one section, one after the other, and acts on what they print as it comes (qmail-spp README, sections 3
/// to 7). A value inside the session; not thread-safe.
#pragma once

#include "core/plugin/output_parser.h"
#include "core/session/context.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace spp::session
{

/// An environment that plugins have made larger than this is no longer added to: Linux itself starts no program with more bytes, a
/// quarter of the usual limit of the stack.
inline constexpr std::size_t maxEnvironmentEntries = 4096;
inline constexpr std::size_t maxEnvironmentBytes = 2UL * 1024 * 1024;
/// Header lines and kept texts of one session. The reference has no limit; a thousand header lines are a recorded case.
inline constexpr std::size_t maxHeaders = 10'000;
inline constexpr std::size_t maxLaterReplies = 1'000;
/// Lines ahead of one reply, where they are held until it comes.
inline constexpr std::size_t maxHeldReplies = 1'000;
/// Bytes of each of these lists.
inline constexpr std::size_t maxKeptBytes = 1024UL * 1024;

class SectionRun
{
public:
    explicit SectionRun(control::Section section) : m_section(section) {}

    control::Section section() const { return m_section; }

    /// Each returns the verdict once the section has ended. address is the command's, which C changes; nullptr where there is none.
    std::optional<Verdict> start(Context& context, const std::string* address);
    std::optional<Verdict> handleOutput(Context& context, std::string_view bytes, std::string* address);
    std::optional<Verdict> handleOutputEnd(Context& context, std::string* address);
    std::optional<Verdict> handleExit(Context& context, const plugin::Exit& exit, std::string* address);

private:
    const std::vector<control::PluginEntry>& entries(const Context& context) const;
    std::optional<Verdict> runNext(Context& context, const std::string* address);
    std::optional<Verdict> concludePlugin(Context& context, std::string* address);
    std::optional<Verdict> concludeFailure(Context& context, const std::string* address);
    bool hasFailed(const Context& context) const;
    const control::FailureRule* failureRule(const Context& context) const;
    void takeBack(Context& context, std::string* address);
    void cutOff(Context& context);
    void takeCommands(Context& context, std::string* address);
    void apply(Context& context, const plugin::Command& command, std::string* address);
    std::string changeState(Context& context, const plugin::Command& command, std::string* address);
    std::string changeAddress(Context& context, const std::string& text, std::string* address) const;
    Verdict finalVerdict() const;
    std::optional<Verdict> end(Context& context, Verdict verdict, const char* why);

    control::Section m_section;
    std::size_t m_index = 0; ///< of the running plugin
    plugin::OutputParser m_output;
    std::optional<plugin::Letter> m_final; ///< the letter after which nothing more is read
    bool m_outputDone = false;
    std::size_t m_printed = 0; ///< bytes of its output
    std::string m_cutOff;      ///< not empty: why it was killed
    std::optional<plugin::Exit> m_exit;
    struct Before
    {
        SessionState state;
        std::optional<std::string> address;
    };
    /// The running plugin, if nothing of what it says may stay when it fails. Shared by copies of the session, which are many and idle.
    std::shared_ptr<const Before> m_before;
};

} // namespace spp::session
