// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/client_profile.h"

#include <QObject>
#include <QSettings>

#include <utility>

namespace spp::workbench
{

namespace
{

const QString profilesKey = QStringLiteral("clients");
const QString chosenKey = QStringLiteral("chosenClient");

using Logins = debug::Pretence::Logins;

void write(QSettings& settings, const ClientProfile& profile)
{
    settings.setValue(QStringLiteral("name"), profile.name);
    settings.setValue(QStringLiteral("address"), profile.address);
    settings.setValue(QStringLiteral("port"), profile.port);
    settings.setValue(QStringLiteral("hostName"), profile.hostName);
    settings.setValue(QStringLiteral("mayRelay"), profile.mayRelay);
    settings.setValue(QStringLiteral("tls"), profile.pretence.tls);
    settings.setValue(QStringLiteral("logins"), static_cast<int>(profile.pretence.logins));
    settings.setValue(QStringLiteral("variables"), profile.variables);
    settings.setValue(QStringLiteral("messageSource"), static_cast<int>(profile.message.source));
    settings.setValue(QStringLiteral("messageFile"), profile.message.file);
    settings.setValue(QStringLiteral("messageText"), profile.message.text);
}

ClientProfile read(const QSettings& settings)
{
    ClientProfile profile;
    profile.name = settings.value(QStringLiteral("name")).toString();
    profile.address = settings.value(QStringLiteral("address")).toString();
    profile.port = settings.value(QStringLiteral("port")).toString();
    profile.hostName = settings.value(QStringLiteral("hostName")).toString();
    profile.mayRelay = settings.value(QStringLiteral("mayRelay")).toBool();
    profile.pretence.tls = settings.value(QStringLiteral("tls")).toBool();
    const int logins = settings.value(QStringLiteral("logins")).toInt();
    for (const Logins known : {Logins::AcceptAll, Logins::RefuseAll})
        if (logins == static_cast<int>(known))
            profile.pretence.logins = known;
    profile.variables = settings.value(QStringLiteral("variables")).toStringList();
    const int source = settings.value(QStringLiteral("messageSource")).toInt();
    for (const auto known : {ClientMessage::Source::File, ClientMessage::Source::Composed})
        if (source == static_cast<int>(known))
            profile.message.source = known;
    profile.message.file = settings.value(QStringLiteral("messageFile")).toString();
    profile.message.text = settings.value(QStringLiteral("messageText")).toString();
    return profile;
}

} // namespace

Result<void> ClientProfile::applyTo(scenario::Dialog& dialog) const
{
    std::vector<std::string> environment;
    const auto set = [&](const char* variable, const QString& value) {
        if (!value.isEmpty())
            environment.push_back(variable + ("=" + value.toStdString()));
    };
    set("TCPREMOTEIP", address);
    set("TCPREMOTEPORT", port);
    set("TCPREMOTEHOST", hostName);
    if (mayRelay)
        environment.emplace_back("RELAYCLIENT=");
    for (const QString& variable : variables)
        environment.push_back(variable.toStdString());
    dialog.environment.insert(dialog.environment.begin(), std::make_move_iterator(environment.begin()),
                              std::make_move_iterator(environment.end()));
    return message.applyTo(dialog);
}

QList<ClientProfile> readClientProfiles()
{
    ClientProfile ordinary;
    ordinary.name = QObject::tr("A stranger");
    QList<ClientProfile> profiles{ordinary};
    QSettings settings;
    const int count = settings.beginReadArray(profilesKey);
    for (int index = 0; index < count; ++index) {
        settings.setArrayIndex(index);
        profiles.append(read(settings));
    }
    settings.endArray();
    return profiles;
}

void writeClientProfiles(const QList<ClientProfile>& profiles)
{
    QSettings settings;
    settings.remove(profilesKey);
    settings.beginWriteArray(profilesKey, static_cast<int>(profiles.size()) - 1);
    for (int index = 1; index < profiles.size(); ++index) {
        settings.setArrayIndex(index - 1);
        write(settings, profiles[index]);
    }
    settings.endArray();
}

QString readChosenClient()
{
    return QSettings().value(chosenKey).toString();
}

void writeChosenClient(const QString& name)
{
    QSettings().setValue(chosenKey, name);
}

} // namespace spp::workbench
