// SPDX-License-Identifier: MIT
/// One message, from the accepted DATA or the first BDAT to the reply after its end: opens the queue, puts Received and the plugins' headers
/// on top, lets the bytes pass, counts, and turns the queue's answer into a reply (RFC 5321 4.1.1.4, RFC 3030; qmail-smtpd).
/// A value inside the session; holds no message bytes. Not thread-safe.
#pragma once

#include "core/session/context.h"
#include "core/smtp/chunk_decoder.h"
#include "core/smtp/data_decoder.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spp::session
{

class MessageRun
{
public:
    /// How far the message is. Unopened: no queue, and a chunk follows all the same. Failed: refused in the
    /// middle of its chunks, others may follow.
    enum class Stage { Opening, Reading, BetweenChunks, Finishing, Done, Unopened, Failed, Broken };

    /// @param databytes largest message, 0: no limit
    static MessageRun ofData(Context& context, std::size_t databytes);
    /// beginChunk() comes next.
    static MessageRun ofChunks(Context& context, std::size_t databytes);

    Stage stage() const { return m_stage; }
    bool isChunked() const { return std::holds_alternative<smtp::ChunkDecoder>(m_decoder); }

    std::uint64_t chunkSize() const;
    /// It is over, and the queue has it.
    bool isTaken() const { return m_isTaken; }

    void handleOpened(Context& context, bool ok);
    /// @param last no other chunk follows
    void beginChunk(std::uint64_t size, bool last);
    /// @return how many bytes were used; the rest are commands behind the message
    std::size_t handleBytes(Context& context, std::string_view bytes);
    void handleFinished(Context& context, const QueueFinished& answer);

private:
    using Decoder = std::variant<smtp::DataDecoder, smtp::ChunkDecoder>;

    MessageRun(Context& context, std::size_t databytes, Decoder decoder);

    void put(Context& context, std::string bytes);
    std::string acceptable(std::string decoded);
    void concludeChunk(Context& context);
    void finish(Context& context);
    bool isChunkComplete() const;
    bool isComplete() const;
    bool isStopped() const;
    bool sawBareLf() const;
    int hops() const;
    bool isTooLarge() const;
    std::optional<std::string> refusal(const Context& context) const;

    Stage m_stage = Stage::Opening;
    Envelope m_envelope;
    Decoder m_decoder;
    std::size_t m_limit;
    std::size_t m_size = 0; ///< decoded bytes of the client's message
    bool m_isTaken = false;
};

} // namespace spp::session
