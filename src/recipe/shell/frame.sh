# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

nl='
'
say() {
    printf '%s\n' "$1" || listener=gone
}

# Says, in the middle of a task, what holds it up.
say_waiting() {
    printf '{"waiting":"%s"}\n' "$1" >&8
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

# full_disk PATH: prints what is full where that is (or would be), if it is.
full_disk() {
    place=$1
    until [ -d "$place" ]; do
        place=${place%/*}
        place=${place:-/}
    done
    for what in space inodes; do
        # shellcheck disable=SC2046 # the words of the last line
        set -- $(df -P $([ "$what" = space ] || echo -i) "$place" 2>/dev/null | tail -n 1)
        if [ "${4:-}" = 0 ]; then
            printf ': no %s left on the file system of %s' "$what" "${6#"$root"}"
            return
        fi
    done
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
        end 1
    fi
    began=$now # of the end of the last one
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
    [ ! -s "$work/why" ] || because ''
}

# A part of the task, apart from this shell, and not reading this script. It holds the lock, so that a part that outlives
# a killed run is waited for; programs that may leave something running are not given it.
part() {
    watch_connection
    ("$@") </dev/null >"$work/output" 2>&1
}

# A part that needs no process of its own: functions of ours that end soon, and leave the variables of this file alone.
quick() {
    "$@" </dev/null >"$work/output" 2>&1
}

# From now on something may take long: when the connection has ended, so does all that this script runs. sshd does not see
# to that.
watch_connection() {
    if [ -n "$ends_with" ] && [ -z "$watcher" ]; then
        watch &
        watcher=$!
    fi
}

watch() {
    trap '' TERM
    exec </dev/null >/dev/null 2>&1 8>&- 9>&-
    read -r watcher _ </proc/self/stat
    session_of $$
    own=$session
    while [ -d "/proc/$ends_with" ]; do
        sleep 1
    done
    signal_session TERM
    sleep 5
    signal_session KILL
}

# session_of PROCESS: sets 'session'. The name in brackets may have blanks and brackets of its own.
session_of() {
    session=''
    read -r line <"/proc/$1/stat" || return 0
    line=${line##*) }
    line=${line#* * * }
    session=${line%% *}
}

# All of this session but the one that watches: a program with a time limit has a process group of its own.
signal_session() {
    for process in /proc/[0-9]*; do
        process=${process##*/}
        session_of "$process"
        if [ "$session" = "$own" ] && [ "$process" != "$watcher" ]; then
            kill -s "$1" "$process"
        fi
    done
}

end() {
    [ -z "$watcher" ] || kill -s KILL "$watcher"
    exit "$1"
}

# What was seen of this machine may not be so any more.
forget() {
    looked=no asked=no
}

needs_would_change() {
    for need in $needs; do
        case $changes in
        *" $need "*) return 0 ;;
        esac
    done
    return 1
}

# remember NAME: for the next run, if this one is killed.
remember() {
    [ -s "$state/$1" ] || echo yes >"$state/$1" || {
        because "cannot write to $state$(full_disk "$state")"
        return 1
    }
}

# Before the first change: this machine is no longer known to be right, and units will have to be restarted.
announce_change() {
    if [ -e "$mark" ] && ! rm -f "$mark"; then
        because "cannot remove $mark"
        return 1
    fi
    for unit in $1; do
        remember "restart/$unit" || return 1
    done
}

# run_task NUMBER NAME NEEDS UNITS KIND: the units are those that need it; the kind 'restarts' acts when one of its needs
# changed something.
run_task() {
    enter "$1" "$2" "$3" || return 0
    if quick "check_$number" && ! { [ "$5" = restarts ] && needs_would_change; }; then
        report unchanged
        return
    elif [ "$check_only" = yes ]; then
        report would-change
        return
    fi
    forget
    if ! quick announce_change "$4" || ! part "apply_$number"; then
        report_failure
    elif ! quick "check_$number"; then
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
    elif quick "check_$number"; then
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
    end "$2"
}

wait_for_lock() {
    say '{"waiting":"another run on this machine"}'
    until timeout 5 flock 9; do
        look_at_clock
        if [ $((now - began)) -gt 60000 ] || [ "$listener" = gone ]; then
            refuse 'another run on this machine does not end' 75
        fi
        say '{"waiting":"another run on this machine"}' # which also notices that the listener has gone
    done
}

# One run at a time. The lock goes with the process.
lock() {
    if ! printf '' 2>/dev/null >"$work.lock"; then
        refuse "cannot write to $work.lock$(full_disk "$work.lock")" 75
    fi
    exec 9>"$work.lock"
    look_at_clock
    began=$now
    flock -n 9 || wait_for_lock
}

# begin [--check] [--ends-with PROCESS]
begin() {
    check_only=no ends_with='' watcher=''
    listener=here
    while [ $# != 0 ]; do
        case $1 in
        --check) check_only=yes ;;
        --ends-with)
            ends_with=${2:-}
            [ $# = 1 ] || shift
            ;;
        *) refuse 'usage: sh -s [-- [--check] [--ends-with PROCESS]] <script' 2 ;;
        esac
        shift
    done
    export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
    umask 022
    # A listener that went away is noticed between two tasks, so that no task is left half done.
    trap : PIPE
    find_uid
    if [ -z "$root" ] && [ "$uid" != 0 ]; then
        refuse 'only root can do this' 75
    fi
    state=$root/var/lib/edgepool
    mark=$state/day-1.digest
    work=$root/run/edgepool-day-1
    [ -d "$root/run" ] || mkdir -p "$root/run" || refuse "cannot make $root/run" 75
    lock
    make_folders
    exec 8>&1
    failures='' changes='' unchanged=0 changed=0 failed=0 skipped=0 careful=no written='' renames=''
    forget
    for number in $expected; do
        if [ "$check_only" = no ] && ! quick "check_$number"; then
            say "{\"lacking\":$number}"
            end 76
        fi
    done
    look_at_clock
    opened=$now
    say "{\"edgepool\":\"day-1\",\"title\":\"$title\",\"tasks\":$tasks,\"check\":\"$check_only\"}"
}

find_uid() {
    uid=''
    while read -r key uid _; do
        [ "$key" != Uid: ] || return 0
    done </proc/self/status
}

# Where this run keeps what it has to remember: until the next boot, and for longer.
make_folders() {
    if [ ! -e "$work" ] && [ "$check_only" = no ]; then
        # shellcheck disable=SC2174 # those that are named
        mkdir -p -m 700 "$work" "$state/restart" "$state/packages"
    fi
    if { [ -h "$work" ] || [ ! -O "$work" ]; } && ! { rm -rf "$work" && mkdir -m 700 "$work"; }; then
        refuse "cannot make $work$(full_disk "$work")" 75
    fi
    clear_away
    if ! printf '' 2>/dev/null >"$work/why"; then
        refuse "cannot write to $work$(full_disk "$work")" 75
    fi
    if [ "$check_only" = no ] && { [ ! -d "$state/restart" ] || [ ! -d "$state/packages" ]; }; then
        mkdir -p "$state/restart" "$state/packages" || refuse "cannot make $state$(full_disk "$state")" 75
    fi
}

# What a killed run left: without a process, if there is nothing.
clear_away() {
    for each in "$work"/*; do
        if [ -s "$each" ]; then
            rm -f "$work"/*
            return
        fi
    done
}

# What was said may be long, or a secret of somebody's.
empty_files() {
    for each in "$work"/*; do
        [ ! -s "$each" ] || printf '' >"$each"
    done
}

# The machine says from now on what it is up to date with. A part of it would say nothing.
leave_mark() {
    [ ! -s "$state/reload" ] || printf '' >"$state/reload" || return 1
    was=''
    [ ! -e "$mark" ] || read -r was <"$mark"
    if [ "$was" != "$digest" ]; then
        umask 077
        printf '%s\n' "$digest" >"$mark" || return 1
    fi
}

finish() {
    if [ "$check_only" = no ] && [ "$failed" = 0 ] && ! leave_mark; then
        failed=1
        printf 'cannot write %s%s\n' "$mark" "$(full_disk "$mark")" >&2
    fi
    empty_files
    take_time_since "$opened"
    say "{\"end\":\"day-1\",\"unchanged\":$unchanged,\"changed\":$changed,\"failed\":$failed,\"skipped\":$skipped,\"seconds\":$seconds}"
    [ "$failed" = 0 ] || end 1
    end 0
}
