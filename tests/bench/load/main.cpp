// SPDX-License-Identifier: MIT
#include "tests/bench/load/parts.h"

#include <QCoreApplication>

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

namespace
{

/// Both ends of each session are descriptors of some process of ours.
void allowManyFiles()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Servers that are measured have a small environment, as systemd starts them; each of their sessions has it, too.
void leaveEnvironmentBehind()
{
    const QByteArray path = qgetenv("PATH");
    ::clearenv();
    qputenv("PATH", path);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments().mid(1);
    const QStringList parts{"transactions", "idle", "plugins"};
    spp::bench::Effort effort;
    QStringList wanted;
    for (const QString& word : words) {
        if (word == "quick")
            effort = {20, 0.1, 1, 100, 20};
        else if (parts.contains(word))
            wanted += word;
        else
            return std::fprintf(stderr, "usage: spp_bench_load [quick] [transactions] [idle] [plugins]\n"), 2;
    }
    if (wanted.isEmpty())
        wanted = parts;
    allowManyFiles();
    leaveEnvironmentBehind();
    bool measured = true;
    if (wanted.contains("transactions"))
        measured &= spp::bench::compareTransactions(effort);
    if (wanted.contains("idle"))
        measured &= spp::bench::weighIdleSessions(effort);
    if (wanted.contains("plugins"))
        measured &= spp::bench::askBesideSlowPlugins(effort);
    return measured ? 0 : 1;
}
