// SPDX-License-Identifier: MIT
#include "app/cli/step/line_reader.h"

#include "core/base/text.h"

#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <iostream>

namespace spp::cli
{

namespace
{

/// So many lines are remembered.
constexpr int historySize = 1000;

/// Of a line that nobody types, so much is taken; SMTP's own lines are shorter.
constexpr std::size_t maxLine = 64UL * 1024;

} // namespace

struct LineReader::Editor
{
    explicit Editor(LineReader& reader)
        : reader(reader), line(el_init("spp", stdin, stdout, stderr)), history(history_init())
    {}
    ~Editor()
    {
        if (history != nullptr)
            history_end(history);
        if (line != nullptr)
            el_end(line);
    }
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;

    static Editor& of(EditLine* line)
    {
        void* editor = nullptr;
        el_get(line, EL_CLIENTDATA, &editor);
        return *static_cast<Editor*>(editor);
    }
    static char* promptOf(EditLine* line) { return of(line).prompt.data(); }

    /// A character, of one byte or several. @return how many were read
    static int readCharacter(EditLine* line, wchar_t* character)
    {
        std::mbstate_t state{};
        for (;;) {
            const auto byte = of(line).reader.nextByte();
            if (!byte)
                return 0;
            const auto size = std::mbrtowc(character, &*byte, 1, &state);
            if (size == static_cast<std::size_t>(-1))
                state = {}; // no character: left out
            else if (size != static_cast<std::size_t>(-2))
                return 1;
        }
    }

    LineReader& reader;
    EditLine* line;
    History* history;
    HistEvent event{};
    std::string prompt;
};

LineReader::LineReader(Screen& screen, Signals& signals) : m_screen(screen), m_signals(signals)
{
    if (::isatty(STDIN_FILENO) == 0)
        return;
    std::setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1) // else no letter beyond ASCII could be typed
        std::setlocale(LC_CTYPE, "C.UTF-8");
    auto editor = std::make_unique<Editor>(*this);
    EditLine* line = editor->line;
    if (line == nullptr || editor->history == nullptr)
        return; // no terminal that it knows: plain lines will do
    history(editor->history, &editor->event, H_SETSIZE, historySize);
    history(editor->history, &editor->event, H_SETUNIQUE, 1);
    el_set(line, EL_CLIENTDATA, editor.get());
    el_set(line, EL_PROMPT, &Editor::promptOf);
    el_set(line, EL_EDITOR, "emacs");
    el_set(line, EL_SIGNAL, 1); // for Ctrl-Z and the size of the window
    el_set(line, EL_HIST, ::history, editor->history);
    el_set(line, EL_GETCFN, &Editor::readCharacter);
    el_set(line, EL_SETTY, "-d", "intr=", nullptr);
    el_set(line, EL_BIND, "^C", "em-kill-line", nullptr);
    m_editor = std::move(editor);
}

LineReader::~LineReader() = default;

std::optional<std::string> LineReader::read(const std::string& prompt)
{
    m_screen.flush();
    if (!m_editor) {
        std::cout << prompt << std::flush;
        auto line = readPlainLine();
        m_screen.line(0, text::printable(line.value_or("")));
        return line;
    }
    m_editor->prompt = prompt;
    // libedit prints the prompt first and takes the terminal over then: a Ctrl-D pressed in between would be lost.
    el_set(m_editor->line, EL_PREP_TERM, 1);
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

std::optional<std::string> LineReader::readPlainLine()
{
    std::string line;
    for (auto byte = nextByte(); byte != '\n'; byte = nextByte()) {
        if (!byte)
            return line.empty() ? std::nullopt : std::optional(line);
        if (line.size() < maxLine)
            line += *byte;
    }
    return line;
}

/// One at a time: what follows the line belongs to whoever reads next.
std::optional<char> LineReader::nextByte()
{
    while (m_signals.endedBy() == 0) {
        std::array<pollfd, 2> watched{pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{m_signals.descriptor(), POLLIN, 0}};
        if (::poll(watched.data(), watched.size(), -1) < 0)
            continue; // a signal of others
        m_signals.takeInterrupt();
        char byte = 0;
        if (watched[0].revents != 0)
            return ::read(STDIN_FILENO, &byte, 1) == 1 ? std::optional(byte) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace spp::cli
