# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# file_is PATH OWNER:GROUP MODE SHA256
file_is() {
    target=$root$1
    [ -f "$target" ] && [ ! -h "$target" ] || return 1
    sum=$(sha256sum <"$target") || return 1
    [ "${sum%% *}" = "$4" ] && [ "$(stat -c %U:%G:%a "$target")" = "$2:$3" ]
}

# put_file PATH OWNER:GROUP MODE SHA256 <CONTENT: the new file is there as a whole, or the old one is.
put_file() {
    target=$root$1
    if [ -d "$target" ]; then
        because "$1 is a folder"
        return 1
    fi
    new=$target.edgepool-new
    mkdir -p "${target%/*}" && rm -f "$new" || return 1
    if (umask 077 && cat >"$new") && chown "$2" "$new" && chmod "$3" "$new" && sum=$(sha256sum <"$new") &&
        [ "${sum%% *}" = "$4" ] && mv -f "$new" "$target"; then
        return 0
    fi
    because "cannot write $1"
    rm -f "$new"
    return 1
}
