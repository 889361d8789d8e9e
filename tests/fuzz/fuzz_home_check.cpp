// SPDX-License-Identifier: MIT
/// Whatever stands in smtpplugins, in a plugin and in what an interpreter says of it: findings name places that exist, a fix is made of
/// bytes that are there, and once made it is not offered again for the same place.
#include "core/base/text.h"
#include "core/check/syntax.h"
#include "tests/core/check/table_home.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/parts.h"

#include <cstdint>

using namespace spp;
using check::Finding;
using check::Language;

namespace
{

void checkPlace(const Finding& finding, const std::string& bytes)
{
    const auto lines = text::lines(bytes);
    test::check(finding.line <= std::max<std::size_t>(lines.size(), 1));
    test::check(!finding.sentence.empty() && finding.severity() == rowOf(finding.rule).severity);
    if (finding.line == 0 || finding.column == 0 || lines.empty())
        return;
    test::check(finding.column + finding.length <= lines[finding.line - 1].size() + 2);
}

void checkFix(test::TableHome home, const Finding& finding)
{
    std::size_t before = 0;
    const std::string bytes = home.bytes(finding.fix.file).value_or("");
    for (const auto& edit : finding.fix.edits) {
        test::check(before <= edit.begin && edit.begin <= edit.end && edit.end <= bytes.size());
        before = edit.end;
    }
    const std::string mended = check::mended(bytes, finding.fix);
    test::check(finding.fix.makesExecutable || mended != bytes);
    home.with(finding.fix.file, {mended});
    for (const auto& later : home.findings())
        test::check(!(later.hasFix() && later == finding) ||
                    finding.rule == check::Rule::DuplicatePlugin); // a third one moves up
}

} // namespace

/// S: smtpplugins, P: the plugin, R: what an interpreter says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts parts(data, size);
    test::TableHome home;
    home.smtpPlugins(std::string(parts.first('S'))).policy(std::string(parts.first('P')));
    std::size_t fixes = 0;
    for (const auto& finding : home.findings()) {
        checkPlace(finding, home.bytes(finding.file).value_or(""));
        if (finding.hasFix() && ++fixes <= 5)
            checkFix(home, finding);
    }
    const std::string plugin(parts.first('P'));
    for (const auto language : {Language::Shell, Language::Perl, Language::Python})
        for (const auto& finding : check::parseSyntaxReport(language, parts.first('R'), true, "plugins/policy", plugin))
            checkPlace({finding.rule, finding.file, finding.line, 0, 0, finding.sentence, {}}, plugin);
    for (const auto& finding : check::parseShellcheck(parts.first('R'), "plugins/policy", plugin))
        test::check(finding.line <= std::max<std::size_t>(text::lines(plugin).size(), 1));
    return 0;
}
