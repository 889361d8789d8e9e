// SPDX-License-Identifier: MIT
#include "app/workbench/editor/editor_tab.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/finding_bar.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/models/replace_file.h"
#include "app/workbench/trace/severity_icon.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace spp::workbench
{

namespace
{

/// Colouring a whole text takes about half a second for a million characters, and the window waits for it; no plugin is that long.
constexpr int maxColouredText = 1'000'000;

/// So long after the last key what is not saved is kept.
constexpr std::chrono::milliseconds restBeforeKeeping{1000};

/// More wavy lines help nobody.
constexpr qsizetype maxUnderlines = 500;

} // namespace

EditorTab::EditorTab(const QString& path, const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : QWidget(parent),
      m_path(path),
      m_repository(repository),
      m_notice(new NoticeBar(this)),
      m_views(new QSplitter(Qt::Horizontal, this)),
      m_pages(new QStackedWidget),
      m_problem(new QLabel),
      m_editor(new CodeEditor(repository)),
      m_findBar(new FindBar(m_editor, this)),
      m_findingBar(new FindingBar(m_editor, this)),
      m_recovery(path)
{
    m_pages->addWidget(makeProblemPage());
    m_pages->addWidget(m_editor);
    m_views->addWidget(m_pages);
    m_views->setCollapsible(0, false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_views, 1);
    column->addWidget(m_findingBar);
    column->addWidget(m_findBar);

    connect(m_editor, &CodeEditor::modificationChanged, this, &EditorTab::stateChanged);
    connect(m_editor, &CodeEditor::cursorPositionChanged, this, &EditorTab::stateChanged);
    connect(m_editor, &CodeEditor::selectionChanged, this, &EditorTab::stateChanged);
    connect(m_editor, &CodeEditor::undoAvailable, this, &EditorTab::stateChanged);
    connect(m_editor, &CodeEditor::redoAvailable, this, &EditorTab::stateChanged);
    connect(m_editor, &CodeEditor::textChanged, this, &EditorTab::textChanged);
    load();
    offerUnsaved();
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(restBeforeKeeping);
    connect(&m_keepSoon, &QTimer::timeout, this, &EditorTab::keepUnsaved);
    connect(m_editor, &CodeEditor::textChanged, &m_keepSoon, qOverload<>(&QTimer::start));
    connect(m_editor, &CodeEditor::modificationChanged, this, [this](bool isModified) {
        if (!isModified)
            m_recovery.forget();
    });
}

EditorTab::~EditorTab()
{
    m_recovery.forget();
}

bool EditorTab::isModified() const
{
    return editor() && m_editor->document()->isModified();
}

CodeEditor* EditorTab::editor() const
{
    return m_pages->currentWidget() == m_editor ? m_editor : nullptr;
}

void EditorTab::addSideView(QWidget* view)
{
    m_views->addWidget(view);
    m_views->setSizes({3, 2}); // parts of what there is
}

QString EditorTab::problem() const
{
    return editor() ? QString() : m_problem->text();
}

QString EditorTab::description() const
{
    if (!editor())
        return {};
    QStringList parts{m_editor->code().languageName(), formatEncoding(m_encoding), formatLineEnd(m_lineEnd)};
    if (!m_mayWrite)
        parts.append(tr("read-only"));
    return parts.join(QStringLiteral(" · "));
}

bool EditorTab::save()
{
    if (!isModified())
        return true;
    const bool conflict = checkDisk() && !m_isGone;
    if (conflict)
        return false;
    if (const auto written = writeTextFile(m_path, edited()); !written) {
        m_notice->tell(Meaning::Error, QString::fromStdString(written.error().message),
                       {{tr("Save a Copy…"), [this] { askForCopy(); }}, {tr("Close"), [] {}}});
        return false;
    }
    m_onDisk = edited();
    m_isGone = false;
    m_mayWrite = true;
    m_notice->hide();
    m_editor->document()->setModified(false);
    chooseLanguage();
    emit stateChanged();
    emit saved();
    return true;
}

bool EditorTab::saveCopy(const QString& path)
{
    const auto written = writeTextFile(path, edited());
    m_notice->tell(written ? Meaning::Changed : Meaning::Error,
                   written ? tr("A copy is in %1. %2 itself is not saved.").arg(path, QFileInfo(m_path).fileName())
                           : QString::fromStdString(written.error().message));
    return written.has_value();
}

std::optional<std::string> EditorTab::bytes() const
{
    if (!editor())
        return std::nullopt;
    const auto formatted = formatText(edited());
    return formatted ? std::optional(formatted->toStdString()) : std::nullopt;
}

void EditorTab::setBytes(const std::string& bytes)
{
    const TextFile file = parseText(QByteArray::fromStdString(bytes));
    m_encoding = file.encoding;
    m_lineEnd = file.lineEnd;
    m_editor->replaceText(file.text);
    m_editor->document()->setModified(true); // line ends are no part of the text
}

void EditorTab::showFindings(const std::vector<check::Finding>& findings)
{
    QList<Underline> underlines;
    for (const auto& each : findings) {
        if (each.line == 0 || underlines.size() == maxUnderlines)
            continue;
        Underline underline{static_cast<int>(each.line), 0, -1, meaningOf(each.severity()),
                            QString::fromStdString(each.sentence)};
        if (each.column > 0) {
            const QString line = m_editor->document()->findBlockByNumber(underline.line - 1).text();
            underline.column = charactersIn(line, each.column - 1);
            underline.length = charactersIn(line, each.column - 1 + each.length) - underline.column;
        }
        underlines.append(underline);
    }
    m_editor->code().setUnderlines(underlines);
    m_findingBar->setFindings(findings);
}

bool EditorTab::apply(const check::Fix& fix)
{
    const auto now = bytes();
    if (!now || !check::fits(fix, *now))
        return false;
    setBytes(check::mended(*now, fix));
    return true;
}

bool EditorTab::checkDisk()
{
    const auto file = readTextFile(m_path);
    if (!editor()) {
        if (file)
            load();
        return false;
    }
    if (!file)
        return tellGone(QString::fromStdString(file.error().message));
    const bool wasGone = std::exchange(m_isGone, false);
    if (m_onDisk == *file) {
        if (wasGone) {
            m_notice->hide();
            m_editor->document()->setModified(*file != edited());
        }
        return false;
    }

    m_onDisk = *file;
    if (*file == edited()) {
        m_notice->hide();
        m_editor->document()->setModified(false);
        return false;
    }
    m_notice->tell(
        Meaning::Changed,
        tr("%1 was changed on disk by another program. Reload shows that text (undo brings yours back); Keep Mine "
           "leaves "
           "it until you save.")
            .arg(QFileInfo(m_path).fileName()),
        {{tr("Reload"), [this] { reload(); }}, {tr("Keep Mine"), [this] { m_editor->document()->setModified(true); }}});
    return true;
}

/// Modified, so that closing the tab asks: the editor has the only copy now.
bool EditorTab::tellGone(const QString& why)
{
    if (std::exchange(m_isGone, true))
        return false;
    m_editor->document()->setModified(true);
    m_notice->tell(Meaning::Changed, tr("%1 The text here is kept; saving writes it again.").arg(why));
    return true;
}

QWidget* EditorTab::makeProblemPage()
{
    auto* page = new QWidget;
    auto* again = new QPushButton(tr("Try Again"), page);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setAlignment(Qt::AlignCenter);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(40, 20, 40, 20);
    column->addStretch(1);
    column->addWidget(m_problem);
    column->addWidget(again, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(again, &QPushButton::clicked, this, &EditorTab::load);
    return page;
}

void EditorTab::askForCopy()
{
    const QString name = QFileInfo(m_path).fileName();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save a Copy"), QDir::home().filePath(name));
    if (!path.isEmpty())
        saveCopy(path);
}

void EditorTab::load()
{
    const auto file = readTextFile(m_path);
    if (!file) {
        m_problem->setText(QString::fromStdString(file.error().message));
        m_pages->setCurrentIndex(0);
        return;
    }
    m_onDisk = *file;
    m_pages->setCurrentWidget(m_editor);
    m_editor->setPlainText(file->text);
    adopt(*file);
    setFocusProxy(m_editor);
}

void EditorTab::reload()
{
    const auto file = readTextFile(m_path);
    if (!file) {
        tellGone(QString::fromStdString(file.error().message));
        return;
    }
    m_onDisk = *file;
    adopt(*file);
}

void EditorTab::offerUnsaved()
{
    const auto left = m_recovery.leftBehind();
    if (!left || !editor())
        return;
    const TextFile unsaved = parseText(*left);
    if (unsaved == m_onDisk)
        return m_recovery.forgetLeftBehind();
    m_notice->tell(
        Meaning::Changed,
        tr("The workbench ended before changes to %1 were saved. They were kept.").arg(QFileInfo(m_path).fileName()),
        {{tr("Restore"),
          [this, unsaved] {
              m_encoding = unsaved.encoding;
              m_lineEnd = unsaved.lineEnd;
              m_editor->replaceText(unsaved.text);
              m_editor->document()->setModified(true);
              keepUnsaved();
              m_recovery.forgetLeftBehind();
          }},
         {tr("Throw Away"), [this] { m_recovery.forgetLeftBehind(); }}});
}

void EditorTab::keepUnsaved()
{
    if (!isModified())
        return;
    if (const auto now = bytes())
        m_recovery.keep(QByteArray::fromStdString(*now)); // a full disk is told when it is saved
}

void EditorTab::adopt(const TextFile& file)
{
    m_encoding = file.encoding;
    m_lineEnd = file.lineEnd;
    m_mayWrite = mayReplaceFile(m_path);
    if (m_editor->text() != file.text)
        m_editor->replaceText(file.text);
    m_editor->document()->setModified(false);
    chooseLanguage();
    emit stateChanged();
}

void EditorTab::chooseLanguage()
{
    if (m_editor->document()->characterCount() > maxColouredText)
        m_editor->code().setLanguage({});
    else
        m_editor->code().setLanguage(findLanguage(m_repository, m_path, m_editor->document()->firstBlock().text()));
}

/// How many characters of a line these bytes are, in the file's encoding.
int EditorTab::charactersIn(const QString& line, std::size_t bytes) const
{
    const auto size = static_cast<qsizetype>(bytes);
    return static_cast<int>(m_encoding == Encoding::Utf8 ? QString::fromUtf8(line.toUtf8().left(size)).size()
                                                         : std::min(size, line.size()));
}

TextFile EditorTab::edited() const
{
    return {m_editor->text(), m_encoding, m_lineEnd};
}

} // namespace spp::workbench
