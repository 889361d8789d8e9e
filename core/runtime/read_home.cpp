// SPDX-License-Identifier: MIT
#include "core/runtime/read_home.h"

#include "core/base/text.h"
#include "core/runtime/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace spp::runtime
{

namespace
{

/// A tenth of this would be large in practice; what is larger is the wrong file, and is not read into memory.
constexpr std::size_t maxFile = 16 * 1024 * 1024;

tl::unexpected<Error> cannotRead(std::string_view path, int error)
{
    const std::string what = text::printable(path) + ": can't be read: " + std::strerror(error);
    switch (error) {
    case EISDIR: return fail(Fault::Configuration, what + "; a file is wanted there");
    case ENOTDIR: return fail(Fault::Configuration, what + "; a part of its path is a file");
    case EACCES:
    case EPERM: return fail(Fault::Configuration, what + "; let the user that runs this program read it");
    default: return fail(Fault::Configuration, what);
    }
}

/// Does not wait for a pipe's other side.
Result<std::optional<std::string>> readFile(const std::string& path, const std::string& name)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen() && errno == ENOENT)
        return std::optional<std::string>();
    if (!file.isOpen())
        return cannotRead(name, errno);
    std::string bytes;
    std::array<char, 16384> buffer{};
    while (true) {
        const auto size = ::read(file.number(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return cannotRead(name, errno);
        if (size == 0)
            return std::optional(std::move(bytes));
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
        if (bytes.size() > maxFile)
            return fail(Fault::Configuration, text::printable(name) + ": is larger than " + std::to_string(maxFile) +
                                                  " bytes, the most that is read of such a file; is it the right one?");
    }
}

} // namespace

Result<control::Home> readHome(const std::string& directory, const control::HomeOptions& options)
{
    std::error_code error;
    const auto root = std::filesystem::canonical(directory, error);
    if (error)
        return fail(Fault::Configuration, text::printable(directory) +
                                              ": this home can't be opened: " + error.message() +
                                              "; name a qmail home directory, one with a control folder in it");
    if (!std::filesystem::is_directory(root, error))
        return fail(Fault::Configuration, text::printable(directory) +
                                              ": this home is not a directory; name one with a control folder in it");
    if (!std::filesystem::is_directory(root / "control", error))
        return fail(Fault::Configuration, text::printable(directory) +
                                              ": this is no qmail home: it has no control folder; name one that has");
    const auto read = [&](const std::string& name) { return readFile((root / name).string(), name); };
    return control::parseHome(root.string(), options, read);
}

} // namespace spp::runtime
