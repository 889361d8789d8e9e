// SPDX-License-Identifier: MIT
/// An archive of any bytes is refused, or holds a home all of whose paths lie in it, and which is the same when it is written and read
/// again; what it differs by from any other can be put in order, or it is said why not. The same bytes as a backup name no path outside.
#include "core/deploy/archive.h"
#include "core/deploy/line_difference.h"
#include "core/deploy/selection.h"
#include "core/deploy/steps.h"
#include "tests/fuzz/check.h"

#include <cstdint>
#include <cstdio>
#include <string>

using namespace spp;
using test::check;

namespace
{

constexpr std::size_t blockSize = 512;

/// The sums of headers are never right by chance.
std::string withSums(std::string bytes)
{
    for (std::size_t at = 0; at + blockSize <= bytes.size(); at += blockSize) {
        if (bytes.compare(at + 257, 5, "ustar") != 0)
            continue;
        bytes.replace(at + 148, 8, 8, ' ');
        unsigned sum = 0;
        for (std::size_t i = at; i < at + blockSize; ++i)
            sum += static_cast<unsigned char>(bytes[i]);
        char digits[8];
        std::snprintf(digits, sizeof digits, "%06o", sum);
        bytes.replace(at + 148, 7, digits, 7);
    }
    return bytes;
}

void checkBackup(std::string_view bytes)
{
    deploy::Manifest folder;
    folder["steps"] = {deploy::Kind::File, 0600, {}, std::string(bytes)};
    const auto backup = deploy::parseBackup(folder);
    if (!backup)
        return;
    for (const auto& each : backup->touched)
        check(deploy::isPlainPath(each.path) && deploy::isPlainName(each.path));
    (void)deploy::inOrder(deploy::compareWithBackup(*backup, folder));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    checkBackup(input);
    const auto home = deploy::parseArchive(withSums(std::string(input)));
    if (!home) {
        check(!home.error().message.empty());
        return 0;
    }
    for (const auto& [path, entry] : *home)
        check(deploy::isPlainPath(path));
    const auto again = deploy::parseArchive(deploy::formatArchive(*home));
    check(again && *again == *home);
    deploy::Manifest other;
    other["control/me"] = {deploy::Kind::File, 0644, {}, "mail.example.org\n"};
    const auto differences = deploy::compare(deploy::select(*home, {}).files, {other, {}}, deploy::Surplus::Removed);
    if (!differences) {
        check(!differences.error().message.empty());
        return 0;
    }
    for (const auto& each : *differences) {
        check(deploy::isPlainName(each.path));
        (void)deploy::show(each);
    }
    check(deploy::parseArchive(deploy::formatPayload(*differences)).has_value());
    return 0;
}
