// SPDX-License-Identifier: MIT
#include "core/runtime/private_network.h"

#include "core/base/text.h"
#include "core/runtime/guardian.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/program_path.h"
#include "core/runtime/spawn.h"

#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <utility>

namespace spp::runtime
{

namespace
{

/// A server that is not ready by then never will be.
constexpr std::chrono::seconds patience{20};

/// Of what a server says so much is kept.
constexpr std::size_t maxSaid = 64UL * 1024;

/// Where bubblewrap tells of what it has started, as JSON.
constexpr int infoNumber = 3;

ProcessSpec specOf(const std::string& bubblewrap, const NetworkServer& server, const Pipe& said, const Pipe& told)
{
    ProcessSpec spec;
    spec.program = bubblewrap;
    // Not --die-with-parent: that is the end of a thread. Nor --dev: it puts the server into a second namespace of users, below the one
    // that the network belongs to.
    spec.arguments = {bubblewrap,
                      "--ro-bind",
                      "/",
                      "/",
                      "--dev-bind",
                      "/dev",
                      "/dev",
                      "--ro-bind",
                      server.folder,
                      server.seenAt,
                      "--unshare-net",
                      "--cap-drop",
                      "ALL",
                      "--cap-add",
                      "CAP_NET_BIND_SERVICE",
                      "--info-fd",
                      std::to_string(infoNumber)};
    spec.arguments.insert(spec.arguments.end(), server.command.begin(), server.command.end());
    spec.environment = processEnvironment().entries();
    spec.directory = "/";
    spec.input = ProcessSpec::Input::Empty;
    spec.handed = {{said.writeEnd.number(), 1}, {said.writeEnd.number(), 2}, {told.writeEnd.number(), infoNumber}};
    return spec;
}

bool holds(std::string_view bytes, std::string_view begin, std::string_view end)
{
    const auto found = bytes.find(begin);
    return found != std::string_view::npos && bytes.find(end, found + begin.size()) != std::string_view::npos;
}

/// Reads until an end has come behind a beginning, or there is no more. @return all that came
std::string readUntil(const Descriptor& from, std::string_view begin, std::string_view end)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::string bytes;
    while (!holds(bytes, begin, end) && bytes.size() < maxSaid) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd watched{from.number(), POLLIN, 0};
        if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) == 0)
            break;
        std::array<char, 4096> buffer{};
        const auto size = watched.revents == 0 ? -1 : ::read(from.number(), buffer.data(), buffer.size());
        if (size == 0)
            break;
        if (size > 0)
            bytes.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return bytes;
}

bool isSame(const Descriptor& a, const char* path)
{
    struct stat first
    {};
    struct stat second
    {};
    return ::fstat(a.number(), &first) == 0 && ::stat(path, &second) == 0 && first.st_ino == second.st_ino;
}

Descriptor openNamespace(const std::string& process, const std::string& kind)
{
    return Descriptor(::open(("/proc/" + process + "/ns/" + kind).c_str(), O_RDONLY | O_CLOEXEC));
}

/// "/proc/71/fd/5", for others to open.
std::string pathOf(const Descriptor& descriptor)
{
    return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor.number());
}

// The functions below run in a child of a program that may have threads: they make system calls and take no memory. Source:
// netdevice(7).

bool giveAddress4()
{
    ifreq request{};
    std::memcpy(request.ifr_name, "lo:0", sizeof "lo:0"); // a second name, for a second address
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(0xC0000201);
    std::memcpy(&request.ifr_addr, &address, sizeof address);
    const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
    if (socket < 0 || ::ioctl(socket, SIOCSIFADDR, &request) != 0)
        return false;
    address.sin_addr.s_addr = htonl(0xFFFFFFFF); // its neighbours are not here
    std::memcpy(&request.ifr_netmask, &address, sizeof address);
    return ::ioctl(socket, SIOCSIFNETMASK, &request) == 0;
}

/// A system without IPv6 does without.
void giveAddress6()
{
    struct
    {
        in6_addr address;
        std::uint32_t prefix;
        int interface;
    } request{};
    const int socket = ::socket(AF_INET6, SOCK_DGRAM, 0);
    if (socket < 0)
        return;
    request.address.s6_addr[0] = 0x20;
    request.address.s6_addr[1] = 0x01;
    request.address.s6_addr[2] = 0x0D;
    request.address.s6_addr[3] = 0xB8;
    request.address.s6_addr[15] = 1;
    request.prefix = 128;
    request.interface = 1; // the loopback, always
    ::ioctl(socket, SIOCSIFADDR, &request);
}

/// @param users -1: we are in the right one
bool giveAddressesIn(int network, int users)
{
    if ((users >= 0 && ::setns(users, CLONE_NEWUSER) != 0) || ::setns(network, CLONE_NEWNET) != 0 || !giveAddress4())
        return false;
    giveAddress6();
    return true;
}

} // namespace

PrivateNetwork::PrivateNetwork(pid_t server, std::string nsenter) : m_server(server), m_nsenter(std::move(nsenter)) {}

PrivateNetwork::PrivateNetwork(PrivateNetwork&& other) noexcept
    : m_server(std::exchange(other.m_server, -1)),
      m_nsenter(std::move(other.m_nsenter)),
      m_network(std::move(other.m_network)),
      m_users(std::move(other.m_users))
{}

PrivateNetwork::~PrivateNetwork()
{
    if (m_server < 0)
        return;
    ::kill(-m_server, SIGKILL);
    ::waitpid(m_server, nullptr, 0);
    dismiss(m_server);
}

Result<PrivateNetwork> PrivateNetwork::start(const std::string& bubblewrap, const NetworkServer& server)
{
    const std::string nsenter = findInPath("nsenter");
    if (nsenter.empty())
        return fail(Fault::Configuration,
                    "a network for plugins wants nsenter, which is not installed; install the "
                    "package util-linux");
    auto said = openPipe();
    auto told = openPipe();
    if (!said || !told)
        return tl::unexpected<Error>(said ? told.error() : said.error());
    const auto id = spawn(specOf(bubblewrap, server, *said, *told));
    if (!id)
        return fail(Fault::Configuration, bubblewrap + ": " + std::string(std::strerror(id.error())));
    PrivateNetwork network(*id, nsenter);
    said->writeEnd.close();
    told->writeEnd.close();
    const std::string words = readUntil(said->readEnd, server.ready, "\n");
    if (words.find(server.ready) == std::string::npos)
        return fail(Fault::Configuration, server.command.front() + ": does not start: " + text::printable(words));
    if (auto found = network.find(readUntil(told->readEnd, "{", "}")); !found)
        return tl::unexpected<Error>(found.error());
    if (auto given = network.giveAddresses(); !given)
        return tl::unexpected<Error>(given.error());
    return network;
}

Result<void> PrivateNetwork::find(const std::string& told)
{
    constexpr std::string_view key = "\"child-pid\":";
    const auto at = told.find(key);
    const auto number = at == std::string::npos
                            ? std::nullopt
                            : text::leadingNumber(text::trim(std::string_view(told).substr(at + key.size())));
    const std::string process = std::to_string(number.value_or(0));
    m_network = openNamespace(process, "net");
    m_users = openNamespace(process, "user");
    if (!m_network.isOpen() || !m_users.isOpen())
        return fail(Fault::Internal,
                    "the network for plugins can't be found in /proc: " + std::string(std::strerror(errno)));
    if (isSame(m_users, "/proc/self/ns/user"))
        m_users.close();
    return {};
}

Result<void> PrivateNetwork::giveAddresses() const
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(giveAddressesIn(m_network.number(), m_users.number()) ? 0 : 1);
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (child < 0 || status != 0)
        return fail(Fault::Internal, "the network for plugins can be given no address");
    return {};
}

std::vector<std::string> PrivateNetwork::entrance() const
{
    std::vector<std::string> command{m_nsenter, "--net=" + pathOf(m_network)};
    if (m_users.isOpen())
        command.insert(command.end(), {"--user=" + pathOf(m_users), "--preserve-credentials"});
    return command;
}

} // namespace spp::runtime
