// SPDX-License-Identifier: MIT
#include "app/workbench/search/replace_in_files.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/models/text_replacement.h"
#include "app/workbench/models/words.h"

#include <QObject>

#include <cstddef>

namespace spp::workbench
{

QString replaceInFiles(EditorTabs& editors, const Replacement& replacement)
{
    if (replacement.paths.size() > maxReplacedFiles)
        return QObject::tr("It was found in more than %1 files; look for something that stands in fewer.")
            .arg(maxReplacedFiles);
    const auto expression = replacement.pattern.expression();
    std::size_t places = 0;
    std::size_t files = 0;
    for (const QString& path : replacement.paths) {
        CodeEditor* editor = editors.open(path)->editor();
        if (editor == nullptr || editor->isReadOnly())
            continue;
        const Replaced replaced =
            replaceAllIn(editor->text(), expression, replacement.text, replacement.pattern.isRegular);
        if (replaced.count == 0)
            continue;
        editor->replaceText(replaced.text);
        places += static_cast<std::size_t>(replaced.count);
        ++files;
    }
    return places == 0 ? QObject::tr("Nothing was replaced.")
                       : QObject::tr("%1 replaced in %2, which are open now and not saved yet.")
                             .arg(formatCount(places, QObject::tr("place")), formatCount(files, QObject::tr("file")));
}

} // namespace spp::workbench
