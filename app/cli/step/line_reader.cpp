// SPDX-License-Identifier: MIT
#include "app/cli/step/line_reader.h"

#include "core/base/text.h"

#include <histedit.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <iostream>

namespace spp::cli
{

namespace
{

/// So many lines are remembered.
constexpr int historySize = 1000;

} // namespace

struct LineReader::Editor
{
    Editor() = default;
    ~Editor()
    {
        if (history != nullptr)
            history_end(history);
        if (line != nullptr)
            el_end(line);
    }
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;

    EditLine* line = nullptr;
    History* history = nullptr;
    HistEvent event{};
    std::string prompt;

    static char* promptOf(EditLine* line)
    {
        void* editor = nullptr;
        el_get(line, EL_CLIENTDATA, &editor);
        return static_cast<Editor*>(editor)->prompt.data();
    }
};

LineReader::LineReader(Screen& screen) : m_screen(screen)
{
    if (::isatty(STDIN_FILENO) == 0)
        return;
    std::setlocale(LC_CTYPE, ""); // else no letter beyond ASCII could be typed
    auto editor = std::make_unique<Editor>();
    editor->line = el_init("spp", stdin, stdout, stderr);
    editor->history = history_init();
    if (editor->line == nullptr || editor->history == nullptr)
        return; // no terminal that it knows: plain lines will do
    history(editor->history, &editor->event, H_SETSIZE, historySize);
    history(editor->history, &editor->event, H_SETUNIQUE, 1);
    el_set(editor->line, EL_CLIENTDATA, editor.get());
    el_set(editor->line, EL_PROMPT, &Editor::promptOf);
    el_set(editor->line, EL_EDITOR, "emacs");
    el_set(editor->line, EL_SIGNAL, 1); // the terminal is as it was when a signal ends this program
    el_set(editor->line, EL_HIST, ::history, editor->history);
    el_set(editor->line, EL_SETTY, "-d", "intr=", nullptr);
    el_set(editor->line, EL_BIND, "^C", "em-kill-line", nullptr);
    m_editor = std::move(editor);
}

LineReader::~LineReader() = default;

std::optional<std::string> LineReader::read(const std::string& prompt)
{
    m_screen.flush();
    if (!m_editor) {
        std::string line;
        std::cout << prompt << std::flush;
        const bool isThere = static_cast<bool>(std::getline(std::cin, line));
        m_screen.line(0, text::printable(line));
        return isThere ? std::optional(line) : std::nullopt;
    }
    m_editor->prompt = prompt;
    int size = 0;
    const char* bytes = el_gets(m_editor->line, &size);
    if (bytes == nullptr || size <= 0) {
        m_screen.blank();
        return std::nullopt;
    }
    std::string line(bytes, static_cast<std::size_t>(size));
    if (line.ends_with('\n'))
        line.pop_back();
    if (!line.empty())
        history(m_editor->history, &m_editor->event, H_ENTER, line.c_str());
    return line;
}

} // namespace spp::cli
