# SPDX-License-Identifier: MIT
#
# Completion of spp in bash. spp itself knows what may come: “spp complete bash …” tells it.
_spp() {
    local -a answer
    mapfile -t answer < <("${COMP_WORDS[0]}" complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [ "${answer[0]}" = files ]; then
        compopt -o filenames
    fi
    answer=("${answer[@]:1}")
    COMPREPLY=("${answer[@]%%$'\t'*}")
}
complete -F _spp spp
