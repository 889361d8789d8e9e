// SPDX-License-Identifier: MIT
#include "app/workbench/scenarios/recording.h"

#include "app/workbench/models/replace_file.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/transcript.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QInputDialog>

namespace spp::workbench
{

namespace
{

const QString scenarioSuffix = QStringLiteral(".spp");

Error badName(const QString& sentence)
{
    return Error{Fault::Configuration, sentence.toStdString()};
}

} // namespace

std::string scenarioOf(const Run& run, const trace::Timeline& timeline, const QString& path)
{
    scenario::Dialog setting = run.request.dialog;
    const debug::Plan plan = withStage(run.request.debug, setting.stage);
    setting.stage = {plan.pretence, plan.overrides};
    setting.home.clear();
    const auto found = scenario::findHome(QFile::encodeName(path).toStdString(), setting);
    if (!found || QFile::decodeName(QByteArray::fromStdString(*found)) != run.request.home)
        setting.home = QFile::encodeName(QFileInfo(path).dir().relativeFilePath(run.request.home)).toStdString();
    return scenario::formatTranscript(setting, timeline);
}

Result<QString> pathOfScenario(const QString& home, const QString& name)
{
    QString file = name.trimmed();
    if (file.endsWith(scenarioSuffix))
        file.chop(scenarioSuffix.size());
    if (file.isEmpty() || file.startsWith(u'.') || file.contains(u'/'))
        return tl::unexpected(badName(QObject::tr("A name without “/” and without a dot at its beginning is needed.")));
    const QString path = QStringLiteral("%1/dialogs/%2%3").arg(home, file, scenarioSuffix);
    if (QFileInfo::exists(path))
        return tl::unexpected(badName(QObject::tr("There is a scenario %1 already.").arg(file + scenarioSuffix)));
    return path;
}

std::optional<QString> askForScenario(QWidget* parent, const QString& home)
{
    const QString question = QObject::tr("Its name, below dialogs/ in the home:");
    QString words = question;
    QString name = QObject::tr("my-session");
    for (;;) {
        bool isWanted = false;
        name = QInputDialog::getText(parent, QObject::tr("Save Session as Scenario"), words, QLineEdit::Normal, name,
                                     &isWanted);
        if (!isWanted)
            return std::nullopt;
        auto path = pathOfScenario(home, name);
        if (path)
            return *path;
        words = QString::fromStdString(path.error().message) + u'\n' + question;
    }
}

Result<void> writeScenario(const QString& path, const std::string& text)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return tl::unexpected(badName(QObject::tr("%1: the folder can't be made").arg(QFileInfo(path).path())));
    if (QFileInfo::exists(path))
        return tl::unexpected(badName(QObject::tr("%1: is there already").arg(path)));
    if (const auto trouble = replaceFile(path, QByteArray::fromStdString(text)))
        return tl::unexpected(badName(QStringLiteral("%1: %2").arg(path, *trouble)));
    return {};
}

} // namespace spp::workbench
