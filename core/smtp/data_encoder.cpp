// SPDX-License-Identifier: MIT
#include "core/smtp/data_encoder.h"

#include <algorithm>

namespace spp::smtp
{

void DataEncoder::encode(std::string_view bytes, std::string& out)
{
    while (!bytes.empty()) {
        if (m_isLineStart && bytes.front() == '.')
            out += '.';
        const auto end = bytes.find('\n');
        const auto before = static_cast<std::ptrdiff_t>(out.size());
        out += bytes.substr(0, end);
        std::replace(out.begin() + before, out.end(), '\r', ' ');
        m_isLineStart = end != std::string_view::npos;
        if (!m_isLineStart)
            return;
        out += "\r\n";
        bytes.remove_prefix(end + 1);
    }
}

void DataEncoder::finish(std::string& out) const
{
    out += m_isLineStart ? ".\r\n" : "\r\n.\r\n";
}

} // namespace spp::smtp
