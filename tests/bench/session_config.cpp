// SPDX-License-Identifier: MIT
#include "tests/bench/session_config.h"

#include <map>
#include <utility>

namespace spp::bench
{

session::SessionConfig sessionConfig(plugin::Environment environment, const std::string& smtpPlugins)
{
    const std::map<std::string, std::string> files{{"control/me", "mx.example.org\n"},
                                                   {"control/rcpthosts", "example.org\n.example.org\n"},
                                                   {"control/smtpplugins", smtpPlugins}};
    const auto read = [&](const std::string& path) -> Result<std::optional<std::string>> {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    };
    environment.set("PROTO", "TCP");
    environment.set("TCPREMOTEIP", "192.0.2.1");
    environment.set("TCPREMOTEPORT", "4711");
    environment.set("TCPLOCALIP", "192.0.2.25");
    environment.set("TCPLOCALPORT", "25");
    environment.set("TCPLOCALHOST", "mx.example.org");

    session::SessionConfig config;
    config.home = std::make_shared<const control::Home>(control::parseHome("/", {}, read).value());
    config.environment = std::move(environment);
    config.id = "bench";
    return config;
}

} // namespace spp::bench
