// SPDX-License-Identifier: MIT
/// DATA off the wire, in pieces as large as the Driver reads, beside memcpy of the same pieces.
#include "tests/bench/benchmarks.h"

#include "core/smtp/data_decoder.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace spp::bench
{

namespace
{

constexpr std::size_t pieceSize = 8UL * 1024;
/// Read and written, it is more than caches hold.
constexpr std::size_t totalSize = 32UL * 1024 * 1024;
/// So much is made, and then repeated: more than a processor's guesses at branches can learn.
constexpr std::size_t variedSize = 1024UL * 1024;

/// As sent by a client: CR LF at line ends, leading dots doubled, the final dot behind it.
using Message = std::string;

/// Lines like those that people and base64 make; the same in every run.
class Writer
{
public:
    Message write(std::size_t size, std::size_t shortest, std::size_t longest)
    {
        Message message;
        for (int i = 0; i < 4; ++i)
            message += "Received: from mx" + std::to_string(i) + ".example.net by mx.example.org with SMTP\r\n";
        for (int i = 0; i < 20; ++i)
            message += "X-Header-" + std::to_string(i) + ": " + line(40, 70) + "\r\n";
        message += "\r\n";
        while (message.size() < size)
            message += (m_random() % 32 == 0 ? "..." : "") + line(shortest, longest) + "\r\n";
        return message + ".\r\n";
    }

private:
    std::string line(std::size_t shortest, std::size_t longest)
    {
        std::string result(shortest + m_random() % (longest - shortest + 1), ' ');
        std::generate(result.begin(), result.end(), [&] { return static_cast<char>('A' + m_random() % 58); });
        return result;
    }

    std::minstd_rand m_random;
};

std::size_t sizeOf(const std::vector<Message>& messages)
{
    return std::accumulate(messages.begin(), messages.end(), std::size_t(0),
                           [](std::size_t sum, const Message& message) { return sum + message.size(); });
}

struct Kind
{
    std::string name;
    std::size_t size;         ///< of a message, about
    std::size_t shortestLine; ///< of its body
    std::size_t longestLine;
};

std::vector<Message> makeMessages(const Kind& kind)
{
    Writer writer;
    std::vector<Message> result;
    for (std::size_t made = 0; made < variedSize; made += result.back().size())
        result.push_back(writer.write(kind.size, kind.shortestLine, kind.longestLine));
    const std::size_t varied = result.size();
    for (std::size_t i = varied; i < varied * (totalSize / variedSize); ++i)
        result.push_back(result[i - varied]);
    return result;
}

/// Made when they are first asked for.
const std::vector<Message>& messagesOf(const Kind& kind)
{
    static std::map<std::string, std::vector<Message>> made;
    auto& messages = made[kind.name];
    if (messages.empty())
        messages = makeMessages(kind);
    return messages;
}

void tellBytes(benchmark::State& state, const std::vector<Message>& messages)
{
    state.SetBytesProcessed(static_cast<std::int64_t>(sizeOf(messages)) * state.iterations());
}

void decode(benchmark::State& state, const Kind& kind)
{
    const auto& messages = messagesOf(kind);
    std::string out(sizeOf(messages), '\0');
    for (auto _ : state) {
        out.clear();
        for (const std::string_view message : messages) {
            smtp::DataDecoder decoder(smtp::BareLf::IsRemembered);
            for (std::size_t at = 0; at < message.size(); at += pieceSize)
                decoder.decode(message.substr(at, pieceSize), out);
            if (decoder.state() != smtp::DataDecoder::State::Complete || decoder.hops() != 4)
                state.SkipWithError("not decoded");
        }
        benchmark::ClobberMemory();
    }
    tellBytes(state, messages);
}

void copy(benchmark::State& state, const Kind& kind)
{
    const auto& messages = messagesOf(kind);
    std::string out(sizeOf(messages), '\0');
    for (auto _ : state) {
        char* to = out.data();
        for (const std::string_view message : messages)
            for (std::size_t at = 0; at < message.size(); at += pieceSize) {
                const auto piece = message.substr(at, pieceSize);
                std::memcpy(to, piece.data(), piece.size());
                to += piece.size();
            }
        benchmark::ClobberMemory();
    }
    tellBytes(state, messages);
}

} // namespace

void registerDecoding()
{
    const std::vector<Kind> kinds{
        {"text", variedSize, 60, 76}, {"long lines", variedSize, 400, 998}, {"small messages", pieceSize, 60, 76}};
    for (const Kind& kind : kinds) {
        benchmark::RegisterBenchmark(("decode/" + kind.name).c_str(), decode, kind)->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark(("memcpy/" + kind.name).c_str(), copy, kind)->Unit(benchmark::kMillisecond);
    }
}

} // namespace spp::bench
