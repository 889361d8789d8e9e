// SPDX-License-Identifier: MIT
#include "core/plugin/output_parser.h"

#include <algorithm>

namespace spp::plugin
{

void OutputParser::append(std::string_view bytes)
{
    if (m_start > 0) {
        m_bytes.erase(0, m_start);
        m_looked -= m_start;
        m_lastLine -= m_start;
        m_start = 0;
    }
    if (m_cutting) {
        // The line in work is full; only its end matters now.
        bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size()));
        if (bytes.empty())
            return;
        m_cutting = false;
    }
    m_bytes += bytes;
    if (const auto end = bytes.rfind('\n'); end != std::string_view::npos)
        m_lastLine = m_bytes.size() - bytes.size() + end + 1;
    if (m_bytes.size() - m_lastLine > maxOutputLine) {
        m_bytes.resize(m_lastLine + maxOutputLine);
        m_cutting = true;
    }
}

std::optional<Command> OutputParser::next()
{
    const std::string_view all = m_bytes;
    const auto end = all.find('\n', m_looked);
    if (end != std::string_view::npos) {
        Command command = parseCommand(all.substr(m_start, std::min(end - m_start, maxOutputLine)));
        m_start = m_looked = end + 1;
        return command;
    }
    m_looked = all.size();
    if (!m_finished || m_start == all.size())
        return std::nullopt;
    Command command = parseCommand(all.substr(m_start, all.size() - m_start - 1));
    command.unterminated = true;
    m_start = m_lastLine = all.size();
    return command;
}

} // namespace spp::plugin
