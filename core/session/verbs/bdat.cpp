// SPDX-License-Identifier: MIT
/// BDAT (RFC 3030). The section [data] runs at the first chunk; the session throws away the bytes of a chunk that is refused.
#include "core/session/verbs/verbs.h"

#include "core/base/text.h"

#include <charconv>

namespace spp::session
{

std::optional<Chunk> parseChunk(std::string_view argument)
{
    Chunk chunk;
    const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), chunk.size);
    const std::string_view rest = argument.substr(static_cast<std::size_t>(end - argument.data()));
    chunk.last = rest.starts_with(' ') && text::equalsIgnoringCase(text::trim(rest), "LAST");
    if (error != std::errc{} || (!text::trim(rest).empty() && !chunk.last))
        return std::nullopt;
    return chunk;
}

namespace verbs
{

std::optional<Refusal> checkBdat(const Context& context, Question& question)
{
    const Dialect& dialect = *context.config.dialect;
    if (!dialect.hasChunking)
        return Refusal{std::string(dialect.unknownReply)};
    if (!parseChunk(question.argument))
        return Refusal{"421 BDAT wants a number of octets and maybe LAST (#5.5.4)", true};
    return checkData(context, question);
}

Next proceedBdat(Context&, Question&, Verdict)
{
    return Next::Chunk;
}

} // namespace verbs

} // namespace spp::session
