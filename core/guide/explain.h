// SPDX-License-Identifier: MIT
/// A word explained for a person: a letter that plugins print, a variable, a section, a reply's code, a command of SMTP, a control file,
/// a dialect, a rule of `spp check`. What is said stands where it is used (section_guide.h, variables.h, hazard.h, rule.h …); here it is
/// found and put together. Pure.
#pragma once

#include "core/session/dialect.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::guide
{

struct ExplanationRow
{
    std::string word;
    std::string meaning;

    bool operator==(const ExplanationRow&) const = default;
};

/// Text, or a table below a line of text; either may be empty.
struct ExplanationPart
{
    std::string text;
    std::vector<ExplanationRow> rows = {};
};

struct Explanation
{
    std::string word;  ///< as it is written: "[rcpt]"
    std::string brief; ///< what it is, in some words
    std::vector<ExplanationPart> parts;
};

/// All that it may mean, in any case of letters; empty: it means nothing here. @param dialect of the server that it is explained for
std::vector<Explanation> explain(std::string_view word, const session::Dialect& dialect);

/// The words that look most like this one.
std::vector<std::string> similarWords(std::string_view word);

/// A kind of words, and all of them.
struct Topic
{
    std::string name;
    std::vector<std::string> words;
};

std::vector<Topic> topics();

} // namespace spp::guide
