// SPDX-License-Identifier: MIT
#include "core/trace/trace_file.h"

#include "core/base/text.h"
#include "core/trace/json_bytes.h"
#include "core/trace/record_json.h"

#include <array>
#include <utility>

namespace spp::trace
{

namespace
{

/// More than anything that is written; what lies deeper, or is one too many in its object, is dropped: both take time to make.
constexpr std::size_t maxDepth = 8;
constexpr std::size_t maxMembers = 64;

Json parseFlat(std::string_view line)
{
    std::array<std::size_t, maxDepth + 1> members{};
    const auto keeps = [&](int depth, Json::parse_event_t event, Json&) {
        const auto level = static_cast<std::size_t>(depth);
        if (level >= maxDepth)
            return false;
        if (event == Json::parse_event_t::object_start)
            members[level + 1] = 0;
        return event != Json::parse_event_t::key || ++members[level] <= maxMembers;
    };
    return Json::parse(line.begin(), line.end(), keeps, false);
}

/// The texts of a head, each with its name.
constexpr std::array headFields{std::pair{"program", &TraceHead::program}, std::pair{"scenario", &TraceHead::scenario},
                                std::pair{"row", &TraceHead::row},         std::pair{"session", &TraceHead::session},
                                std::pair{"home", &TraceHead::home},       std::pair{"dialect", &TraceHead::dialect}};

std::string lineOf(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const session::SessionState& stateOf(const std::shared_ptr<const session::SessionState>& state)
{
    static const session::SessionState none;
    return state ? *state : none;
}

void writeMoment(Json& line, const session::Moment& at)
{
    line["at"] = at.elapsed.count();
    if (const auto wall = std::chrono::nanoseconds(at.wall.time_since_epoch()).count(); wall != 0)
        line["wall"] = wall;
    if (at.zone.count() != 0)
        line["zone"] = at.zone.count();
}

bool readMoment(const Json& line, session::Moment& at)
{
    constexpr int maxZone = 24 * 60;
    std::int64_t wall = 0;
    int zone = 0;
    const auto elapsed = line.find("at");
    const auto told = line.find("wall");
    const auto east = line.find("zone");
    if (elapsed == line.end() || !fromJson(*elapsed, at.elapsed) || (told != line.end() && !fromJson(*told, wall)) ||
        (east != line.end() && (!fromJson(*east, zone) || zone < -maxZone || zone > maxZone)))
        return false;
    at.wall = std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(std::chrono::nanoseconds(wall)));
    at.zone = std::chrono::minutes(zone);
    return true;
}

bool isSame(const session::Moment& a, const session::Moment& b)
{
    return a.elapsed == b.elapsed && a.wall == b.wall && a.zone == b.zone;
}

std::size_t sizeOf(const std::vector<std::string>& list)
{
    std::size_t size = list.size() * sizeof(std::string);
    for (const auto& each : list)
        size += each.size();
    return size;
}

/// What a copy of it takes. @param before whose environment it shares, if that is the same
std::size_t costOf(const session::SessionState& state, const session::SessionState& before)
{
    const bool shares = &state.environment.entries() == &before.environment.entries();
    return sizeof state + (shares ? 0 : sizeOf(state.environment.entries())) + sizeOf(state.headers) +
           sizeOf(state.heldReplies) + sizeOf(state.laterMail.texts) + sizeOf(state.laterRcpt.texts) +
           sizeOf(state.laterData.texts) + (state.transaction ? sizeOf(state.transaction->recipients) : 0);
}

class TraceParser
{
public:
    Result<std::vector<RecordedSession>> parse(std::string_view bytes)
    {
        if (bytes.size() > maxTraceFile)
            return fail(Fault::Configuration, "it is larger than 256 MiB; that is no trace to read");
        std::size_t number = 0;
        for (const std::string_view line : text::lines(bytes)) {
            ++number;
            if (auto taken = take(line); !taken)
                return tl::unexpected<Error>(taken.error().at("line " + std::to_string(number)));
        }
        if (m_sessions.empty())
            return fail(Fault::Configuration, "it is empty; a trace begins with a line {\"spptrace\":1,…}");
        return std::move(m_sessions);
    }

private:
    Result<void> take(std::string_view line)
    {
        if (line.size() > maxTraceLine)
            return fail(Fault::Configuration, "it is longer than 64 MiB");
        const Json json = parseFlat(line);
        if (!json.is_object())
            return fail(Fault::Configuration, m_sessions.empty()
                                                  ? "this is no trace: it does not begin with {\"spptrace\":1,…}"
                                                  : "this is no JSON object; the file may have been cut off here");
        if (json.contains("spptrace"))
            return begin(json);
        if (m_sessions.empty())
            return fail(Fault::Configuration, "this is no trace: it does not begin with {\"spptrace\":1,…}");
        return addRecord(json);
    }

    Result<void> begin(const Json& json)
    {
        int version = 0;
        if (!fromJson(json["spptrace"], version) || version != traceVersion)
            return fail(Fault::Configuration,
                        "this trace has a form that is not known here; a newer spp has written "
                        "it, and may read it");
        TraceHead head;
        for (const auto& [name, member] : headFields)
            if (const auto value = json.find(name); value != json.end() && !fromJson(*value, head.*member))
                return fail(Fault::Configuration, std::string("“") + name + "” is no text");
        m_sessions.push_back({std::move(head), {}});
        m_state.reset();
        return {};
    }

    Result<void> addRecord(const Json& json)
    {
        Record record;
        if (!readMoment(json, record.at))
            return fail(Fault::Configuration, "“at”, “wall” or “zone” is no time");
        if (auto state = readState(json); !state)
            return state;
        auto body = readBody(json, stateOf(m_state).environment);
        if (!body)
            return tl::unexpected<Error>(body.error());
        record.body = std::move(*body);
        if (auto* report = std::get_if<session::Report>(&record.body)) {
            report->at = record.at;
            if (const auto reported = json.find("reported");
                reported != json.end() && (!reported->is_object() || !readMoment(*reported, report->at)))
                return fail(Fault::Configuration, "“reported” is no time");
            if (const auto state = json.find("state"); state == json.end() || !state->is_null())
                report->state = m_state;
        }
        m_sessions.back().records.push_back(std::move(record));
        return {};
    }

    Result<void> readState(const Json& json)
    {
        const auto difference = json.find("state");
        if (difference == json.end() || difference->is_null())
            return {};
        session::SessionState state = stateOf(m_state);
        if (!applyStateDifference(*difference, state))
            return fail(Fault::Configuration, "what stands behind “state” can't be understood");
        const std::size_t cost = costOf(state, stateOf(m_state));
        if (cost > m_left)
            return fail(Fault::Configuration, "the states up to here take more than 1 GiB; that is no trace to read");
        m_left -= cost;
        m_state = std::make_shared<const session::SessionState>(std::move(state));
        return {};
    }

    std::vector<RecordedSession> m_sessions;
    std::shared_ptr<const session::SessionState> m_state;
    std::size_t m_left = maxTraceStates;
};

} // namespace

std::string TraceWriter::begin(const TraceHead& head)
{
    m_state.reset();
    Json json{{"spptrace", traceVersion}};
    for (const auto& [name, member] : headFields)
        if (!(head.*member).empty())
            json[name] = toJson(head.*member);
    return lineOf(json);
}

std::string TraceWriter::add(const Record& record)
{
    Json line = Json::object();
    writeMoment(line, record.at);
    const auto* report = std::get_if<session::Report>(&record.body);
    Json difference;
    bool hasState = false;
    if (report) {
        if (!isSame(report->at, record.at))
            writeMoment(line["reported"] = Json::object(), report->at);
        // The first state is told even if it is an empty one.
        if (!report->state)
            line["state"] = nullptr;
        else if (report->state != m_state) {
            difference = stateDifference(stateOf(m_state), *report->state);
            hasState = !difference.is_null() || !m_state;
            m_state = report->state;
        }
    }
    writeBody(line, record.body, stateOf(m_state).environment);
    if (hasState)
        line["state"] = difference.is_null() ? Json::object() : std::move(difference);
    return lineOf(line);
}

Result<std::vector<RecordedSession>> parseTrace(std::string_view bytes)
{
    return TraceParser().parse(bytes);
}

} // namespace spp::trace
