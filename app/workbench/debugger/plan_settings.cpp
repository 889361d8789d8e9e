// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/plan_settings.h"

#include "app/workbench/debugger/fault_words.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

const QString nameKey = QStringLiteral("name");
const QString pluginKey = QStringLiteral("plugin");
const QString runKey = QStringLiteral("run");
const QString enabledKey = QStringLiteral("enabled");
const QString environmentKey = QStringLiteral("environment");
const QString outputKey = QStringLiteral("output");
const QString logKey = QStringLiteral("log");
const QString exitKey = QStringLiteral("exit");
const QString signalKey = QStringLiteral("signal");
const QString faultKey = QStringLiteral("fault");
const QString delayKey = QStringLiteral("delay");
const QString breakpointsKey = QStringLiteral("breakpoints");
const QString overridesKey = QStringLiteral("overrides");

/// Paths have characters that a settings' key can't have.
QString groupOf(const QString& home, const QString& dialog)
{
    const QByteArray path = (home + u'\n' + dialog).toUtf8();
    return QStringLiteral("plans/") +
           QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(32));
}

QByteArray bytesOf(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

std::string textOf(const QSettings& settings, const QString& key)
{
    return settings.value(key).toByteArray().toStdString();
}

void writeOverride(QSettings& settings, const debug::Override& override)
{
    settings.setValue(nameKey, QString::fromStdString(override.name));
    settings.setValue(pluginKey, bytesOf(override.plugin));
    settings.setValue(runKey, override.run);
    settings.setValue(enabledKey, override.enabled);
    settings.setValue(delayKey, static_cast<qlonglong>(override.what.delay.count()));
    if (override.what.fault)
        settings.setValue(faultKey, static_cast<int>(*override.what.fault));
    if (override.what.environment) {
        QVariantList entries;
        for (const std::string& entry : override.what.environment->entries())
            entries.append(bytesOf(entry));
        settings.setValue(environmentKey, entries);
    }
    if (const auto& answer = override.what.answer) {
        settings.setValue(outputKey, bytesOf(answer->output));
        settings.setValue(logKey, bytesOf(answer->log));
        settings.setValue(answer->exit.crashed() ? signalKey : exitKey, answer->exit.number);
    }
}

debug::Override readOverride(const QSettings& settings)
{
    debug::Override override;
    override.name = settings.value(nameKey).toString().toStdString();
    override.plugin = textOf(settings, pluginKey);
    override.run = settings.value(runKey).toUInt();
    override.enabled = settings.value(enabledKey, true).toBool();
    override.what.delay = std::chrono::milliseconds(std::max(0LL, settings.value(delayKey).toLongLong()));
    const auto fault = std::ranges::find_if(
        allFaults, [&](debug::Fault each) { return settings.value(faultKey, -1).toInt() == static_cast<int>(each); });
    if (fault != allFaults.end())
        override.what.fault = *fault;
    if (settings.contains(environmentKey)) {
        std::vector<std::string> entries;
        for (const QVariant& entry : settings.value(environmentKey).toList())
            entries.push_back(entry.toByteArray().toStdString());
        override.what.environment = plugin::Environment(std::move(entries));
    }
    if (settings.contains(outputKey)) {
        const bool crashed = settings.contains(signalKey);
        override.what.answer = plugin::Answer{textOf(settings, outputKey),
                                              textOf(settings, logKey),
                                              {crashed ? plugin::Exit::Kind::Signal : plugin::Exit::Kind::Code,
                                               settings.value(crashed ? signalKey : exitKey).toInt(),
                                               {}}};
    }
    return override;
}

} // namespace

debug::Plan readPlan(const QString& home, const QString& dialog)
{
    debug::Plan plan;
    QSettings settings;
    settings.beginGroup(groupOf(home, dialog));
    for (const QString& text : settings.value(breakpointsKey).toStringList())
        if (auto breakpoint = debug::parseBreakpoint(text.toStdString()))
            plan.breakpoints.push_back(std::move(*breakpoint));
    const int count = settings.beginReadArray(overridesKey);
    for (int index = 0; index < count; ++index) {
        settings.setArrayIndex(index);
        plan.overrides.push_back(readOverride(settings));
    }
    settings.endArray();
    return plan;
}

void writePlan(const QString& home, const QString& dialog, const debug::Plan& plan)
{
    QSettings settings;
    settings.beginGroup(groupOf(home, dialog));
    settings.remove(QString());
    if (plan.breakpoints.empty() && plan.overrides.empty())
        return;
    QStringList breakpoints;
    for (const debug::Breakpoint& breakpoint : plan.breakpoints)
        breakpoints.append(QString::fromStdString(debug::formatBreakpoint(breakpoint)));
    settings.setValue(breakpointsKey, breakpoints);
    settings.beginWriteArray(overridesKey, static_cast<int>(plan.overrides.size()));
    for (std::size_t index = 0; index < plan.overrides.size(); ++index) {
        settings.setArrayIndex(static_cast<int>(index));
        writeOverride(settings, plan.overrides[index]);
    }
    settings.endArray();
}

} // namespace spp::workbench
