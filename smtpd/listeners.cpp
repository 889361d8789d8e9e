// SPDX-License-Identifier: MIT
#include "smtpd/listeners.h"

#include "smtpd/passed_sockets.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sstream>
#include <utility>

namespace spp::smtpd
{

using asio::ip::tcp;

namespace
{

Result<Listener> open(asio::io_context& loop, const ListenSpec& spec)
{
    const tcp::endpoint endpoint(asio::ip::make_address(spec.host), spec.port);
    tcp::acceptor acceptor(loop);
    std::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail(Fault::Configuration,
                    "can't listen on " + spec.host + " port " + std::to_string(spec.port) + ": " + error.message());
    return Listener{std::move(acceptor), spec.service, spec.isProxied};
}

Result<Listener> adopt(asio::io_context& loop, const PassedSocket& passed)
{
    const std::string name = "the socket that was handed over as descriptor " + std::to_string(passed.descriptor);
    int listens = 0;
    socklen_t size = sizeof listens;
    sockaddr_storage address{};
    socklen_t addressSize = sizeof address;
    const bool isListening = ::getsockopt(passed.descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 &&
                             listens != 0 &&
                             ::getsockname(passed.descriptor, reinterpret_cast<sockaddr*>(&address), &addressSize) == 0;
    const bool isInternet = address.ss_family == AF_INET || address.ss_family == AF_INET6;
    if (!isListening || !isInternet)
        return fail(Fault::Configuration, name +
                                              " is no TCP socket that listens: its unit needs ListenStream=, and "
                                              "Accept=no");
    tcp::acceptor acceptor(loop);
    std::error_code error;
    acceptor.assign(address.ss_family == AF_INET ? tcp::v4() : tcp::v6(), passed.descriptor, error);
    if (error)
        return fail(Fault::Configuration, name + " can't be used: " + error.message());
    const auto port = acceptor.local_endpoint(error).port();
    return Listener{std::move(acceptor), passed.service.value_or(serviceOfPort(port)), false};
}

} // namespace

/// By another descriptor, so that a move that fails loses nothing.
bool Listener::moveTo(asio::io_context& loop)
{
    std::error_code error;
    const tcp protocol = acceptor.local_endpoint(error).protocol();
    tcp::acceptor moved(loop);
    const int copy = error ? -1 : ::fcntl(acceptor.native_handle(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        return false;
    moved.assign(protocol, copy, error);
    if (error) {
        ::close(copy);
        return false;
    }
    // Its loop must forget it: the copy keeps the socket open, so closing alone does not end it there.
    const int old = acceptor.release(error);
    if (!error)
        ::close(old);
    acceptor = std::move(moved);
    return true;
}

std::string Listener::shown() const
{
    std::ostringstream words;
    std::error_code gone;
    words << acceptor.local_endpoint(gone) << " (" << formatService(service) << (isProxied ? "+proxy)" : ")");
    return words.str();
}

Result<std::vector<Listener>> openListeners(asio::io_context& loop, const Options& options)
{
    std::vector<Listener> listeners;
    for (const ListenSpec& spec : options.listen) {
        auto opened = open(loop, spec);
        if (!opened)
            return tl::unexpected<Error>(opened.error());
        listeners.push_back(std::move(*opened));
    }
    if (!options.takesSockets)
        return listeners;
    const auto passed = takePassedSockets();
    if (!passed)
        return tl::unexpected<Error>(passed.error());
    for (const PassedSocket& each : *passed) {
        auto adopted = adopt(loop, each);
        if (!adopted)
            return tl::unexpected<Error>(adopted.error());
        listeners.push_back(std::move(*adopted));
    }
    return listeners;
}

} // namespace spp::smtpd
