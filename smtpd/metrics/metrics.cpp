// SPDX-License-Identifier: MIT
#include "smtpd/metrics/metrics.h"

#include "core/base/text.h"

#include <optional>

namespace spp::smtpd::metrics
{

namespace
{

using Kind = Family::Kind;

constexpr std::array allServices{Service::Mail, Service::Plain, Service::Smtps, Service::Submission,
                                 Service::Submissions};
constexpr std::array replyNames{"2xx", "3xx", "4xx", "5xx", "other"};
constexpr std::array loginNames{"accepted", "refused", "failed"};
constexpr std::array messageNames{"queued", "deferred", "refused", "broken_off"};
constexpr std::array pluginAnswerNames{"passed", "accepted", "refused", "disconnected"};
constexpr std::array pluginEndNames{"ok", "failed", "could_not_run", "crashed", "timed_out", "cut_off", "stopped"};

/// One sample for each name, those that are 0 as well: a rate needs a beginning.
template <std::size_t Size>
void addNamed(Family& family, const std::array<Counter, Size>& counters, const std::array<const char*, Size>& names,
              const char* label, const Labels& labels = {})
{
    for (std::size_t i = 0; i < Size; ++i) {
        Labels all = labels;
        all.emplace_back(label, names[i]);
        family.add(static_cast<double>(counters[i].value()), std::move(all));
    }
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The last line of a reply is the one that counts. @return its class; nullopt: it is another line
std::optional<std::size_t> replyClass(std::string_view line)
{
    const bool hasCode = line.size() >= 3 && isDigit(line[0]) && isDigit(line[1]) && isDigit(line[2]);
    if (hasCode && line.size() > 3 && line[3] == '-')
        return std::nullopt;
    if (!hasCode || line[0] < '2' || line[0] > '5')
        return replyNames.size() - 1;
    return static_cast<std::size_t>(line[0] - '2');
}

/// What a plugin has said of its command. nullopt: it has failed, which is no answer.
std::optional<std::size_t> answerOf(const runtime::Tally::PluginRun& run)
{
    using End = runtime::Tally::PluginEnd;
    using plugin::Letter;
    if (!run.final)
        return run.end == End::Ok || run.end == End::Failed ? std::optional<std::size_t>(0) : std::nullopt;
    if (*run.final == Letter::Ok || *run.final == Letter::Accept)
        return 1;
    if (*run.final == Letter::Error)
        return 2;
    return *run.final == Letter::Next ? 0 : 3;
}

/// As much of a name as a person reads.
constexpr std::size_t longestName = 200;

/// A program has its path. What a shell runs may be long, and hold a password: it has its place.
std::string nameOf(const plugin::Call& call)
{
    const std::string& name = call.line.empty() || call.line.starts_with(':') ? call.place : call.line;
    return text::printable(std::string_view(name).substr(0, longestName));
}

} // namespace

void Metrics::replied(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        if (const auto found = replyClass(bytes.substr(0, end)))
            m_replies[*found].add();
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
}

void Metrics::pluginEnded(const PluginRun& run)
{
    m_pluginsEnded.add();
    const std::string name = nameOf(run.call);
    const std::lock_guard lock(m_mutex);
    auto found = m_plugins.find(name);
    if (found == m_plugins.end())
        found = m_plugins.try_emplace(m_plugins.size() < mostSeries ? name : "other").first;
    Plugin& plugin = found->second;
    plugin.ends[static_cast<std::size_t>(run.end)].add();
    if (const auto answer = answerOf(run))
        plugin.answers[*answer].add();
    plugin.time.add(run.time);
    plugin.processorTime.add(static_cast<std::uint64_t>(run.processorTime.count()));
}

void Metrics::messageEnded(const Message& message)
{
    m_messages[static_cast<std::size_t>(message.end)].add();
    if (message.end == MessageEnd::Queued)
        m_messageBytes.add(message.bytes);
    if (message.end != MessageEnd::BrokenOff)
        m_queueTime.add(message.queueTime);
}

void Metrics::loginChecked(const session::LoginChecked& answer)
{
    m_logins[answer.accepted ? 0 : answer.crashed ? 2 : 1].add();
}

void Metrics::tlsStarted(const session::TlsStarted& answer)
{
    if (answer.ok)
        m_tlsProtocols.add(answer.protocol);
    else
        m_tlsFailures.add();
}

std::vector<Family> Metrics::families() const
{
    std::vector<Family> all;
    addSessions(all);
    addTalk(all);
    addMessages(all);
    addPlugins(all);
    return all;
}

void Metrics::addSessions(std::vector<Family>& all) const
{
    Family open{"spp_smtpd_sessions_open", "Sessions that are open.", Kind::Gauge};
    Family served{"spp_smtpd_sessions_total", "Sessions that have begun.", Kind::Counter};
    for (const Service service : allServices) {
        const auto index = static_cast<std::size_t>(service);
        const std::uint64_t ended = m_ended[index].value(); // read first: no session ends before it begins
        const std::uint64_t began = m_began[index].value();
        const Labels labels{{"service", std::string(formatService(service))}};
        open.add(static_cast<double>(began - ended), labels);
        served.add(static_cast<double>(began), labels);
    }
    Family turnedAway{"spp_smtpd_turned_away_total", "Clients that got no session.", Kind::Counter};
    m_turnedAway.addTo(turnedAway, "reason");
    Family limits{"spp_smtpd_limits_reached_total", "How often each limit was reached.", Kind::Counter};
    m_limits.addTo(limits, "limit");
    Family errors{"spp_smtpd_accept_errors_total", "Connections that could not be accepted.", Kind::Counter};
    errors.add(static_cast<double>(m_acceptErrors.value()));
    all.insert(all.end(),
               {std::move(open), std::move(served), std::move(turnedAway), std::move(limits), std::move(errors)});
}

void Metrics::addTalk(std::vector<Family>& all) const
{
    Family replies{"spp_smtpd_replies_total", "Replies by the first digit of their code.", Kind::Counter};
    addNamed(replies, m_replies, replyNames, "class");
    Family logins{"spp_smtpd_logins_total", "Answers of the password program; failed: nobody knows.", Kind::Counter};
    addNamed(logins, m_logins, loginNames, "result");
    Family tls{"spp_smtpd_tls_handshakes_total", "Handshakes that TLS came of.", Kind::Counter};
    m_tlsProtocols.addTo(tls, "protocol");
    Family failures{"spp_smtpd_tls_failures_total", "Handshakes that failed.", Kind::Counter};
    failures.add(static_cast<double>(m_tlsFailures.value()));
    all.insert(all.end(), {std::move(replies), std::move(logins), std::move(tls), std::move(failures)});
}

void Metrics::addMessages(std::vector<Family>& all) const
{
    Family messages{"spp_smtpd_messages_total",
                    "Messages by what the queue made of them; broken_off: not whole, or refused behind their end.",
                    Kind::Counter};
    addNamed(messages, m_messages, messageNames, "result");
    Family bytes{"spp_smtpd_message_bytes_total", "Bytes of the messages that were queued.", Kind::Counter};
    bytes.add(static_cast<double>(m_messageBytes.value()));
    Family time{"spp_smtpd_queue_seconds", "From a message's last byte to the queue's answer.", Kind::Histogram};
    m_queueTime.addTo(time);
    all.insert(all.end(), {std::move(messages), std::move(bytes), std::move(time)});
}

void Metrics::addPlugins(std::vector<Family>& all) const
{
    const std::uint64_t ended = m_pluginsEnded.value();
    Family running{"spp_smtpd_plugins_running", "Plugins that run.", Kind::Gauge};
    running.add(static_cast<double>(m_pluginsStarted.value() - ended));
    Family runs{"spp_smtpd_plugin_runs_total", "Runs of plugins by how they ended.", Kind::Counter};
    Family answers{"spp_smtpd_plugin_answers_total",
                   "What plugins have said of the commands that they were asked about.", Kind::Counter};
    Family time{"spp_smtpd_plugin_seconds", "How long plugins ran.", Kind::Histogram};
    Family processor{"spp_smtpd_plugin_cpu_seconds_total", "Processor time of plugins.", Kind::Counter};
    const std::lock_guard lock(m_mutex);
    for (const auto& [name, plugin] : m_plugins) {
        const Labels labels{{"plugin", name}};
        addNamed(runs, plugin.ends, pluginEndNames, "end", labels);
        addNamed(answers, plugin.answers, pluginAnswerNames, "answer", labels);
        plugin.time.addTo(time, labels);
        processor.add(static_cast<double>(plugin.processorTime.value()) / 1e9, labels);
    }
    all.insert(all.end(),
               {std::move(running), std::move(runs), std::move(answers), std::move(time), std::move(processor)});
}

} // namespace spp::smtpd::metrics
