// SPDX-License-Identifier: MIT
#include "app/cli/home.h"

#include "core/base/text.h"

#include <filesystem>

namespace spp::cli
{

namespace fs = std::filesystem;

Result<std::string> homeAround(const std::string& folder)
{
    std::error_code error;
    const fs::path start = fs::canonical(folder, error);
    if (error)
        return fail(Fault::Configuration, text::printable(folder) + ": can't be opened: " + error.message() +
                                              "; name a qmail home directory");
    for (fs::path each = start;; each = each.parent_path()) {
        if (fs::is_directory(each / "control", error))
            return each.string();
        if (each == each.parent_path())
            return fail(Fault::Configuration,
                        text::printable(folder) +
                            ": neither here nor in a folder above is a control folder; name a qmail home directory");
    }
}

} // namespace spp::cli
