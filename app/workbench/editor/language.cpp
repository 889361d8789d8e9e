// SPDX-License-Identifier: MIT
#include "app/workbench/editor/language.h"

#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

namespace spp::workbench
{

namespace
{

/// KSyntaxHighlighting's name for the language of an interpreter.
QString languageOf(const QString& interpreter)
{
    static const QHash<QString, QString> languages{
        {QStringLiteral("sh"), QStringLiteral("Bash")},         {QStringLiteral("bash"), QStringLiteral("Bash")},
        {QStringLiteral("dash"), QStringLiteral("Bash")},       {QStringLiteral("ash"), QStringLiteral("Bash")},
        {QStringLiteral("ksh"), QStringLiteral("Bash")},        {QStringLiteral("zsh"), QStringLiteral("Zsh")},
        {QStringLiteral("python"), QStringLiteral("Python")},   {QStringLiteral("pypy"), QStringLiteral("Python")},
        {QStringLiteral("perl"), QStringLiteral("Perl")},       {QStringLiteral("ruby"), QStringLiteral("Ruby")},
        {QStringLiteral("node"), QStringLiteral("JavaScript")}, {QStringLiteral("php"), QStringLiteral("PHP/PHP")},
        {QStringLiteral("lua"), QStringLiteral("Lua")},         {QStringLiteral("tclsh"), QStringLiteral("Tcl/Tk")},
        {QStringLiteral("awk"), QStringLiteral("AWK")},         {QStringLiteral("gawk"), QStringLiteral("AWK")},
        {QStringLiteral("mawk"), QStringLiteral("AWK")},
    };
    return languages.value(interpreter);
}

} // namespace

std::unique_ptr<KSyntaxHighlighting::Repository> makeSyntaxRepository()
{
    auto repository = std::make_unique<KSyntaxHighlighting::Repository>();
    repository->addCustomSearchPath(QStringLiteral(":/spp")); // looks in syntax/ and themes/ below it
    return repository;
}

KSyntaxHighlighting::Definition findLanguage(const KSyntaxHighlighting::Repository& repository, const QString& fileName,
                                             const QString& firstLine)
{
    const auto byName = repository.definitionForFileName(QFileInfo(fileName).fileName());
    return byName.isValid() ? byName : repository.definitionForName(languageOf(parseInterpreter(firstLine)));
}

QString parseInterpreter(const QString& firstLine)
{
    // Behind env may stand its options and NAME=VALUE words.
    static const QRegularExpression pattern(QStringLiteral(
        R"(^#![ \t]*(?:[^\s]*/)?(?:env[ \t]+(?:(?:-\S+|\w+=\S*)[ \t]+)*)?(?:[^\s]*/)?([A-Za-z_]+)[0-9.]*(?=\s|$))"));
    return pattern.match(firstLine).captured(1);
}

} // namespace spp::workbench
