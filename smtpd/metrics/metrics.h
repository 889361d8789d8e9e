// SPDX-License-Identifier: MIT
/// All that the server counts: what Drivers tell, and what happens before there is a session. Thread-safe.
#pragma once

#include "core/runtime/tally.h"
#include "smtpd/listen_spec.h"
#include "smtpd/metrics/counter.h"

#include <array>
#include <map>
#include <mutex>
#include <string>

namespace spp::smtpd::metrics
{

class Metrics : public runtime::Tally
{
public:
    void sessionBegan(Service service) { m_began[static_cast<std::size_t>(service)].add(); }
    void sessionEnded(Service service) { m_ended[static_cast<std::size_t>(service)].add(); }
    /// @param reason a word of ours: an option without its dashes, for example
    void turnedAway(std::string_view reason) { m_turnedAway.add(reason); }
    void limitReached(std::string_view limit) { m_limits.add(limit); }
    void acceptFailed() { m_acceptErrors.add(); }

    void replied(std::string_view bytes) override;
    void pluginStarted() override { m_pluginsStarted.add(); }
    void pluginEnded(const PluginRun& run) override;
    void messageEnded(const Message& message) override;
    void loginChecked(const session::LoginChecked& answer) override;
    void tlsStarted(const session::TlsStarted& answer) override;
    void limitReached(session::Limit limit) override { m_limits.add(session::formatLimit(limit)); }

    std::vector<Family> families() const;

private:
    static constexpr std::size_t services = 5;
    static constexpr std::size_t replyClasses = 5; ///< 2xx to 5xx, and others
    static constexpr std::size_t messageEnds = 4;
    static constexpr std::size_t pluginEnds = 7;
    static constexpr std::size_t pluginAnswers = 4;

    struct Plugin
    {
        std::array<Counter, pluginEnds> ends;
        std::array<Counter, pluginAnswers> answers;
        Histogram time;
        Counter processorTime; ///< nanoseconds
    };

    void addSessions(std::vector<Family>& all) const;
    void addTalk(std::vector<Family>& all) const;
    void addMessages(std::vector<Family>& all) const;
    void addPlugins(std::vector<Family>& all) const;

    std::array<Counter, services> m_began;
    std::array<Counter, services> m_ended;
    CounterTable m_turnedAway;
    CounterTable m_limits;
    Counter m_acceptErrors;
    std::array<Counter, replyClasses> m_replies;
    std::array<Counter, 3> m_logins; ///< accepted, refused, failed
    CounterTable m_tlsProtocols;
    Counter m_tlsFailures;
    std::array<Counter, messageEnds> m_messages;
    Counter m_messageBytes; ///< of those that were queued
    Histogram m_queueTime;
    Counter m_pluginsStarted;
    Counter m_pluginsEnded;
    mutable std::mutex m_mutex; ///< guards what follows
    std::map<std::string, Plugin, std::less<>> m_plugins;
};

} // namespace spp::smtpd::metrics
