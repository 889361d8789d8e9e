// SPDX-License-Identifier: MIT
#include "app/cli/run/trace_recording.h"

#include "app/cli/run/status.h"
#include "app/cli/version.h"
#include "core/base/text.h"
#include "core/trace/trace_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

namespace spp::cli
{

namespace
{

/// With the home in place of the copy of it, which is gone when somebody reads it.
trace::Record atHome(trace::Record record, const std::string& copy, const std::string& home)
{
    const auto move = [&](std::string& folder) {
        if (folder == copy)
            folder = home;
    };
    if (auto* report = std::get_if<session::Report>(&record.body)) {
        if (auto* started = std::get_if<session::SessionStarted>(&report->body))
            move(started->home);
        else if (auto* plugin = std::get_if<session::PluginStarted>(&report->body))
            move(plugin->call.directory);
        else if (auto* check = std::get_if<session::RecipientCheckStarted>(&report->body))
            move(check->call.directory);
    }
    return record;
}

/// A file that a slip of the keyboard names would be lost.
bool isOtherFile(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return false;
    constexpr std::string_view begin = "{\"spptrace\"";
    std::string found(begin.size(), '\0');
    std::ifstream file(path, std::ios::binary);
    const auto size = file.read(found.data(), static_cast<std::streamsize>(found.size())).gcount();
    return size > 0 && found != begin;
}

} // namespace

scenario::RunObserver recording(scenario::RunObserver observer, const PlannedCase& planned, std::string stagedHome,
                                std::function<void(std::string_view lines)> sink)
{
    struct Writing
    {
        trace::TraceWriter writer;
        trace::TraceHead head;
        std::string copy;
        std::function<void(std::string_view)> sink;
    };
    auto writing = std::make_shared<Writing>();
    writing->head = {std::string(programVersion()), planned.file, planned.scenario.row, {}, planned.home, {}};
    writing->copy = std::move(stagedHome);
    writing->sink = std::move(sink);
    observer.begins = [writing, next = std::move(observer.begins)](const scenario::Dialog& dialog,
                                                                   const session::SessionConfig& config) {
        writing->head.session = dialog.session;
        writing->head.dialect = config.dialect->name;
        writing->sink(writing->writer.begin(writing->head));
        if (next)
            next(dialog, config);
    };
    observer.record = [writing, next = std::move(observer.record)](const trace::Record& record) {
        writing->sink(writing->writer.add(atHome(record, writing->copy, writing->head.home)));
        if (next)
            next(record);
    };
    return observer;
}

Result<TraceFile> TraceFile::create(const std::string& path)
{
    if (isOtherFile(path))
        return fail(Fault::Configuration,
                    text::printable(path) + ": is there already, and no trace; it was left as it is");
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    if (!file)
        return fail(Fault::Configuration,
                    text::printable(path) + ": the trace can't be written: " + std::strerror(errno));
    return TraceFile(path, std::move(file));
}

Result<void> TraceFile::close()
{
    m_file.close();
    if (!m_file)
        return fail(Fault::Configuration,
                    text::printable(m_path) + ": the trace could not be written to its end; is the disk full?");
    return {};
}

int withTraceFile(const std::string& path, const std::function<int(TraceFile* trace)>& run)
{
    if (path.empty())
        return run(nullptr);
    auto file = TraceFile::create(path);
    if (!file)
        return complain(file.error());
    const int status = run(&*file);
    const auto closed = file->close();
    return closed || status < 0 ? status : complain(closed.error());
}

} // namespace spp::cli
