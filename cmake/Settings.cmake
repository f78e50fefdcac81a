# SPDX-License-Identifier: Apache-2.0
# What every target shares: the language, the build types, the compiler cache, and the switches of this build.

option(EDGEPOOL_TESTS "build the tests" OFF)
option(EDGEPOOL_FUZZERS "build the fuzzers (clang only)" OFF)
option(EDGEPOOL_BENCHMARKS "offer the target 'benchmarks' if Google Benchmark is there" OFF)
option(EDGEPOOL_MANUAL "build the manual pages and shell completions along with the program" OFF)
option(EDGEPOOL_WERROR "treat warnings as errors" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or Coverage" FORCE)
endif()

# The library's own checks of indices and empty containers cost little and find much; a release goes without.
add_compile_definitions($<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)

# A program loads the libraries that it calls, not all that are on its command line.
add_link_options(-Wl,--as-needed)

# The same source gives the same program wherever the tree lies, with and without the compiler cache, which makes paths
# relative to the build folder.
file(RELATIVE_PATH up ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -fmacro-prefix-map=${up}=./) # up ends in a slash

if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_compile_options(-fcolor-diagnostics)
else()
    add_compile_options(-fdiagnostics-color=auto)
endif()

find_program(EDGEPOOL_CCACHE ccache DOC "compiler cache, used when found")
if(EDGEPOOL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Paths count from the tree's root and the folder itself does not count: a second clone finds what the first left.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_ABSSTDERR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros
        ${EDGEPOOL_CCACHE})
endif()
