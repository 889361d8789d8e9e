// SPDX-License-Identifier: MIT
/// One message, from the accepted DATA to the reply after its final dot: opens the queue, puts Received and the plugins' headers
/// on top, lets the bytes pass, counts, and turns the queue's answer into a reply (RFC 5321 4.1.1.4; qmail-smtpd).
/// A value inside the session; holds no message bytes. Not thread-safe.
#pragma once

#include "core/session/context.h"
#include "core/smtp/data_decoder.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spp::session
{

class MessageRun
{
public:
    /// How far the message is.
    enum class Stage { Opening, Reading, Finishing, Done, Broken };

    /// @param databytes largest message, 0: no limit
    MessageRun(Context& context, std::size_t databytes);

    Stage stage() const { return m_stage; }

    void handleOpened(Context& context, bool ok);
    /// @return how many bytes were used; the rest are commands behind the message
    std::size_t handleBytes(Context& context, std::string_view bytes);
    void handleFinished(Context& context, const QueueFinished& answer);

private:
    void putHead(Context& context);
    void put(Context& context, std::string bytes);
    void finish(Context& context);
    std::optional<std::string> refusal(const Context& context) const;

    Stage m_stage = Stage::Opening;
    Envelope m_envelope;
    smtp::DataDecoder m_decoder;
    std::size_t m_limit;
    std::size_t m_size = 0; ///< decoded bytes of the client's message
};

} // namespace spp::session
