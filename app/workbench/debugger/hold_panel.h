// SPDX-License-Identifier: MIT
/// A session that is held: where and why, in words, and what can be changed before it goes on. What is changed becomes the debugger's
/// decision, or is kept as an override. Not thread-safe: a widget.
#pragma once

#include "core/debug/intervention.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace spp::workbench
{

class AnswerEditor;
class Debugger;
class Engine;
class EnvironmentEditor;

class HoldPanel : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer than the panel.
    HoldPanel(Engine& engine, Debugger& debugger, QWidget* parent = nullptr);

    /// What the engine holds now.
    void show(const debug::Held& held);
    /// As it would go on without anybody's doing.
    void revert();

    QString sentence() const;
    QString reason() const;

signals:
    void goOnWanted();
    void keepWanted(const spp::debug::Override& override);

private:
    /// What is to be made of a plugin that has not been started.
    enum class Deed { Run, Answer, Skip, Fault };

    QWidget* makeHead();
    QWidget* makePluginRow();
    QWidget* makeTextPage();
    QWidget* makeButtons();

    Deed deed() const;
    bool isAtPlugin() const;
    debug::Intervention intervention() const;
    debug::Decision decision() const;
    void showDeed();
    void decide();
    void keep();

    Engine& m_engine;
    Debugger& m_debugger;
    debug::Held m_held;
    bool m_filling = false;

    QLabel* m_sentence;
    QLabel* m_reason;
    QWidget* m_pluginRow = nullptr;
    QComboBox* m_deed;
    QDoubleSpinBox* m_delay;
    QStackedWidget* m_pages;
    EnvironmentEditor* m_environment;
    AnswerEditor* m_answer;
    QLabel* m_nothing; ///< a plugin that is skipped
    QWidget* m_textPage = nullptr;
    QPlainTextEdit* m_text;
    QCheckBox* m_clientGone;
    QPushButton* m_keep = nullptr;
    QPushButton* m_revert = nullptr;
};

} // namespace spp::workbench
