// SPDX-License-Identifier: MIT
#include "core/runtime/run_build.h"

#include "core/library/build.h"
#include "core/runtime/files.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/short_run.h"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <filesystem>
#include <utility>

namespace spp::runtime
{

namespace
{

/// The first build with Go compiles its libraries, which takes a minute on a slow machine.
constexpr std::chrono::minutes longestBuild{2};

/// So often is looked whether the answer is still wanted.
constexpr std::chrono::milliseconds buildPatience{50};

/// A source is no larger.
constexpr std::size_t maxSource = 4UL * 1024 * 1024;

ProcessSpec shellIn(const std::string& folder, const std::string& command)
{
    ProcessSpec spec;
    spec.program = "/bin/sh";
    spec.arguments = {"sh", "-c", command};
    spec.environment = processEnvironment().entries();
    spec.environment.emplace_back("LC_ALL=C.UTF-8"); // the words that are looked for are English
    spec.directory = folder;
    return spec;
}

ShortRun runWhileWanted(ProcessSpec spec, const std::function<bool()>& isWanted)
{
    ShortRun run;
    run.exit = {plugin::Exit::Kind::CutOff, 0, "it is no longer wanted"};
    asio::io_context loop(1); // gone, it kills what still runs
    asio::co_spawn(loop, runShortly(std::move(spec), longestBuild),
                   [&run](const std::exception_ptr& thrown, ShortRun done) {
                       if (thrown)
                           std::rethrow_exception(thrown);
                       run = std::move(done);
                   });
    do
        loop.run_for(buildPatience);
    while (!loop.stopped() && (!isWanted || isWanted()));
    return run;
}

} // namespace

BuildRun runBuild(const std::string& home, const std::string& source, const std::function<bool()>& isWanted)
{
    BuildRun build;
    const std::string path = home + "/" + source;
    const auto bytes = readFile(path, maxSource);
    const auto command = bytes ? library::buildCommand(*bytes) : std::nullopt;
    if (!command)
        return build;
    build.isSource = true;
    build.command = *command;
    const ShortRun run =
        runWhileWanted(shellIn(std::filesystem::path(path).parent_path().string(), *command), isWanted);
    build.succeeded = run.exit.kind == plugin::Exit::Kind::Code && run.exit.number == 0;
    build.report = run.log + run.output;
    build.findings = library::parseBuildReport(build.report, source, *bytes, !build.succeeded);
    if (run.exit.kind != plugin::Exit::Kind::Code)
        build.findings.insert(
            build.findings.begin(),
            {check::Rule::BuildError, source, 0, 0, 0, "the build did not end by itself: " + describe(run.exit), {}});
    return build;
}

} // namespace spp::runtime
