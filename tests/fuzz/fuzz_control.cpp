// SPDX-License-Identifier: MIT
/// Any bytes in any control file make a home, or an error that names a file; the home answers every question, and letters' case
/// does not change the answer.
#include "core/base/text.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/files.h"

using namespace spp;
using test::check;

namespace
{

void checkQuestion(const control::Home& home, const std::string& address)
{
    const std::string low = text::lower(address);
    check(home.rcptHosts.allows(address) == home.rcptHosts.allows(low));
    check(!home.rcptHosts.allowsEveryDomain() || home.rcptHosts.allows(address));
    check(home.badMailFrom.names(address) == home.badMailFrom.names(low));
    const control::ExtraControls& extra = *home.extra;
    check(extra.validRcptTo.allows(address) == extra.validRcptTo.allows(low));
    for (const auto* patterns : {&extra.badHelo, &extra.badMailFrom, &extra.badRcptTo}) {
        const bool matches = patterns->match(address);
        check(!patterns->empty() || !matches);
    }
}

} // namespace

/// F: a file's name and bytes. A: an address that is asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts parts(data, size);
    const test::Files files = test::filesOf(parts, {{"control/me", "mx.example.org\n"}, {"control/smtpplugins", ""}});
    control::HomeOptions options;
    options.extraControls = true;
    const auto home = control::parseHome("/home", options, test::readerOf(files));
    if (!home) {
        check(home.error().message.find("control/") != std::string::npos);
        return 0;
    }
    check(!home->timeout ||
          (*home->timeout >= std::chrono::seconds(1) && *home->timeout <= std::chrono::hours(24 * 365)));
    check(home->smtpPlugins.has_value());
    for (const auto address : parts.all('A'))
        checkQuestion(*home, std::string(address));
    return 0;
}
