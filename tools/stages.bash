# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The stages of ./test. A stage is a function stage_NAME, run with `set -e` from the tree's root; what it prints is shown
# if it fails. It ends by `skip REASON` or `empty REASON` if it has nothing to do.

stage_skipped=77
stage_empty=78

# shellcheck disable=SC2034 # read by ./test
declare -A stage_does stage_needs
all_stages=()

# stage NAME DOES [NEEDS]: the order of these lines is the order of the stages.
# shellcheck disable=SC2034 # read by ./test
stage() {
    all_stages+=("$1")
    stage_does[$1]=$2
    stage_needs[$1]=${3:-}
}

stage packages "install the Debian packages that are missing (packaging/debian-packages.txt)"
stage format "clang-format-19 has nothing to change in the C++ sources"
stage includes "every #include follows an arrow of docs/architecture.md (tools/check_includes)"
stage house "sizes of functions and files, licence lines, words (tools/check_house)"
stage shell "shellcheck has nothing to say of the shell scripts"
stage build "everything builds with g++ without a warning"
stage unit "tests/unit: values in, values out" build
stage golden "tests/golden: outputs that are files" build
stage property "tests/property: what holds for all inputs" build
stage cli "tests/cli: the program as a user runs it, and the tools of this tree" build
stage system "tests/system: an image is built, real machines start and stop (emulated, if need be)" build
stage clang "everything, fuzzers too, builds with clang-19 and its sanitizers without a warning"
stage tidy "clang-tidy-19 has nothing to say (tools/run_tidy, .clang-tidy)" clang
stage asan "unit, golden and property tests under the address and undefined-behaviour sanitizers"
stage tsan "the tests of concurrency (Concurrent*, Thread*) under the thread sanitizer"
stage fuzz "every fuzzer of tests/fuzz for EDGEPOOL_FUZZ_SECONDS (60) seconds"
stage install "a release, installed into an empty folder, works: program, manual pages, completions"
stage bench "the benchmarks run (their figures are not judged)"

jobs=$(nproc)
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1

skip() {
    echo "$1"
    exit "$stage_skipped"
}

empty() {
    echo "$1"
    exit "$stage_empty"
}

# The files under version control, and those that would be: sources_like PATTERN...
sources_like() {
    git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while read -r file; do
        if [[ -f $file ]]; then
            echo "$file"
        fi
    done
}

configure() {
    local log=build/logs/configure-$1.log more=()
    # A release is built without precompiled headers, which finds a missing #include; where time is short, with them.
    if [[ $1 == release && ${CI:-} == true ]]; then
        more=(-D EDGEPOOL_PRECOMPILED=ON)
    fi
    if ! cmake --preset "$1" "${more[@]}" >"$log" 2>&1; then
        cat "$log"
        return 1
    fi
}

# build_preset PRESET [TARGET...]: shows every fault, not only the first.
build_preset() {
    local preset=$1
    shift
    # Ninja sees for itself what else has changed.
    if [[ ! build/$preset/build.ninja -nt CMakePresets.json ]]; then
        configure "$preset"
    fi
    cmake --build --preset "$preset" ${1:+--target "$@"} -- -k 0
}

# run_tests PRESET LABEL: ctest on the tests whose label contains LABEL (a regular expression).
run_tests() {
    local preset=$1 label=$2
    if ctest --preset "$preset" -N -L "$label" | grep -q '^Total Tests: 0$'; then
        skip "there is no test with the label '$label'"
    fi
    ctest --preset "$preset" -L "$label" -j "$jobs"
}

stage_packages() {
    local status=0
    tools/install_packages build test lint || status=$?
    if ((status == 3)); then
        skip "not a Debian system: install by other means $(tools/install_packages --list build test lint | tr '\n' ' ')"
    fi
    return "$status"
}

stage_format() {
    local files
    mapfile -t files < <(sources_like '*.h' '*.cpp')
    clang-format-19 --dry-run -Werror "${files[@]}"
    echo "${#files[@]} files"
}

stage_includes() {
    tools/check_includes
}

stage_house() {
    tools/check_house
}

stage_shell() {
    local shell_line='^#!.*[/ ](bash|sh)\b' file files
    mapfile -t files < <(sources_like '*.bash')
    while read -r file; do
        if head -n 1 "$file" | grep -qE "$shell_line"; then
            files+=("$file")
        fi
    done < <(git grep --untracked -IlE "$shell_line")
    shellcheck --external-sources "${files[@]}"
    echo "${#files[@]} files"
}

stage_build() {
    build_preset dev
}

stage_unit() {
    build_preset dev
    run_tests dev unit
}

stage_golden() {
    build_preset dev
    run_tests dev golden
}

stage_property() {
    build_preset dev
    run_tests dev property
}

stage_cli() {
    build_preset dev
    run_tests dev cli
}

stage_system() {
    tools/install_packages local
    build_preset dev system_tests edgepool edgepool-switch edgepool-agent edgepool-member
    run_tests dev system
}

stage_clang() {
    build_preset asan
}

stage_tidy() {
    build_preset asan
    tools/run_tidy build/asan
}

stage_asan() {
    build_preset asan
    # The stage 'property' tries a hundred cases of each; here, where each takes ten times as long, some of them do.
    RC_PARAMS="max_success=10" run_tests asan 'unit|golden|property'
}

stage_tsan() {
    local name='(Concurrent|Thread)'
    if ! grep -rqE "TEST(_F|_P)?\((\w+, *)?$name" --include='*_test.cpp' tests/unit; then
        empty "nothing concurrent yet: no test is called Concurrent* or Thread*"
    fi
    build_preset tsan unit_tests
    run_tests tsan concurrent
}

stage_fuzz() {
    if [[ -z $(sources_like 'tests/fuzz/*_fuzzer.cpp') ]]; then
        skip "there is no fuzzer in tests/fuzz"
    fi
    build_preset asan fuzzers
    run_tests asan fuzz
}

stage_install() {
    local prefix
    build_preset release
    prefix=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$prefix'" EXIT
    cmake --install build/release --prefix "$prefix"
    tools/check_install "$prefix"
}

stage_bench() {
    local program found=no
    configure release # an earlier run, ./demo's, may not have found Google Benchmark
    build_preset release benchmarks
    for program in build/release/bench/*_bench; do
        if [[ -x $program ]]; then
            found=yes
            "$program" --benchmark_min_time=0.01
        fi
    done
    if [[ $found == no ]]; then
        skip "there is no benchmark in bench"
    fi
}
