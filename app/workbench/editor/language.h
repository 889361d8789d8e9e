// SPDX-License-Identifier: MIT
/// Which language a file is written in, for KSyntaxHighlighting. Not thread-safe: for the window's thread.
#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>

#include <QString>

#include <memory>

namespace spp::workbench
{

/// All definitions and themes of the library, and ours from resources/syntax and resources/themes. One for the program, handed to
/// those who need it; it must live longer than every editor.
std::unique_ptr<KSyntaxHighlighting::Repository> makeSyntaxRepository();

/// By the file's name, or else by its #! line, as plugins seldom have a suffix. Not valid for plain text.
KSyntaxHighlighting::Definition findLanguage(const KSyntaxHighlighting::Repository& repository, const QString& fileName,
                                             const QString& firstLine);

/// The program that a #! line asks for, without folder and version: "python" for "#!/usr/bin/env python3". Empty if there is none.
QString parseInterpreter(const QString& firstLine);

} // namespace spp::workbench
