// SPDX-License-Identifier: MIT
/// Reads qmail home directories from disk. A home that was read is kept and shared while its files are as they were: a server asks
/// for it at the start of every session, and changed control files count from the next session on.
/// Blocking. Thread-safe.
#pragma once

#include "core/control/home.h"

#include <sys/stat.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace spp::runtime
{

class HomeReader
{
public:
    /// The error names the file and what to do about it; errors are not kept.
    Result<std::shared_ptr<const control::Home>> read(const std::string& directory,
                                                      const control::HomeOptions& options);

private:
    /// What stat(2) says of a file: another one, or one that was written to, has another.
    struct Stamp
    {
        dev_t device = 0;
        ino_t file = 0;
        off_t size = 0;
        timespec written{};
        timespec changed{};
    };
    /// A file that was read; of one that is not there, its folder.
    struct Witness
    {
        std::string path;
        Stamp stamp;
    };
    struct Kept
    {
        std::string root;
        control::HomeOptions options;
        std::vector<Witness> witnesses;
        std::shared_ptr<const control::Home> home;
    };
    /// Reads files for one home.
    class Files;

    static Stamp makeStamp(const struct stat& status);
    static std::optional<Stamp> stampOf(const std::string& path);
    static bool isSame(const Stamp& a, const Stamp& b);
    static bool isUnchanged(const Kept& kept);
    std::shared_ptr<const Kept> find(const std::string& root, const control::HomeOptions& options) const;
    void keep(Kept fresh);

    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const Kept>> m_kept; ///< the newest is the last
};

} // namespace spp::runtime
