// SPDX-License-Identifier: MIT
/// A copy of a home directory that plugins may write into, so that a simulation leaves no trace: what they did to it is told, and kept
/// only when somebody asks. The folder is removed with the value. Not thread-safe; may be used from any one thread. Reads and writes
/// files: not for a window's thread.
#pragma once

#include "core/base/error.h"
#include "core/runtime/temporary_folder.h"

#include <sys/stat.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace spp::runtime
{

/// What is different in the copy.
struct HomeChange
{
    enum class Kind { Added, Changed, Removed };
    Kind kind = Kind::Changed;
    std::string path; ///< relative to the home; a folder's ends in /
    std::uintmax_t size = 0;

    bool operator==(const HomeChange&) const = default;
};

class PrivateHome
{
public:
    /// Files, folders and symbolic links with their modes; owners and times where they may be set. qmail's queue is left out, as is
    /// what is no file (sockets, pipes).
    /// Fails, and leaves nothing behind, if something can't be read, or if the home holds more than is reasonable to copy.
    static Result<PrivateHome> copy(const std::string& home);

    const std::string& original() const { return m_original; }
    /// The copy's path.
    std::string path() const { return m_folder.path() + "/home"; }
    /// An empty folder beside it, for what plugins write below /tmp.
    std::string temporary() const { return m_folder.path() + "/tmp"; }

    /// Since it was copied, in the order of their paths. Fails if plugins have filled it with more than is reasonable.
    Result<std::vector<HomeChange>> changes() const;
    /// The original becomes like the copy. Fails, and changes nothing, if a file that would be written was changed there, too. May be
    /// asked again after a failure.
    Result<void> keep();
    /// What plugins changed in an older copy of the same original is changed here as well, except for what was changed in the
    /// original since; what they wrote below /tmp moves here. The older one is of no use afterwards.
    Result<void> inherit(PrivateHome& older);

private:
    /// What tells that an entry is not what it was.
    struct Mark
    {
        mode_t mode = 0;
        std::uintmax_t size = 0;
        std::int64_t modified = 0; ///< in nanoseconds
        std::string target;        ///< of a symbolic link

        bool isFolder() const { return S_ISDIR(mode); }
        bool operator==(const Mark&) const = default;
    };
    using Marks = std::map<std::string, Mark>;

    PrivateHome(std::string original, TemporaryFolder folder);
    static Result<Marks> marksOf(const std::string& root);
    Result<void> fill();
    static const Mark& markIn(const Marks& marks, const HomeChange& change);

    std::string m_original;
    TemporaryFolder m_folder; ///< holds home/ and tmp/
    Marks m_before;           ///< of the copy, when it was made
    Marks m_originals;        ///< of the original, at the same time
};

} // namespace spp::runtime
