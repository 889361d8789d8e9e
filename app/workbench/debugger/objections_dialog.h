// SPDX-License-Identifier: MIT
/// "Who else would have objected?": the plugins of a section that were not asked, and what they say once the person has them asked.
/// They are asked by the engine; whoever closes the dialog ends that. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/objections_model.h"
#include "app/workbench/engine/engine.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace spp::workbench
{

class ByteView;
class ListView;

class ObjectionsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param steps of the run @param deciding the step of the plugin that ended its section
    ObjectionsDialog(Engine& engine, HearingRequest request, std::span<const trace::Step> steps, std::size_t deciding,
                     QWidget* parent = nullptr);
    ~ObjectionsDialog() override;

    const ObjectionsModel& objections() const { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void end(const QString& trouble);
    void showState();
    void showLog();
    void followPalette();

    Engine& m_engine;
    HearingRequest m_request;
    quint64 m_hearing = 0; ///< 0: they have not been asked
    ObjectionsModel m_model;
    QLabel* m_warning;
    ListView* m_list;
    QLabel* m_state;
    QCheckBox* m_showsLog;
    ByteView* m_log;
    QPushButton* m_ask;
    QPushButton* m_stop;
};

} // namespace spp::workbench
