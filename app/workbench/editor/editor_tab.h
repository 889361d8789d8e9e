// SPDX-License-Identifier: MIT
/// One file: its editor, find bar and notices, or the reason why it can't be shown. Loses nothing: a failed save leaves text and file
/// as they were, a file that changed on disk is not overwritten before the person was told, and a crash leaves what was not saved. Not thread-safe: a widget.
#pragma once

#include "app/workbench/editor/recovery.h"
#include "app/workbench/models/text_file.h"
#include "core/check/finding.h"

#include <KSyntaxHighlighting/Repository>

#include <QTimer>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace spp::workbench
{

class CodeEditor;
class FindBar;
class FindingBar;
class NoticeBar;

class EditorTab : public QWidget
{
    Q_OBJECT

public:
    /// `path` is absolute; `repository` must live longer than the tab.
    EditorTab(const QString& path, const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);
    /// What was not saved is given up: the person was asked.
    ~EditorTab() override;

    QString path() const { return m_path; }
    bool isModified() const;

    /// nullptr while the file can't be shown.
    CodeEditor* editor() const;
    /// Whether or not it shows the file.
    CodeEditor* codeEditor() const { return m_editor; }
    FindBar* findBar() const { return m_findBar; }
    FindingBar* findingBar() const { return m_findingBar; }
    NoticeBar* notice() const { return m_notice; }
    /// Puts another view of the text beside it; the tab owns it.
    void addSideView(QWidget* view);

    /// Why the file can't be shown; empty if it can.
    QString problem() const;

    /// "Python · UTF-8 · LF"; empty while the file can't be shown.
    QString description() const;

    /// True if the file on disk is now what the editor shows. If not, a notice says why.
    bool save();
    /// Writes what the editor shows somewhere else; this file stays as it is, and its text unsaved. A notice says how it went.
    bool saveCopy(const QString& path);

    /// The bytes that saving would write; nullopt if it shows no file, or the text has a character that the encoding lacks.
    std::optional<std::string> bytes() const;
    /// Makes the text that of these bytes, as one step that can be undone; nothing is saved.
    void setBytes(const std::string& bytes);
    /// Marks what is wrong in this file, and tells it below the text.
    void showFindings(const std::vector<check::Finding>& findings);
    /// Makes a fix's edits as one step that can be undone. False if they are of other bytes than those that are here.
    bool apply(const check::Fix& fix);

    /// Compares with the disk, to be called when something may have written the file. True if the person was told something new.
    bool checkDisk();

signals:
    /// Anything that a title, a status bar or a menu shows of this tab.
    void stateChanged();
    void textChanged();
    void saved();

private:
    QWidget* makeProblemPage();
    void askForCopy();
    void load();
    void reload();
    void offerUnsaved();
    void keepUnsaved();
    void adopt(const TextFile& file);
    bool tellGone(const QString& why);
    void chooseLanguage();
    TextFile edited() const;
    int charactersIn(const QString& line, std::size_t bytes) const;

    QString m_path;
    const KSyntaxHighlighting::Repository& m_repository;
    NoticeBar* m_notice;
    QSplitter* m_views;
    QStackedWidget* m_pages;
    QLabel* m_problem;
    CodeEditor* m_editor;
    FindBar* m_findBar;
    FindingBar* m_findingBar;
    Recovery m_recovery;
    QTimer m_keepSoon;
    std::optional<TextFile> m_onDisk; ///< as last read, written or told about; nullopt before the first time
    bool m_isGone = false;            ///< it could not be read when it was looked at last, and the person knows
    Encoding m_encoding = Encoding::Utf8;
    LineEnd m_lineEnd = LineEnd::Lf;
    bool m_mayWrite = true;
};

} // namespace spp::workbench
