// SPDX-License-Identifier: MIT
/// What a plugin printed: each line with its meaning, or its bytes. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/plugin_output_model.h"

#include <QStackedWidget>

namespace spp::workbench
{

class ByteView;
class ValueTable;

class OutputView : public QStackedWidget
{
    Q_OBJECT

public:
    explicit OutputView(QWidget* parent = nullptr);

    void clear();
    /// @param lines of which those that are shown already are the first
    void show(const std::vector<trace::PluginLine>& lines, bool raw);
    void selectLine(std::size_t line);
    int lineCount() const { return m_model.rowCount(); }

private:
    PluginOutputModel m_model;
    ValueTable* m_table;
    ByteView* m_bytes;
};

} // namespace spp::workbench
