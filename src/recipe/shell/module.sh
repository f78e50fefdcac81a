# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# module_is NAME: '_' and '-' are the same to the kernel, and a module that is built in has no folder.
module_is() {
    kept=''
    read -r kept <"$root/etc/modules-load.d/edgepool-$1.conf" && [ "$kept" = "$1" ] || return 1
    [ -d "$root/sys/module/$1" ] || grep -qs "/$1\\.ko" "$root/lib/modules/$(uname -r)/modules.builtin"
}

load_module() {
    if ! command -v modprobe >/dev/null; then
        because "there is no modprobe to load the module $1: apt install kmod"
        return 1
    fi
    if ! modprobe "$1"; then
        if modinfo "$1" >/dev/null 2>&1; then
            because "the running kernel $(uname -r) has a module $1, but it cannot be loaded"
            return 1
        fi
        because "the running kernel $(uname -r) has no module $1; Debian's linux-image-amd64 and linux-image-cloud-amd64 have it"
        return 1
    fi
    kept=$root/etc/modules-load.d/edgepool-$1.conf
    if ! { mkdir -p "${kept%/*}" && printf '%s\n' "$1" >"$kept.edgepool-new" && mv -f "$kept.edgepool-new" "$kept"; }; then
        because "cannot write ${kept#"$root"}$(full_disk "$kept")"
        return 1
    fi
}
