// SPDX-License-Identifier: MIT
#include "core/scenario/run_dialog.h"

#include "core/runtime/home_reader.h"
#include "core/runtime/local_addresses.h"
#include "core/scenario/message.h"
#include "core/session/home_options.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace spp::scenario
{

namespace fs = std::filesystem;

namespace
{

plugin::Environment environmentFor(const Dialog& dialog)
{
    plugin::Environment environment;
    const char* path = std::getenv("PATH");
    environment.set("PATH", path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin");
    for (const std::string& entry : simulatedClient())
        environment.put(entry);
    for (const auto& entry : dialog.environment)
        environment.put(entry);
    return environment;
}

/// A file's bytes; of one that is larger than `limit`, one byte more than that.
Result<std::string> readFile(const std::string& path, std::size_t limit)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return fail(Fault::Configuration, path + ": is a folder; name a file");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(Fault::Configuration, path + ": can't be opened; is the name right, and may you read it?");
    std::string bytes;
    std::array<char, 65536> chunk;
    while (bytes.size() <= limit && file.read(chunk.data(), chunk.size()).gcount() > 0)
        bytes.append(chunk.data(), static_cast<std::size_t>(file.gcount()));
    if (file.bad())
        return fail(Fault::Configuration, path + ": can't be read to its end");
    return bytes;
}

std::string besides(const std::string& path, const std::string& name)
{
    return (fs::path(path).parent_path() / name).lexically_normal().string();
}

Result<void> readMessages(Dialog& dialog, const std::string& path)
{
    for (ClientLine& line : dialog.lines) {
        if (line.file.empty())
            continue;
        auto message = readMessage(besides(path, line.file));
        if (!message)
            return tl::unexpected<Error>(message.error().at("line " + std::to_string(line.line)).at(path));
        line.text = std::move(*message);
    }
    return {};
}

} // namespace

Result<Scenario> readScenario(const std::string& path)
{
    const auto bytes = readFile(path, maxScenarioFile);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    auto scenario =
        parseScenario(*bytes, [&](const std::string& name) { return readFile(besides(path, name), maxScenarioFile); });
    if (!scenario)
        return tl::unexpected<Error>(scenario.error().at(path));
    for (Case& each : scenario->cases) {
        for (Dialog& session : each.sessions) {
            if (const auto messages = readMessages(session, path); !messages)
                return tl::unexpected<Error>(messages.error());
            if (!session.world.dns.empty())
                session.world.dns = besides(fs::absolute(path).string(), session.world.dns);
        }
    }
    return scenario;
}

Result<Dialog> readDialog(const std::string& path)
{
    auto scenario = readScenario(path);
    if (!scenario)
        return tl::unexpected<Error>(scenario.error());
    return std::move(scenario->cases.front().sessions.front());
}

Result<std::string> readMessage(const std::string& path)
{
    const auto bytes = readFile(path, maxMessageFile);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    if (bytes->size() > maxMessageFile)
        return fail(Fault::Configuration, path + ": is larger than 64 MiB; that is no message to send here");
    return formatMessage(*bytes);
}

Result<void> useMessageFile(Dialog& dialog, const std::string& path)
{
    if (path.empty())
        return {};
    const auto message = readMessage(path);
    if (!message)
        return tl::unexpected<Error>(message.error());
    useMessage(dialog, *message);
    return {};
}

Result<std::string> findHome(const std::string& dialogPath, const Dialog& dialog)
{
    std::error_code error;
    const fs::path folder = fs::absolute(dialogPath, error).parent_path();
    if (!dialog.home.empty())
        return (folder / dialog.home).lexically_normal().string();
    for (fs::path candidate = folder;; candidate = candidate.parent_path()) {
        if (fs::is_directory(candidate / "control", error))
            return candidate.string();
        if (candidate == candidate.parent_path())
            break;
    }
    return fail(Fault::Configuration,
                dialogPath +
                    ": no folder above it has a control/ folder; name the home with --home, or with a "
                    "line “home PATH” in the dialog");
}

Result<session::SessionConfig> makeSessionConfig(const Dialog& dialog, runtime::HomeReader& homes,
                                                 const std::string& home, std::string_view dialect,
                                                 const debug::Pretence& pretence)
{
    const std::string_view name = dialog.dialect.empty() ? dialect : std::string_view(dialog.dialect);
    session::SessionConfig config;
    config.dialect = session::findDialect(name);
    if (config.dialect == nullptr) {
        std::string known;
        for (const auto& each : session::dialects())
            known += (known.empty() ? "" : ", ") + std::string(each.name);
        return fail(Fault::Configuration, "there is no dialect “" + std::string(name) + "”; there are " + known);
    }
    config.environment = environmentFor(dialog);
    auto read = homes.read(home, session::homeOptions(*config.dialect, config.environment));
    if (read)
        config.home = std::move(*read);
    else
        config.homeError = read.error().message;
    config.localAddresses = runtime::localAddresses();
    config.id = "simulation";
    config.reports = true;
    config.hasCertificate = pretence.tls;
    if (pretence.logins != debug::Pretence::Logins::Program)
        config.passwordCommand = {"pretended.invalid", "pretended"}; // a host, where one is told; never started
    return config;
}

} // namespace spp::scenario
