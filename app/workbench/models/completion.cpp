// SPDX-License-Identifier: MIT
#include "app/workbench/models/completion.h"

#include "app/workbench/models/dialog_words.h"
#include "app/workbench/models/tips.h"
#include "app/workbench/models/words.h"
#include "core/check/section_guide.h"
#include "core/plugin/variables.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace spp::workbench
{

namespace
{

QString fromBytes(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

/// Of all that may stand there, what begins as it is written; @param begin column where that begins
Completion fitting(const Spot& spot, qsizetype begin, const QList<Proposal>& all, bool isEager)
{
    Completion completion{static_cast<int>(begin), spot.column, {}, isEager};
    const QString typed = spot.line.mid(begin, spot.column - begin);
    for (const auto& each : all)
        if (each.text.startsWith(typed, Qt::CaseInsensitive))
            completion.proposals.append(each);
    if (completion.proposals.size() == 1 && completion.proposals.first().text.trimmed() == typed.trimmed())
        completion.proposals.clear();
    return completion;
}

Completion completeSection(const Spot& spot, const HomeFacts& facts)
{
    QList<Proposal> names;
    for (const auto section : check::sectionsOf(*facts.dialect))
        names.append(
            {QStringLiteral("[%1]").arg(fromBytes(formatSection(section))), fromBytes(check::sectionBrief(section))});
    static const QRegularExpression restOfName(QStringLiteral("^[a-z]*\\]?"));
    Completion completion = fitting(spot, 0, names, true);
    completion.end += static_cast<int>(restOfName.match(spot.line.mid(spot.column)).capturedLength());
    return completion;
}

/// The programs below what is written of a path: folders of the next depth, and files. Those that can run come first.
QList<Proposal> pathsBelow(const QString& folder, const HomeFacts& facts)
{
    QMap<QString, int> folders;
    QList<Proposal> programs;
    QList<Proposal> others;
    for (const auto& program : facts.programs) {
        const QString path = fromBytes(program.path);
        if (!path.startsWith(folder))
            continue;
        if (const auto slash = path.indexOf(u'/', folder.size()); slash > folder.size()) {
            ++folders[path.left(slash + 1)];
            continue;
        }
        const QString trouble = programTrouble(program.path, facts);
        (trouble.isEmpty() ? programs : others)
            .append({path, trouble.isEmpty() ? fromBytes(program.summary) : trouble});
    }
    QList<Proposal> all;
    for (auto each = folders.cbegin(); each != folders.cend(); ++each)
        all.append({each.key(), formatCount(static_cast<std::size_t>(each.value()), QStringLiteral("file"))});
    return all + programs + others;
}

Completion completePath(const Spot& spot, qsizetype begin, bool isEager, const HomeFacts& facts)
{
    const QString typed = spot.line.mid(begin, spot.column - begin);
    return fitting(spot, begin, pathsBelow(typed.left(typed.lastIndexOf(u'/') + 1), facts),
                   isEager && !typed.isEmpty());
}

/// "NAME", or "NAME=" where it is given a value.
QList<Proposal> variableNames(const QString& behind)
{
    QList<Proposal> names;
    for (const auto& variable : plugin::variables())
        if (!variable.name.ends_with('*'))
            names.append({fromBytes(variable.name) + behind, fromBytes(variable.about)});
    return names;
}

/// How a name of the environment is written in the languages that plugins are written in: in Python, Perl, C, Go, Rust, Ruby, PHP,
/// JavaScript and Lua.
const QRegularExpression& environmentOpener()
{
    static const QRegularExpression pattern(QStringLiteral(
        R"((?:environb?\[b?["']|environb?\.(?:get|setdefault|pop)\(b?["']|[gG]etenv\(["']|LookupEnv\(["'])"
        R"(|env::var(?:_os)?\(["']|ENV\{["']?|ENV(?:\.fetch\(|\[)["']|process\.env\.)([A-Za-z0-9_]*)$)"));
    return pattern;
}

Completion completeVariable(const Spot& spot, check::Language language)
{
    static const QRegularExpression shellOpener(QStringLiteral(R"((?<!\\)\$\{?[#!]?([A-Za-z0-9_]*)$)"));
    const QString before = spot.line.left(spot.column);
    if (const auto match = environmentOpener().match(before); match.hasMatch())
        return fitting(spot, match.capturedStart(1), variableNames({}), true);
    if (language == check::Language::Shell)
        if (const auto match = shellOpener.match(before); match.hasMatch())
            return fitting(spot, match.capturedStart(1), variableNames({}), match.capturedLength(1) > 0);
    return {};
}

Completion completeSmtpPlugins(const Spot& spot, const HomeFacts& facts)
{
    static const QRegularExpression heading(QStringLiteral("^\\[[A-Za-z]*$"));
    static const QRegularExpression path(QStringLiteral("^[^\\s#:\\[][^\\s]*$|^$"));
    static const QRegularExpression shellWord(QStringLiteral(R"(^:(?:.*\s)?([^\s"'$`;|&<>()=]*)$)"));
    const QString before = spot.line.left(spot.column);
    if (heading.match(before).hasMatch())
        return completeSection(spot, facts);
    if (path.match(before).hasMatch())
        return completePath(spot, 0, true, facts);
    if (const auto word = shellWord.match(before); word.hasMatch())
        return completePath(spot, word.capturedStart(1), word.capturedStart(1) == 1 || word.captured(1).contains(u'/'),
                            facts);
    return before.startsWith(u':') ? completeVariable(spot, check::Language::Shell) : Completion();
}

Completion completeDialog(const Spot& spot)
{
    static const QRegularExpression firstWord(QStringLiteral("^[A-Za-z]*:?$"));
    static const QRegularExpression client(QStringLiteral("^C: ?(\\S.*)?$"));
    static const QRegularExpression expectation(QStringLiteral("^S: ?([0-9]*)$"));
    static const QRegularExpression dialect(QStringLiteral("^dialect\\s+(\\S*)$"));
    static const QRegularExpression variable(QStringLiteral("^env\\s+([A-Za-z0-9_]*)$"));
    const QString before = spot.line.left(spot.column);
    const auto beginOf = [&](const QRegularExpression& pattern) {
        const auto match = pattern.match(before);
        return !match.hasMatch() ? -1 : match.capturedStart(1) >= 0 ? match.capturedStart(1) : before.size();
    };
    if (firstWord.match(before).hasMatch())
        return fitting(spot, 0, dialogKeywords(), !before.isEmpty());
    if (const auto begin = beginOf(client); begin >= 0)
        return spot.isInMessage ? Completion() : fitting(spot, begin, smtpCommands(), begin < before.size());
    if (const auto begin = beginOf(expectation); begin >= 0)
        return fitting(spot, begin, replyCodes(), begin < before.size());
    if (const auto begin = beginOf(dialect); begin >= 0)
        return fitting(spot, begin, dialectNames(), true);
    if (const auto begin = beginOf(variable); begin >= 0)
        return fitting(spot, begin, variableNames(QStringLiteral("=")), true);
    return {};
}

} // namespace

Completion complete(const Spot& spot, TextKind kind, const HomeFacts& facts)
{
    switch (kind.is) {
    case TextKind::Is::SmtpPlugins: return completeSmtpPlugins(spot, facts);
    case TextKind::Is::Dialog: return completeDialog(spot);
    case TextKind::Is::Program: return completeVariable(spot, kind.language);
    }
    return {};
}

bool isInMessage(const QStringList& above)
{
    for (const auto& line : above) {
        if (line == u"C: ." || line == u"C:.")
            return false;
        if (line.startsWith(u"C:") && line.mid(2).trimmed().compare(u"DATA", Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace spp::workbench
