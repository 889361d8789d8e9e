// SPDX-License-Identifier: MIT
#include "core/control/home.h"

#include "core/base/text.h"
#include "core/control/control_file.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace spp::control
{

namespace
{

constexpr unsigned long longestTimeout = 365UL * 24 * 60 * 60;

/// Reads files and remembers the first that failed, so that parseHome reads like a list.
class Files
{
public:
    Files(const FileReader& read, bool narrowNumbers) : m_read(read), m_narrow(narrowNumbers) {}

    std::optional<std::string> bytes(const std::string& path)
    {
        auto result = m_read(path);
        if (!result) {
            note(std::move(result.error()));
            return std::nullopt;
        }
        return std::move(*result);
    }

    std::optional<std::string> firstLine(const std::string& path)
    {
        const auto found = bytes(path);
        return found ? std::optional(parseFirstLine(*found)) : std::nullopt;
    }

    std::optional<unsigned long> number(const std::string& path)
    {
        const auto found = bytes(path);
        return found ? parseNumber(*found, m_narrow) : std::nullopt;
    }

    unsigned long number(const std::string& path, unsigned long otherwise) { return number(path).value_or(otherwise); }

    Result<std::optional<Cdb>> cdb(const std::string& path) const
    {
        auto found = m_read(path);
        if (!found)
            return tl::unexpected<Error>(std::move(found.error()));
        if (!*found)
            return std::optional<Cdb>();
        auto parsed = Cdb::parse(std::move(**found));
        if (!parsed)
            return tl::unexpected<Error>(parsed.error().at(path));
        return std::optional(std::move(*parsed));
    }

    void note(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }

    const std::optional<Error>& error() const { return m_error; }

private:
    const FileReader& m_read;
    bool m_narrow;
    std::optional<Error> m_error;
};

RcptHosts readRcptHosts(Files& files)
{
    const auto names = files.bytes("control/rcpthosts");
    if (!names)
        return RcptHosts::everyDomain();
    return RcptHosts::parse(*names, files.cdb("control/morercpthosts.cdb"));
}

PluginFailures readPluginFailures(Files& files)
{
    const auto bytes = files.bytes(PluginFailures::path);
    if (!bytes)
        return {};
    auto failures = PluginFailures::parse(*bytes);
    if (failures)
        return std::move(*failures);
    files.note(failures.error());
    return {};
}

Patterns readPatterns(Files& files, const std::string& path)
{
    const auto bytes = files.bytes(path);
    if (!bytes)
        return {};
    auto patterns = Patterns::parse(*bytes);
    if (patterns)
        return std::move(*patterns);
    files.note(patterns.error().at(path));
    return {};
}

ValidRcptTo readValidRcptTo(Files& files)
{
    ValidRcptTo valid;
    if (const auto bytes = files.bytes("control/validrcptto")) {
        valid.exists = true;
        for (const auto& line : parseLines(*bytes))
            valid.addresses.insert(text::lower(line.text));
    }
    if (auto database = files.cdb("control/validrcptto.cdb"))
        valid.database = std::move(*database);
    else
        files.note(std::move(database.error()));
    valid.exists = valid.exists || valid.database;
    return valid;
}

ExtraControls readExtraControls(Files& files, const HomeOptions& options)
{
    ExtraControls extra;
    extra.badHelo = readPatterns(files, "control/badhelo");
    extra.badHeloNoRelay = readPatterns(files, "control/badhelonorelay");
    if (options.badMailFromHoldsPatterns)
        extra.badMailFrom = readPatterns(files, "control/badmailfrom");
    extra.badMailFromNoRelay = readPatterns(files, "control/badmailfromnorelay");
    extra.badRcptTo = readPatterns(files, "control/badrcptto");
    extra.badRcptToNoRelay = readPatterns(files, "control/badrcpttonorelay");
    extra.validRcptTo = readValidRcptTo(files);
    extra.badRcptLimit = files.number("control/brtlimit", 0);
    extra.maxRcpt = files.number("control/maxrcpt", 0);
    extra.rejectsRelayTest = files.number("control/rejectrelaytest", 0) != 0;
    extra.rejectsNullSenders = files.number("control/rejectnullsenders", 0) != 0;
    return extra;
}

/// A narrow number has a sign, and nobody waits for less than nothing.
std::chrono::seconds timeoutOf(unsigned long number, bool narrow)
{
    const bool negative = narrow && number > std::numeric_limits<std::int32_t>::max();
    return std::chrono::seconds(number == 0 || negative ? 1 : std::min(number, longestTimeout));
}

void readPlugins(Files& files, const HomeOptions& options, Home& home)
{
    if (!options.plugins)
        return;
    home.smtpPluginsPath = options.smtpPluginsPath;
    const auto bytes = files.bytes(options.smtpPluginsPath);
    if (bytes)
        home.smtpPlugins = SmtpPlugins::parse(*bytes);
    else
        files.note({Fault::Configuration,
                    options.smtpPluginsPath +
                        ": there is no such file; create it (it may be empty), or set NOSPP to run without plugins"});
}

} // namespace

Result<Home> parseHome(std::string directory, const HomeOptions& options, const FileReader& read)
{
    Files files(read, options.narrowNumbers);
    Home home;
    home.directory = std::move(directory);
    const auto me = files.firstLine("control/me");
    home.me = me.value_or("");
    const auto greeting = files.firstLine("control/smtpgreeting");
    home.greeting = greeting.value_or(home.me);
    home.localIpHost = files.firstLine("control/localiphost");
    if (!home.localIpHost)
        home.localIpHost = me;
    if (const auto seconds = files.number("control/timeoutsmtpd"))
        home.timeout = timeoutOf(*seconds, options.narrowNumbers);
    home.databytes = files.number("control/databytes", 0);
    home.rcptHosts = readRcptHosts(files);
    if (const auto bad = files.bytes("control/badmailfrom"))
        home.badMailFrom = BadMailFrom::parse(*bad);
    if (options.extraControls)
        home.extra = readExtraControls(files, options);
    readPlugins(files, options, home);
    if (options.pluginFailures)
        home.pluginFailures = readPluginFailures(files);
    if (!greeting && !me)
        files.note({Fault::Configuration,
                    "control/me: there is neither me nor smtpgreeting; write this host's name into control/me"});
    if (files.error())
        return tl::unexpected<Error>(*files.error());
    return home;
}

} // namespace spp::control
