// SPDX-License-Identifier: MIT
#include "core/runtime/descriptor.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace spp::runtime
{

namespace
{

/// Room below for the numbers that children know their descriptors by.
constexpr int lowestNumber = 16;

Descriptor moveUp(Descriptor descriptor)
{
    if (descriptor.number() >= lowestNumber)
        return descriptor;
    return Descriptor(::fcntl(descriptor.number(), F_DUPFD_CLOEXEC, lowestNumber));
}

} // namespace

void Descriptor::close()
{
    if (isOpen())
        ::close(release());
}

Result<Pipe> openPipe()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
        Pipe pipe{moveUp(Descriptor(ends[0])), moveUp(Descriptor(ends[1]))};
        if (pipe.readEnd.isOpen() && pipe.writeEnd.isOpen())
            return pipe;
    }
    return fail(Fault::Internal, std::string("no pipe can be made: ") + std::strerror(errno) +
                                     "; allow this program more open files, or fewer sessions at once");
}

Result<Descriptor> openMemory(std::string_view bytes)
{
    Descriptor file = moveUp(Descriptor(::memfd_create("spp", MFD_CLOEXEC)));
    if (file.isOpen() && ::write(file.number(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()))
        return file;
    return fail(Fault::Internal, std::string("no file can be made in memory: ") + std::strerror(errno));
}

} // namespace spp::runtime
