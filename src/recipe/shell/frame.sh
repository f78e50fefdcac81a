# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

nl='
'
say() {
    printf '%s\n' "$1" || listener=gone
}

# Sets 'now': hundredths of a second that only grow, whatever happens to the machine's clock.
look_at_clock() {
    read -r now _ </proc/uptime
    now=${now%.*}${now#*.}
    while [ "${now#0}" != "$now" ] && [ "$now" != 0 ]; do
        now=${now#0}
    done
}

# Sets 'seconds' since the time given.
take_time_since() {
    look_at_clock
    seconds=$((now - $1 + 100)) # no process for that: it is done often
    seconds=$((seconds / 100 - 1)).${seconds#"${seconds%??}"}
}

# The end of what comes in, as the inside of a JSON string.
end_as_json() {
    tail -n 25 | tail -c 2500 | tr '\t\r' '  ' | tr -d '\000-\010\013-\037\177' |
        sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/$/\\n/' | tr -d '\n'
}

# Why the task fails, in a line.
because() {
    printf '%s' "$1" >"$work/why"
}

# report STATE [MORE]: how the task went, and what follows from that.
report() {
    take_time_since "$began"
    case $1 in
    unchanged) unchanged=$((unchanged + 1)) ;;
    changed | would-change)
        changed=$((changed + 1))
        changes="$changes $number "
        ;;
    *)
        failures="$failures $number "
        ;;
    esac
    say "{\"task\":$number,\"name\":\"$name\",\"state\":\"$1\",\"seconds\":$seconds${2:-}}"
}

report_failure() {
    why=$(end_as_json <"$work/why")
    output=$(end_as_json <"$work/output")
    failed=$((failed + 1))
    rm -f "$mark"
    report failed ",\"why\":\"${why%\\n}\",\"output\":\"$output\""
}

# enter NUMBER NAME NEEDS: whether the task can be begun.
enter() {
    number=$1 name=$2 needs=$3
    if [ "$listener" = gone ]; then
        exit 1
    fi
    look_at_clock
    began=$now
    for need in $needs; do
        case $failures in
        *" $need "*)
            skipped=$((skipped + 1))
            report skipped ",\"why\":\"task $need did not succeed\""
            return 1
            ;;
        esac
    done
    say "{\"task\":$number,\"name\":\"$name\",\"state\":\"started\"}"
    printf '' >"$work/why"
}

# A part of the task, apart from this shell, and not reading this script. It holds the lock, so that a part that outlives
# a killed run is waited for; programs that may leave something running are not given it.
part() {
    ("$@") </dev/null >"$work/output" 2>&1
}

needs_would_change() {
    for need in $needs; do
        case $changes in
        *" $need "*) return 0 ;;
        esac
    done
    return 1
}

# Before the first change: this machine is no longer known to be right, and units will have to be restarted.
announce_change() {
    rm -f "$mark" || return 1
    for unit in $1; do
        printf '' >"$state/restart/$unit" || return 1
    done
}

# run_task NUMBER NAME NEEDS UNITS KIND: the units are those that need it; the kind 'restarts' acts when one of its needs
# changed something.
run_task() {
    enter "$1" "$2" "$3" || return 0
    if part "check_$number" && ! { [ "$5" = restarts ] && needs_would_change; }; then
        report unchanged
    elif [ "$check_only" = yes ]; then
        report would-change
    elif ! part announce_change "$4"; then
        because "cannot write to $state"
        report_failure
    elif ! part "apply_$number"; then
        report_failure
    elif ! part "check_$number"; then
        because 'it was done, and still is not so'
        report_failure
    else
        report changed
    fi
}

# run_probe NUMBER NAME NEEDS: changes nothing, and waits.
run_probe() {
    enter "$1" "$2" "$3" || return 0
    if [ "$check_only" = yes ] && needs_would_change; then
        report would-change
    elif part "check_$number"; then
        report unchanged
    elif [ "$check_only" = yes ]; then
        report would-change
    else
        report_failure
    fi
}

refuse() {
    say "{\"refused\":\"$1\"}"
    printf '%s\n' "$1" >&2
    exit "$2"
}

# One run at a time. The lock goes with the process.
lock() {
    if ! (printf '' >"$work.lock") 2>/dev/null; then
        refuse "cannot write to $work.lock" 75
    fi
    exec 9>"$work.lock"
    look_at_clock
    began=$now
    until flock -n 9; do
        if [ "$began" = "$now" ]; then
            say '{"waiting":"another run on this machine"}'
        fi
        look_at_clock
        if [ $((now - began)) -gt 60000 ] || [ "$listener" = gone ]; then
            refuse 'another run on this machine does not end' 75
        fi
        sleep 0.2
    done
}

begin() {
    check_only=no
    if [ "$*" = --check ]; then
        check_only=yes
    elif [ $# != 0 ]; then
        refuse 'usage: sh -s [-- --check] <script' 2
    fi
    export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
    umask 022
    listener=here
    # A listener that went away is noticed between two tasks, so that no task is left half done.
    trap : PIPE
    if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then
        refuse 'only root can do this' 75
    fi
    state=$root/var/lib/edgepool
    mark=$state/day-1.digest
    work=$root/run/edgepool-day-1
    mkdir -p "$root/run" || refuse "cannot make $root/run" 75
    lock
    rm -rf "$work"
    (umask 077 && mkdir "$work") || refuse "cannot make $work" 75
    if [ "$check_only" = no ]; then
        mkdir -p "$state/restart" || refuse "cannot make $state" 75
    fi
    for number in $expected; do
        if [ "$check_only" = no ] && ! part "check_$number"; then
            rm -rf "$work"
            say "{\"lacking\":$number}"
            exit 76
        fi
    done
    failures='' changes='' unchanged=0 changed=0 failed=0 skipped=0
    look_at_clock
    opened=$now
    say "{\"edgepool\":\"day-1\",\"title\":\"$title\",\"tasks\":$tasks,\"check\":\"$check_only\"}"
}

# The machine says from now on what it is up to date with.
leave_mark() {
    if ! { [ -f "$mark" ] && [ "$(cat "$mark")" = "$digest" ]; }; then
        (umask 077 && printf '%s\n' "$digest" >"$mark.new") && mv -f "$mark.new" "$mark"
    fi
}

finish() {
    if [ "$check_only" = no ] && [ "$failed" = 0 ] && ! leave_mark; then
        failed=1
        printf 'cannot write %s\n' "$mark" >&2
    fi
    rm -rf "$work"
    take_time_since "$opened"
    say "{\"end\":\"day-1\",\"unchanged\":$unchanged,\"changed\":$changed,\"failed\":$failed,\"skipped\":$skipped,\"seconds\":$seconds}"
    [ "$failed" = 0 ] || exit 1
    exit 0
}
