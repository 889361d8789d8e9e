// SPDX-License-Identifier: MIT
#include "core/world/name_server.h"

#include "core/base/text.h"
#include "core/runtime/program_path.h"
#include "core/world/resolver_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace spp::world
{

namespace fs = std::filesystem;

namespace
{

/// Below the folder: what the resolver reads, and what programs see in place of the system's own.
const std::string resolverPart = "/resolver";
const std::string programsPart = "/etc";

Result<DnsTable> readTable(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::error_code error;
    if (!file || fs::is_directory(path, error))
        return fail(Fault::Configuration,
                    text::printable(path) + ": this table of DNS answers can't be opened; is the name right?");
    std::string bytes(maxDnsTable + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    auto table = parseDnsTable(bytes);
    if (!table)
        return tl::unexpected<Error>(table.error().at(text::printable(path)));
    return table;
}

Result<std::string> findUnbound()
{
    const std::string unbound = runtime::findDaemon("unbound");
    std::error_code error;
    if (unbound.empty() || !fs::is_directory(resolverFolder, error))
        return fail(Fault::Configuration,
                    "DNS answers from a table want unbound, which is not installed; install the package unbound");
    return unbound;
}

Result<void> writeFile(const std::string& path, std::string_view text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    return file ? Result<void>{} : fail(Fault::Configuration, text::printable(path) + ": can't be written");
}

/// The system's, but that hosts are looked up in two places alone: others may know how to reach a resolver outside, by a socket that is
/// a file.
std::string nameServices()
{
    std::ifstream file("/etc/nsswitch.conf");
    std::string text;
    for (std::string line; std::getline(file, line);)
        if (!text::trim(line).starts_with("hosts:"))
            text += line + "\n";
    return text + "hosts: files dns\n";
}

Result<void> writeFiles(const std::string& folder, const DnsTable& table)
{
    std::error_code error;
    fs::create_directory(folder + resolverPart, error);
    fs::create_directory(folder + programsPart, error);
    for (const auto& file : resolverFiles(table))
        if (auto written = writeFile(folder + resolverPart + "/" + file.name, file.text); !written)
            return written;
    for (const auto& [name, text] : {std::pair("/resolv.conf", std::string("nameserver 127.0.0.1\n")),
                                     std::pair("/hosts", std::string("127.0.0.1 localhost\n::1 localhost\n")),
                                     std::pair("/nsswitch.conf", nameServices())})
        if (auto written = writeFile(folder + programsPart + name, text); !written)
            return written;
    fs::create_directory(folder + programsPart + "/nscd", error);
    return {};
}

} // namespace

Result<void> checkNameServer()
{
    const auto unbound = findUnbound();
    return unbound ? Result<void>{} : tl::unexpected<Error>(unbound.error());
}

NameServer::NameServer(runtime::TemporaryFolder folder, runtime::PrivateNetwork network)
    : m_folder(std::move(folder)), m_network(std::move(network))
{}

Result<NameServer> NameServer::start(const std::string& bubblewrap, const std::string& table)
{
    const auto answers = readTable(table);
    if (!answers)
        return tl::unexpected<Error>(answers.error());
    const auto unbound = findUnbound();
    if (!unbound)
        return tl::unexpected<Error>(unbound.error());
    auto folder = runtime::TemporaryFolder::make("dns");
    if (!folder)
        return tl::unexpected<Error>(folder.error());
    if (auto written = writeFiles(folder->path(), *answers); !written)
        return tl::unexpected<Error>(written.error());
    auto network = runtime::PrivateNetwork::start(
        bubblewrap, {.command = {*unbound, "-d", "-c", std::string(resolverFolder) + "/unbound.conf"},
                     .folder = folder->path() + resolverPart,
                     .seenAt = std::string(resolverFolder),
                     .ready = "start of service"});
    if (!network)
        return tl::unexpected<Error>(network.error());
    return NameServer(std::move(*folder), std::move(*network));
}

void NameServer::serve(runtime::Sandbox& sandbox) const
{
    sandbox.entrance = m_network.entrance();
    for (const char* name : {"/resolv.conf", "/hosts", "/nsswitch.conf"})
        sandbox.covered.emplace_back(std::string("/etc") + name, m_folder.path() + programsPart + name);
    sandbox.covered.emplace_back("/run/nscd", m_folder.path() + programsPart + "/nscd"); // where a cache listens
}

} // namespace spp::world
