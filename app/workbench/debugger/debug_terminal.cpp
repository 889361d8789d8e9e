// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/debug_terminal.h"

#include "core/base/text.h"
#include "core/plugin/interpreter.h"
#include "core/trace/debugger_command.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <array>

namespace spp::workbench
{

namespace
{

struct KnownTerminal
{
    const char* name;
    const char* option; ///< in front of the program; empty: none
};

/// In this order.
constexpr std::array knownTerminals{
    KnownTerminal{"x-terminal-emulator", "-e"}, KnownTerminal{"konsole", "-e"}, KnownTerminal{"gnome-terminal", "--"},
    KnownTerminal{"xfce4-terminal", "-x"},      KnownTerminal{"kitty", ""},     KnownTerminal{"foot", ""},
    KnownTerminal{"alacritty", "-e"},           KnownTerminal{"xterm", "-e"},
};

/// Of a terminal that is not known: what most have taken over from xterm.
QString optionOf(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    for (const KnownTerminal& known : knownTerminals)
        if (name == QLatin1String(known.name))
            return QString::fromLatin1(known.option);
    return QStringLiteral("-e");
}

TerminalProgram programAt(const QString& path, QStringList arguments)
{
    if (const QString option = optionOf(path); !option.isEmpty())
        arguments.append(option);
    return {path, arguments};
}

QByteArray firstBytes(const plugin::Call& call)
{
    QFile file(
        QDir(QString::fromStdString(call.directory)).filePath(QString::fromStdString(trace::debuggedProgram(call))));
    return QFileInfo(file).isFile() && file.open(QIODevice::ReadOnly) ? file.read(plugin::firstBytesSize)
                                                                      : QByteArray();
}

std::string pathOfTool(const char* name)
{
    return QStandardPaths::findExecutable(QString::fromLatin1(name)).toStdString();
}

/// It is nobody's but this user's. @return its path
Result<QString> writeScript(const std::string& text)
{
    QTemporaryFile file(QDir(QDir::tempPath()).filePath(QStringLiteral("spp-debug-XXXXXX")));
    const QByteArray bytes = QByteArray::fromStdString(text);
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush())
        return fail(Fault::Configuration, "no file can be written below " + QDir::tempPath().toStdString() + ": " +
                                              file.errorString().toStdString());
    file.setAutoRemove(false);
    return file.fileName();
}

} // namespace

Result<TerminalProgram> findTerminal(const QString& wanted, const QStringList& folders)
{
    if (QStringList words = QProcess::splitCommand(wanted); !words.isEmpty()) {
        const QString name = words.takeFirst();
        const QString path = QStandardPaths::findExecutable(name, folders);
        if (path.isEmpty())
            return fail(Fault::Configuration, "the variable TERMINAL names " + name.toStdString() +
                                                  ", which is not installed; install it, or name another one there");
        return programAt(path, words);
    }
    QStringList names;
    for (const KnownTerminal& known : knownTerminals) {
        names.append(QString::fromLatin1(known.name));
        if (const QString path = QStandardPaths::findExecutable(names.last(), folders); !path.isEmpty())
            return programAt(path, {});
    }
    return fail(Fault::Configuration, "no terminal is installed that is known here (" +
                                          names.join(QStringLiteral(", ")).toStdString() +
                                          "); install xterm, or name yours in the variable TERMINAL");
}

Result<void> debugInTerminal(const plugin::Call& call)
{
    const QByteArray bytes = firstBytes(call);
    const auto debugger = trace::debuggerCall(call, {bytes.data(), static_cast<std::size_t>(bytes.size())},
                                              {pathOfTool("gdb"), pathOfTool("bashdb")});
    if (!debugger)
        return tl::unexpected<Error>(debugger.error());
    const auto terminal = findTerminal(qEnvironmentVariable("TERMINAL"));
    if (!terminal)
        return tl::unexpected<Error>(terminal.error());
    const auto script = writeScript(trace::formatTerminalScript(*debugger, call.line + ", " + call.place));
    if (!script)
        return tl::unexpected<Error>(script.error());
    if (QProcess::startDetached(terminal->path, terminal->arguments + QStringList{QStringLiteral("/bin/sh"), *script}))
        return {};
    QFile::remove(*script);
    return fail(Fault::Configuration, terminal->path.toStdString() + ": the terminal can't be started");
}

} // namespace spp::workbench
