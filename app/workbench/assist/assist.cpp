// SPDX-License-Identifier: MIT
#include "app/workbench/assist/assist.h"

#include "app/workbench/assist/completion_popup.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/models/answer_hint.h"
#include "app/workbench/models/hover.h"
#include "app/workbench/smtpplugins/sections_view.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTextBlock>

namespace spp::workbench
{

namespace
{

const QString sectionsKey = QStringLiteral("smtpplugins/sections");

} // namespace

Assist::Assist(HomeChecker& checker, EditorTabs& editors, QObject* parent)
    : QObject(parent), m_editors(editors), m_showsSections(new QAction(tr("&Sections of smtpplugins"), this))
{
    m_showsSections->setCheckable(true);
    m_showsSections->setChecked(QSettings().value(sectionsKey, true).toBool());
    m_showsSections->setShortcut(QKeySequence(tr("Ctrl+L")));
    connect(m_showsSections, &QAction::toggled, this, [this](bool on) {
        QSettings().setValue(sectionsKey, on);
        for (const EditorTab* tab : m_editors.tabs())
            if (SectionsView* view = sectionsOf(tab))
                view->setVisible(on);
    });
    connect(&m_editors, &EditorTabs::opened, this, &Assist::attachToNew);
    connect(&checker, &HomeChecker::programsFound, this,
            [this](const QString& home, const std::vector<check::Program>& programs) {
                if (home != m_facts.home)
                    return;
                m_facts.programs = programs;
                m_facts.areProgramsKnown = true;
                tellFacts();
            });
    connect(&checker, &HomeChecker::checked, this, &Assist::showFindings);
}

void Assist::setHome(const QString& home)
{
    m_facts = {home, m_facts.dialect, {}, false};
    m_findings.clear();
}

void Assist::setDialect(const QString& name)
{
    if (const auto* dialect = session::findDialect(name.toStdString()); dialect && dialect != m_facts.dialect) {
        m_facts.dialect = dialect;
        tellFacts();
    }
}

SectionsView* Assist::sectionsOf(const EditorTab* tab) const
{
    return tab->findChild<SectionsView*>();
}

void Assist::attachToNew()
{
    for (EditorTab* tab : m_editors.tabs())
        if (!tab->findChild<CompletionPopup*>())
            attach(tab);
}

void Assist::attach(EditorTab* tab)
{
    CodeEditor* editor = tab->codeEditor();
    const QString path = tab->path();
    addCompletion(*editor, path);
    editor->setHover([this, editor, path](int position) {
        const QTextBlock block = editor->document()->findBlock(position);
        const auto kind = textKindOf(path, editor->document()->firstBlock().text());
        return hoverTip(block.text(), position - block.position(), kind, m_facts);
    });
    if (textKindOf(path, {}).is == TextKind::Is::SmtpPlugins)
        addSections(tab);
    if (path.endsWith(QStringLiteral(".spp")))
        addHints(editor);
}

void Assist::addHints(CodeEditor* editor)
{
    const auto tell = [this, editor] { hint(answerHint(editor->textCursor().block().text())); };
    connect(editor, &CodeEditor::cursorPositionChanged, this, tell);
    connect(editor, &CodeEditor::textChanged, this, tell);
}

void Assist::hint(const QString& words)
{
    if (words == m_hint)
        return;
    m_hint = words;
    emit hinted(words);
}

void Assist::addCompletion(CodeEditor& editor, const QString& path)
{
    if (!editor.findChild<CompletionPopup*>())
        new CompletionPopup(editor, path, m_facts, &editor);
}

void Assist::addSections(EditorTab* tab)
{
    auto* view = new SectionsView(tab->codeEditor());
    tab->addSideView(view);
    view->setVisible(m_showsSections->isChecked());
    view->setFacts(m_facts);
    const auto followTab = [tab, view] { view->setEnabled(tab->editor() != nullptr); };
    connect(tab, &EditorTab::stateChanged, view, followTab);
    connect(view, &SectionsView::openRequested, this, &Assist::openRequested);
    followTab();
    showFindings(m_facts.home, std::vector(m_findings));
}

void Assist::tellFacts()
{
    for (const EditorTab* tab : m_editors.tabs())
        if (SectionsView* view = sectionsOf(tab))
            view->setFacts(m_facts);
}

void Assist::showFindings(const QString& home, const std::vector<check::Finding>& findings)
{
    if (home != m_facts.home)
        return;
    m_findings = findings;
    for (const EditorTab* tab : m_editors.tabs()) {
        SectionsView* view = sectionsOf(tab);
        if (!view)
            continue;
        std::vector<check::Finding> own;
        for (const auto& finding : findings)
            if (QDir::cleanPath(QDir(home).absoluteFilePath(QFile::decodeName(finding.file.c_str()))) == tab->path())
                own.push_back(finding);
        view->setFindings(std::move(own));
    }
}

} // namespace spp::workbench
