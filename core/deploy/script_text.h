// SPDX-License-Identifier: MIT
/// The script of core/deploy/script.h, for its source alone.
#pragma once

#include <string_view>

namespace spp::deploy
{

inline constexpr std::string_view scriptText = R"sh(
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C
umask 077
tab=$(printf '\t')
work=.spp-deploy
lock=.spp-deploy.lock
backups=.spp-backups

isThere() { [ -e "$1" ] || [ -L "$1" ]; }
tell() { printf '%s\n' "$*"; }

# A symbolic link that leads nowhere is made at once, with what it says, or not at all.
holder() { readlink "$lock" 2>/dev/null | sed -n 's/^pid://p'; }
isAtWork() { [ -n "$1" ] && { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]; }; }
takeLock() {
    ln -s "pid:$$" "$lock" 2>/dev/null && return
    other=$(holder)
    if isAtWork "$other"; then
        tell "busy $other"
        return 1
    fi
    rm -f "$lock"
    ln -s "pid:$$" "$lock" && return
    tell "failed nothing may be written to this home"
    return 1
}
leaveLock() { rm -f "$lock"; }

# Calls $1 for every step of the list $2, with its fields as variables.
eachStep() {
    while IFS=$tab read -r verb was sum owner mode path; do
        case /$path/ in *//* | */../* | */./*) return 1 ;; esac
        path=./$path
        "$1" || return 1
    done <"$work/$2"
}

# No part of the way to it is a symbolic link.
hasSoundWay() {
    way=${path%/*}
    while [ "$way" != . ]; do
        [ ! -L "$way" ] || return 1
        way=${way%/*}
    done
}
isAsItWas() {
    if ! hasSoundWay; then return 1; fi
    case $was in
    none) ! isThere "$path" ;;
    file) [ -f "$path" ] && [ ! -L "$path" ] && [ "$(cksum <"$path" | tr -s ' ' | sed 's/ *$//')" = "$sum" ] ;;
    link) [ -L "$path" ] && [ "$(readlink "$path")" = "$sum" ] ;;
    folder) [ -d "$path" ] && [ ! -L "$path" ] ;;
    *) false ;;
    esac
}

own() {
    if [ "$verb" != put ] || [ -L "$work/new/$path" ]; then return 0; fi
    chown "$owner" "$work/new/$path" && chmod "$mode" "$work/new/$path"
}
keepOld() {
    case $verb:$was in
    put:file | put:link | remove:file | remove:link) ;;
    *) return 0 ;;
    esac
    mkdir -p "$work/backup/old/${path%/*}" || return 1
    ln -P "$path" "$work/backup/old/$path" 2>/dev/null || cp -pP "$path" "$work/backup/old/$path"
}

# Each may be done again behind an interruption, at any point. What is in the way is somebody else's, and stays.
makeFolder() {
    [ -d "$path" ] || mkdir "$path" || return 1
    chown "$owner" "$path" && chmod "$mode" "$path"
}
# mv would move into a folder, and into one behind a link, instead of taking its place.
moveTo() {
    isThere "$1" || return 0
    if [ -L "$path" ] && [ -d "$path" ]; then rm -f "$path" || return 1; fi
    [ ! -d "$path" ] && mv -f "$1" "$path"
}
doStep() {
    case $verb in
    folder) makeFolder ;;
    put) moveTo "$work/new/$path" ;;
    remove) rm -f "$path" ;;
    unfolder) rmdir "$path" 2>/dev/null || : ;;
    esac
}
# The step was not done, or is taken back already. (The old file is a link to the very same one then, which mv refuses to move.)
isUntouched() { isThere "$path" && { [ "$verb" = remove ] || isThere "$work/new/$path"; }; }
undoStep() {
    case $verb:$was in
    unfolder:*) makeFolder ;;
    put:none) [ -d "$path" ] || rm -f "$path" ;;
    put:* | remove:*) isUntouched || moveTo "$work/backup/old/$path" ;;
    folder:*) rmdir "$path" 2>/dev/null || : ;;
    esac
}

clear() {
    rm -f "$work/go" "$work/undo"
    rm -rf "$work"
}
takeBack() {
    if [ -f "$work/go" ]; then mv "$work/go" "$work/undo" || return 1; fi
    eachStep undoStep backwards || return 1
    sync
    clear
}
goOn() {
    if ! eachStep doStep steps; then
        if takeBack; then tell "undone a step could not be done"; else tell "interrupted"; fi
        return
    fi
    sync
    name=$(cat "$work/name")
    if [ -d "$work/backup" ]; then mv "$work/backup" "$backups/$name"; fi
    clear
    tell "done $name"
}

newName() {
    [ ! -L "$backups" ] && mkdir -p "$backups" || return 1
    date=$(date -u +%Y-%m-%dT%H%M%SZ)
    name=$date
    count=1
    while [ -e "$backups/$name" ]; do
        count=$((count + 1))
        name=$date-$count
    done
    printf '%s\n' "$name" >"$work/name"
}
prepare() {
    mkdir "$work" "$work/backup" || { tell "failed nothing may be written to this home"; return 1; }
    (cd "$work" && tar xmf -) || { tell "failed what is to be deployed did not arrive whole"; return 1; }
    eachStep isAsItWas steps || { tell "changed ${path#./}"; return 1; }
    eachStep own steps || { tell "failed ${path#./} can not get its owner $owner"; return 1; }
    eachStep keepOld steps || { tell "failed ${path#./} can not be backed up"; return 1; }
    { cp "$work/steps" "$work/backup/steps" && newName; } || { tell "failed no backup can be made"; return 1; }
    eachStep isAsItWas steps || { tell "changed ${path#./}"; return 1; }
    sync
}

look() {
    other=$(holder)
    if isAtWork "$other"; then
        tell "busy $other"
    elif [ -e "$work" ]; then
        tell "interrupted"
    fi
    # shellcheck disable=SC2012,SC2046 # of the folder itself, whose name is not looked at
    set -- $(ls -nd .)
    tell "owner $3:$4"
    for each in "$backups"/*; do
        if [ -f "$each/steps" ]; then tell "backup ${each##*/}"; fi
    done
    set --
    while IFS= read -r root; do
        if isThere "./$root"; then set -- "$@" "./$root"; fi
    done
    tell files
    if [ $# -gt 0 ]; then exec tar cf - "$@"; fi
}
apply() {
    takeLock || return
    if isThere "$work"; then
        leaveLock
        tell interrupted
        return
    fi
    trap 'clear; leaveLock' EXIT
    trap 'exit 1' HUP INT TERM
    prepare || return
    trap '' HUP INT TERM PIPE
    trap - EXIT
    : >"$work/go"
    goOn
    leaveLock
}
# What has got as far as to its backup's place is done, and can be taken back as any other.
recover() {
    takeLock || return
    if [ ! -e "$work" ]; then
        tell nothing
    elif [ -f "$work/undo" ] || { [ -f "$work/go" ] && [ "$1" = undo ] && [ -d "$work/backup" ]; }; then
        if takeBack; then tell "undone"; else tell "failed it can not be taken back"; fi
    elif [ -f "$work/go" ]; then
        goOn
    else
        clear
        tell "undone"
    fi
    leaveLock
}

IFS= read -r home
IFS= read -r command
tell "@spp"
cd "$home" || exit 1
case $command in
look) look ;;
apply) apply ;;
finish | undo) recover "$command" ;;
esac
)sh";

} // namespace spp::deploy
