// SPDX-License-Identifier: MIT
#include "app/workbench/engine/workshop.h"

#include "core/runtime/new_plugin.h"
#include "core/runtime/plugin_library.h"
#include "core/runtime/resources.h"

#include <QFile>
#include <QMetaObject>

#include <string>
#include <utility>

namespace spp::workbench
{

namespace
{

std::string fileName(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

QString shownName(const std::string& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path));
}

} // namespace

Workshop::Workshop(QObject* parent) : QObject(parent)
{
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

Workshop::~Workshop()
{
    m_ends = true;
    m_thread.quit();
    m_thread.wait();
}

void Workshop::work(std::function<std::function<void()>()> work)
{
    QMetaObject::invokeMethod(&m_worker, [this, work = std::move(work)] {
        if (!m_ends)
            QMetaObject::invokeMethod(this, [done = work()] { done(); });
    });
}

std::function<void()> Workshop::failure(const std::string& sentence)
{
    return [this, said = QString::fromStdString(sentence)] { emit failed(said); };
}

void Workshop::makePlugin(const QString& home, const library::PluginPlan& plan)
{
    work([this, home, plan]() -> std::function<void()> {
        const auto resources = runtime::findResources();
        if (!resources)
            return failure(resources.error().message);
        auto made = runtime::makePlugin(*resources, fileName(home), plan, [this] { return !m_ends; });
        if (!made)
            return failure(made.error().message);
        MadePlugin plugin{home, shownName(made->program), shownName(made->source), {}, plan.section, std::nullopt};
        if (made->build.isSource)
            plugin.build = {home, plugin.source, made->build.succeeded, std::move(made->build.findings)};
        for (const auto& dialog : made->dialogs)
            plugin.dialogs << shownName(dialog);
        return [this, plugin] { emit pluginMade(plugin); };
    });
}

void Workshop::makeHome(const QString& folder, const QString& host, const QString& domain)
{
    work([this, folder, host, domain]() -> std::function<void()> {
        const auto resources = runtime::findResources();
        if (!resources)
            return failure(resources.error().message);
        const auto dialog = runtime::makeHome(*resources, {fileName(folder), host.toStdString(), domain.toStdString()});
        if (!dialog)
            return failure(dialog.error().message);
        return [this, folder, path = folder + u'/' + shownName(*dialog)] { emit homeMade(folder, path); };
    });
}

void Workshop::readLibrary()
{
    work([this]() -> std::function<void()> {
        const auto resources = runtime::findResources();
        if (!resources)
            return failure(resources.error().message);
        const auto library = runtime::readPluginLibrary(*resources + "/plugins");
        if (!library)
            return failure(library.error().message);
        QStringList troubles;
        for (const auto& trouble : library->troubles)
            troubles << QString::fromStdString(trouble);
        return
            [this, plugins = library->plugins, trouble = troubles.join(u'\n')] { emit libraryRead(plugins, trouble); };
    });
}

void Workshop::copyFromLibrary(const QString& home, const library::LibraryPlugin& plugin, control::Section section)
{
    work([this, home, plugin, section]() -> std::function<void()> {
        const auto copied = runtime::copyIntoHome(plugin, fileName(home));
        if (!copied)
            return failure(copied.error().message);
        const MadePlugin made{home, shownName(*copied), shownName(*copied), {}, section, std::nullopt};
        return [this, made] { emit pluginMade(made); };
    });
}

} // namespace spp::workbench
