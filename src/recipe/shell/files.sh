# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# look_at PATH...: sets 'sums' and 'kinds' of those that are files, all of them with two processes.
look_at() {
    for each in "$@"; do
        shift
        each=$root$each
        [ ! -f "$each" ] || [ -h "$each" ] || set -- "$@" "$each"
    done
    sums='' kinds=''
    if [ $# != 0 ]; then
        sums=$nl$(sha256sum "$@")$nl
        kinds=$nl$(stat -c '%U:%G:%a %n' "$@")$nl
    fi
}

# file_is PATH OWNER:GROUP MODE SHA256: by the last look at all files, unless something changed since then.
file_is() {
    target=$root$1
    [ -f "$target" ] && [ ! -h "$target" ] || return 1
    if [ "$looked" = no ]; then
        look_at_files
        looked=yes
    fi
    case $kinds in
    *"$nl$2:$3 $target$nl"*) ;;
    *) return 1 ;;
    esac
    case $sums in
    *"$nl$4  $target$nl"*) return 0 ;;
    *"$nl\\"*) ;; # a name that sha256sum writes in a way of its own
    *) return 1 ;;
    esac
    sum=$(sha256sum <"$target")
    [ "${sum%% *}" = "$4" ]
}

# new_file PATH: makes room for 'new', which is to become that file.
new_file() {
    target=$root$1
    new=$target.edgepool-new
    if [ -d "$target" ]; then
        because "$1 is a folder"
        return 1
    fi
    # systemd may know another unit of that name.
    case $1 in
    /etc/systemd/*) remember reload || return 1 ;;
    esac
    if { [ ! -d "${target%/*}" ] && ! mkdir -p "${target%/*}"; } || { [ -e "$new" ] && ! rm -f "$new"; }; then
        cannot_write "$1"
        return 1
    fi
}

# write_file PATH OWNER:GROUP MODE SHA256 TEXT: the new file lies beside the old one until 'settle' comes, and nobody else
# can read it before it is theirs. What root makes belongs to root, which needs no process.
write_file() {
    new_file "$1" || return 1
    [ "$3" = 644 ] || umask 077
    wrote=yes
    printf %s "$5" >"$new" || wrote=no
    umask 022
    if [ "$wrote" = yes ] && owner_is_right "$2" "$3"; then
        return 0
    fi
    [ "$wrote" = yes ] && chown "$2" "$new" && chmod "$3" "$new" && return 0
    cannot_write "$1"
    return 1
}

# owner_is_right OWNER:GROUP MODE: without a look, so only where nothing can be surprising.
owner_is_right() {
    [ "$1" = root:root ] && [ "$uid" = 0 ] && [ "$careful" = no ] && [ ! -g "${target%/*}" ] &&
        { [ "$2" = 644 ] || [ "$2" = 600 ]; }
}

# put_file PATH OWNER:GROUP MODE SHA256 <CONTENT: the new file is there as a whole, or the old one is.
put_file() {
    new_file "$1" || return 1
    if (umask 077 && cat >"$new") && chown "$2" "$new" && chmod "$3" "$new" && sum=$(sha256sum <"$new") &&
        [ "${sum%% *}" = "$4" ] && mv -f "$new" "$target"; then
        return 0
    fi
    cannot_write "$1"
    return 1
}

cannot_write() {
    because "cannot write $1$(full_disk "$root$1")" # as long as what there is of it is there
    rm -f "$new"
}

# run_file NUMBER NAME NEEDS UNITS: a task whose file is written now, and renamed and told by 'settle'.
run_file() {
    enter "$1" "$2" "$3" || return 0
    if quick "check_$number"; then
        report unchanged
    elif [ "$check_only" = yes ]; then
        report would-change
    elif ! quick announce_change "$4"; then
        report_failure
    elif ! quick "apply_$number"; then
        report_failure
    else
        written="$written $number"
        renames=$renames$target$nl
        eval "name_$number=\$name"
    fi
}

# settle: the files that were written get their names, all at once.
settle() {
    [ -n "$written" ] || return 0
    quick rename_files
    forget
    for number in $written; do
        eval "name=\$name_$number"
        if quick "check_$number" || quick settle_carefully; then
            report changed
        else
            report_failure
        fi
        began=$now
    done
    written='' renames=''
}

# Each of 'renames'. Every Debian has this perl, but not every machine is one.
rename_files() {
    # shellcheck disable=SC2086 # a line each
    IFS=$nl && set -f && set -- $renames
    unset IFS
    set +f
    if [ $# -gt 2 ] && command -v perl >/dev/null; then
        perl -e 'for (@ARGV) { rename("$_.edgepool-new", $_) or warn "$_: $!\n" }' "$@"
        return
    fi
    for target in "$@"; do
        mv -f "$target.edgepool-new" "$target"
    done
}

# Where files get another owner or mode than a process gives them (by access lists), each is told its own.
settle_carefully() {
    careful=yes
    "apply_$number" && mv -f "$new" "$target"
    careful=no
    forget
    "check_$number" && return 0
    [ -s "$work/why" ] || because 'it was done, and still is not so'
    return 1
}
