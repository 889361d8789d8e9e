// SPDX-License-Identifier: MIT
/// The commands that a plugin's source prints as literals, for one whose head does not say what it prints. It finds what stands right
/// behind a word that prints: echo 'E550 no', printf "S%s=1\n", print(f"H…"), puts("R421 …"), println!("O"), fmt.Println("N"). What is
/// put together elsewhere, or printed by a function of the plugin's own, it does not find, and what is meant for standard error or a
/// file it leaves out. So its answer is a part of the truth, and is to be called so. Pure; accepts any bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spp::coverage
{

/// "E550", "E" if the code is a variable, "H", "S" …: each once, in the order of the source.
std::vector<std::string> printedLiterals(std::string_view source);

} // namespace spp::coverage
