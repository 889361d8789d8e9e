// SPDX-License-Identifier: MIT
/// Proposes what may be written at an editor's cursor, as one types and when asked (Ctrl+Space). Not thread-safe: for the window's
/// thread.
#pragma once

#include "app/workbench/models/completion.h"
#include "app/workbench/models/home_facts.h"

#include <QObject>

class QCompleter;
class QModelIndex;
class QStandardItemModel;

namespace spp::workbench
{

class CodeEditor;

class CompletionPopup : public QObject
{
    Q_OBJECT

public:
    /// `editor` and `facts` must live longer.
    CompletionPopup(CodeEditor& editor, const QString& path, const HomeFacts& facts, QObject* parent = nullptr);

    bool isOpen() const;
    /// What is proposed now; empty while it is not open.
    QStringList proposals() const;
    /// Shows what there is; if that is one proposal alone, writes it.
    void ask();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool filterEditor(QEvent* event);
    bool filterPopup(QEvent* event);
    Completion completionHere() const;
    void update();
    void show(const Completion& completion);
    void close();
    void accept(const QString& text);

    CodeEditor& m_editor;
    QString m_path;
    const HomeFacts& m_facts;
    QStandardItemModel* m_model;
    QCompleter* m_completer;
    bool m_isTyping = false; ///< the change that comes is of a key with a letter
};

} // namespace spp::workbench
