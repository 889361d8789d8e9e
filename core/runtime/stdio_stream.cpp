// SPDX-License-Identifier: MIT
#include "core/runtime/stdio_stream.h"

#include "core/runtime/io.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>

namespace spp::runtime
{

Result<std::unique_ptr<StdioStream>> StdioStream::open(const asio::any_io_executor& executor, int input, int output)
{
    auto stream = std::make_unique<StdioStream>(Private{}, executor);
    // Both flags are read before either descriptor is changed: they may be one and the same socket or terminal.
    stream->m_input.flags = ::fcntl(input, F_GETFL);
    stream->m_output.flags = ::fcntl(output, F_GETFL);
    for (const auto& [side, number] : {std::pair(&stream->m_input, input), std::pair(&stream->m_output, output)})
        if (const auto error = side->attach(number))
            return fail(Fault::Configuration, "descriptor " + std::to_string(number) +
                                                  " can't be used for SMTP: " + error.message() +
                                                  "; start this program below tcpserver or inetd, or on a terminal");
    return stream;
}

StdioStream::StdioStream(Private, const asio::any_io_executor& executor)
    : m_input{asio::posix::stream_descriptor(executor)}, m_output{asio::posix::stream_descriptor(executor)}
{}

StdioStream::~StdioStream()
{
    m_input.restore();
    m_output.restore();
}

asio::awaitable<IoResult> StdioStream::read(std::span<char> buffer)
{
    return readSome(m_input.duplicate, buffer);
}

asio::awaitable<std::error_code> StdioStream::write(std::string_view bytes)
{
    return writeAll(m_output.duplicate, bytes);
}

void StdioStream::cancel()
{
    std::error_code ignored;
    m_input.duplicate.cancel(ignored);
    m_output.duplicate.cancel(ignored);
}

void StdioStream::close()
{
    for (Side* side : {&m_input, &m_output}) {
        std::error_code ignored;
        ::shutdown(side->borrowed, SHUT_RDWR);
        side->duplicate.close(ignored);
    }
}

/// A duplicate, because a loop takes a number once only, and must not close what is borrowed.
std::error_code StdioStream::Side::attach(int number)
{
    Descriptor copy(::fcntl(number, F_DUPFD_CLOEXEC, 0));
    if (!copy.isOpen())
        return {errno, std::generic_category()};
    borrowed = number;
    return adopt(duplicate, std::move(copy));
}

void StdioStream::Side::restore() const
{
    if (borrowed >= 0)
        ::fcntl(borrowed, F_SETFL, flags);
}

} // namespace spp::runtime
