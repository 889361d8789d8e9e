// SPDX-License-Identifier: MIT
/// Puts a message on the wire behind DATA (RFC 5321 4.5.2): LF becomes CR LF, a dot that begins a line is doubled, a line that is not
/// ended is, and a lone dot follows. The counterpart of DataDecoder.
/// A CR may stand before LF alone (RFC 5321 2.3.8); some servers take others for a line's end and could be made to see the end of the
/// message, and commands, in the middle of it. Each CR of the message becomes a blank; all other bytes arrive as they are.
/// A value; not thread-safe. Holds no message bytes.
#pragma once

#include <string>
#include <string_view>

namespace spp::smtp
{

class DataEncoder
{
public:
    /// Appends the next part of the message to out.
    void encode(std::string_view bytes, std::string& out);
    /// Appends its end. The last call.
    void finish(std::string& out) const;

private:
    bool m_isLineStart = true;
};

} // namespace spp::smtp
