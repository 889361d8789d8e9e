// SPDX-License-Identifier: MIT
/// Whatever comes as a transcript is a scenario; a command line of swaks is one, or the error says why not; and what is one can go back to
/// swaks.
#include "core/base/shell_words.h"
#include "core/scenario/exchange/conversation_import.h"
#include "core/scenario/exchange/swaks_export.h"
#include "core/scenario/exchange/swaks_import.h"
#include "core/scenario/scenario.h"
#include "tests/fuzz/check.h"

#include <cstdint>

using namespace spp;
using test::check;

namespace
{

void checkImported(const scenario::Imported& imported)
{
    const auto scenario = scenario::parseScenario(imported.text);
    check(scenario && scenario->cases.size() == 1 && scenario->cases.front().sessions.size() == 1);
    const auto commands = exportSwaks(scenario->cases.front().sessions.front(), "mx.example.org:25");
    check(!commands.lines.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    checkImported(scenario::importConversation(input));
    (void)text::unquoteShellWord(input);
    const auto words = text::splitShellWords(input);
    if (!words) {
        check(!words.error().message.empty());
        return 0;
    }
    const auto imported = scenario::importSwaks(*words);
    if (imported)
        checkImported(*imported);
    else
        check(!imported.error().message.empty());
    return 0;
}
