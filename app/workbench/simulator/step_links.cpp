// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/step_links.h"

#include "app/workbench/models/words.h"
#include "app/workbench/simulator/steps_view.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QRegularExpression>

namespace spp::workbench
{

using trace::StepLine;

QString programFile(const plugin::Call& call, bool isPrivate)
{
    const QString homeInside = QStringLiteral("/var/qmail/");
    static const QRegularExpression betweenWords(QStringLiteral("[\\s;|&<>()'\"]+"));
    const QDir home(QString::fromStdString(call.directory));
    QString line = QString::fromStdString(call.line);
    if (line.startsWith(u':'))
        line.remove(0, 1);
    for (const QString& word : line.split(betweenWords, Qt::SkipEmptyParts)) {
        const bool isInside = isPrivate && word.startsWith(homeInside);
        if (const QFileInfo file(home.filePath(isInside ? word.mid(homeInside.size()) : word)); file.isFile())
            return file.absoluteFilePath();
    }
    return {};
}

StepLinks::StepLinks(StepsView& view)
    : QObject(&view),
      m_view(view),
      m_toPlugin(add(tr("Go to Its &Plugin"), Qt::Key_P, &StepLinks::goToPlugin)),
      m_toReply(add(tr("Go to Its &Reply"), Qt::Key_R, &StepLinks::goToReply)),
      m_toLog(add(tr("Show Its &Log"), Qt::Key_L, &StepLinks::goToLog)),
      m_toCommand(add(tr("Go to Its &Command"), Qt::Key_C, &StepLinks::goToCommand)),
      m_goBack(add(tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), &StepLinks::goBack)),
      m_goForward(add(tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right), &StepLinks::goForward)),
      m_openLine(add(tr("Open Its Line in smtp&plugins"), Qt::Key_Return, &StepLinks::openLine)),
      m_openFile(add(tr("Open Its &File"), QKeySequence(Qt::CTRL | Qt::Key_Return), &StepLinks::openFile))
{
    connect(&m_view, &StepsView::stepSelected, this, &StepLinks::showState);
    connect(&m_view, &StepsView::lineSelected, this, &StepLinks::showState);
    connect(&m_view.conversation().steps(), &QAbstractItemModel::modelReset, this, [this] {
        m_back.clear();
        m_forward.clear();
        showState();
    });
    m_view.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_view, &QWidget::customContextMenuRequested, this, &StepLinks::showMenu);
    showState();
}

QAction* StepLinks::add(const QString& text, const QKeySequence& key, void (StepLinks::*target)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, target);
    m_view.addAction(action);
    return action;
}

void StepLinks::go(StepLine place)
{
    if (const auto here = m_view.place(); here && *here != place) {
        m_back.push_back(*here);
        m_forward.clear();
    }
    m_view.select(place);
    showState();
}

std::optional<StepLine> StepLinks::plugin() const
{
    const auto here = m_view.place();
    return here ? trace::pluginOf(m_view.conversation().steps().timeline().steps(), here->step) : std::nullopt;
}

void StepLinks::goToPlugin()
{
    if (const auto found = plugin())
        go(*found);
}

void StepLinks::goToReply()
{
    const auto here = m_view.place();
    if (!here)
        return;
    if (const auto reply = trace::replyOf(m_view.conversation().steps().timeline().steps(), *here))
        go({*reply, std::nullopt});
}

void StepLinks::goToLog()
{
    const auto found = plugin();
    if (!found)
        return;
    go({found->step, std::nullopt});
    emit logChosen();
}

void StepLinks::goToCommand()
{
    if (const auto here = m_view.place())
        go({trace::commandOf(m_view.conversation().steps().timeline().steps(), here->step), std::nullopt});
}

void StepLinks::goBack()
{
    if (m_back.empty())
        return;
    if (const auto here = m_view.place())
        m_forward.push_back(*here);
    const StepLine place = m_back.back();
    m_back.pop_back();
    m_view.select(place);
    showState();
}

void StepLinks::goForward()
{
    if (m_forward.empty())
        return;
    if (const auto here = m_view.place())
        m_back.push_back(*here);
    const StepLine place = m_forward.back();
    m_forward.pop_back();
    m_view.select(place);
    showState();
}

void StepLinks::openLine()
{
    if (const auto found = plugin())
        emit placeChosen(
            QString::fromStdString(m_view.conversation().steps().timeline().steps()[found->step].plugin->call.place));
}

void StepLinks::openFile()
{
    const auto found = plugin();
    if (!found)
        return;
    const auto& call = m_view.conversation().steps().timeline().steps()[found->step].plugin->call;
    if (const QString file = programFile(call, m_isPrivate); !file.isEmpty())
        emit placeChosen(file + QStringLiteral(":1"));
}

void StepLinks::showState()
{
    const bool hasPlace = m_view.place().has_value();
    const auto found = plugin();
    for (QAction* action : {m_toPlugin, m_toLog, m_openLine, m_openFile})
        action->setEnabled(found.has_value());
    for (QAction* action : {m_toReply, m_toCommand})
        action->setEnabled(hasPlace);
    m_goBack->setEnabled(!m_back.empty());
    m_goForward->setEnabled(!m_forward.empty());
}

void StepLinks::showMenu(const QPoint& position)
{
    QMenu menu;
    menu.addActions({m_toCommand, m_toPlugin, m_toReply, m_toLog});
    menu.addSeparator();
    menu.addActions({m_goBack, m_goForward});
    menu.addSeparator();
    menu.addActions({m_openLine, m_openFile});
    menu.addSeparator();
    // What others can do with a step: hold there, go on from it.
    for (QAction* action : m_view.actions())
        if (action->parent() != this)
            menu.addAction(action);
    menu.addSeparator();
    if (const auto found = plugin()) {
        const std::string line = m_view.conversation().steps().timeline().steps()[found->step].plugin->call.line;
        connect(menu.addAction(tr("Show Only What This Plugin &Did")), &QAction::triggered, this,
                [this, line] { emit onlyPluginChosen(line); });
    }
    connect(menu.addAction(tr("Copy as &Text")), &QAction::triggered, &m_view, &StepsView::copySelection);
    connect(menu.addAction(tr("Copy the &Session as Text")), &QAction::triggered, &m_view, &StepsView::copyAll);
    menu.exec(m_view.viewport()->mapToGlobal(position));
}

} // namespace spp::workbench
