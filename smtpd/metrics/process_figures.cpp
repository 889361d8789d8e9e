// SPDX-License-Identifier: MIT
#include "smtpd/metrics/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace spp::smtpd::metrics
{

namespace
{

using Kind = Family::Kind;

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void addMemory(std::vector<Family>& all)
{
    std::ifstream pages("/proc/self/statm");
    std::uint64_t whole = 0;
    std::uint64_t resident = 0;
    if (!(pages >> whole >> resident))
        return;
    Family& memory = all.emplace_back(Family{"process_resident_memory_bytes", "Memory in use.", Kind::Gauge});
    memory.add(static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
}

void addDescriptors(std::vector<Family>& all)
{
    std::error_code error;
    const std::filesystem::directory_iterator open("/proc/self/fd", error);
    if (!error)
        all.emplace_back(Family{"process_open_fds", "Descriptors that are open.", Kind::Gauge})
            .add(static_cast<double>(std::distance(begin(open), end(open))));
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        all.emplace_back(Family{"process_max_fds", "Descriptors that may be open.", Kind::Gauge})
            .add(static_cast<double>(limit.rlim_cur));
}

void addProcessorTime(std::vector<Family>& all)
{
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        all.emplace_back(Family{"process_cpu_seconds_total", "Processor time, without that of plugins.", Kind::Counter})
            .add(seconds(usage.ru_utime) + seconds(usage.ru_stime));
}

} // namespace

std::vector<Family> processFamilies()
{
    std::vector<Family> all;
    addMemory(all);
    addDescriptors(all);
    addProcessorTime(all);
    return all;
}

} // namespace spp::smtpd::metrics
