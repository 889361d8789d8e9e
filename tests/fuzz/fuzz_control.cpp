// SPDX-License-Identifier: MIT
/// Any bytes in any control file make a home or an error with a sentence, and each line of smtpplugins is in one place.
#include "core/control/home.h"
#include "tests/fuzz/take.h"

#include <cstdlib>
#include <map>

using namespace spp;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const char* const names[] = {"me",          "smtpgreeting", "rcpthosts",   "morercpthosts.cdb",
                                        "badmailfrom", "databytes",    "localiphost", "timeoutsmtpd",
                                        "smtpplugins", "badhelo",      "validrcptto", "brtlimit"};
    test::Take input(data, size);
    std::map<std::string, std::string> files;
    while (!input.empty()) {
        const unsigned which = input.byte() % std::size(names);
        const std::size_t length = input.byte() * 16U;
        files[std::string("control/") + names[which]] = input.bytes(length);
    }
    control::HomeOptions options;
    options.extraControls = true;
    const auto home =
        control::parseHome("/home", options, [&](const std::string& path) -> Result<std::optional<std::string>> {
            const auto found = files.find(path);
            return found == files.end() ? std::optional<std::string>() : std::optional(found->second);
        });
    if (!home)
        return home.error().message.empty() ? std::abort(), 0 : 0;
    home->rcptHosts.allows("user@sub.example.org");
    home->badMailFrom.names("user@example.org");
    home->extra->badHelo.match("mail.example.org");
    home->extra->validRcptTo.allows("user@example.org");
    return 0;
}
