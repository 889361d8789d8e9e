// SPDX-License-Identifier: MIT
/// Shows bytes of clients and plugins as lines of plain text, everything unprintable escaped. Keeps its place while they grow.
/// Not thread-safe: a widget.
#pragma once

#include <QPlainTextEdit>

#include <string_view>

namespace spp::workbench
{

/// More is not laid out, so that a plugin that floods its log can't hold up the window.
inline constexpr std::size_t maxShownBytes = 256UL * 1024;
inline constexpr std::size_t maxRawBytes = 32UL * 1024; ///< each takes the space of five

class ByteView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ByteView(QWidget* parent = nullptr);

    /// @param markedLines so many lines at the beginning stand on a tinted ground
    void show(std::string_view bytes, int markedLines = 0);
    /// Each byte, as a hexadecimal number.
    void showRaw(std::string_view bytes);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showText(QString text, int markedLines);
    void mark();

    QString m_text;
    int m_markedLines = 0;
};

} // namespace spp::workbench
