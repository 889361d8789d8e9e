// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/output_view.h"

#include "app/workbench/simulator/byte_view.h"
#include "app/workbench/simulator/outcome_colours.h"
#include "app/workbench/simulator/value_table.h"

namespace spp::workbench
{

namespace
{

constexpr int printedWidth = 200;

/// Of an output that ended without a newline, the lines have lost the last byte already.
std::string bytesOf(const std::vector<trace::PluginLine>& lines)
{
    std::string bytes;
    for (const auto& line : lines) {
        if (bytes.size() > maxRawBytes)
            break;
        bytes += line.command.line;
        if (!line.command.unterminated)
            bytes += '\n';
    }
    return bytes;
}

} // namespace

OutputView::OutputView(QWidget* parent)
    : QStackedWidget(parent),
      m_table(new ValueTable(m_model, ValueTable::Rows::Wrapped, {printedWidth, 0})),
      m_bytes(new ByteView)
{
    m_table->setItemDelegate(new OutputDelegate(this));
    m_bytes->setFrameShape(QFrame::NoFrame);
    addWidget(m_table);
    addWidget(m_bytes);
}

void OutputView::clear()
{
    m_model.clear();
}

void OutputView::show(const std::vector<trace::PluginLine>& lines, bool raw)
{
    m_model.grow(lines);
    if (raw)
        m_bytes->showRaw(bytesOf(lines));
    setCurrentWidget(raw ? static_cast<QWidget*>(m_bytes) : m_table);
}

void OutputView::selectLine(std::size_t line)
{
    m_table->setCurrentIndex(m_model.index(static_cast<int>(line), 0));
}

} // namespace spp::workbench
