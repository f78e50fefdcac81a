# SPDX-License-Identifier: Apache-2.0
# edgepool_precompiled(TARGET [TESTS]): the standard headers that most sources include are parsed once per build, not once
# per source, which halves the time of a build. A source still includes what it needs: the preset 'release' builds without.

option(EDGEPOOL_PRECOMPILED "parse the standard headers once per build" OFF)

# Without <filesystem>: it brings std::quoted, which would be found before functions of ours with that name.
set(edgepool_standard_headers
    <algorithm> <array> <cassert> <cerrno> <charconv> <chrono> <cstddef> <cstdint> <fstream> <functional>
    <iterator> <map> <memory> <mutex> <optional> <ostream> <set> <span> <sstream> <stop_token> <string> <string_view>
    <system_error> <thread> <utility> <variant> <vector> <fmt/format.h>)

# A target that exists for its precompiled headers only.
function(edgepool_precompiled_headers name)
    file(WRITE ${PROJECT_BINARY_DIR}/generated/${name}.cpp "// for the headers alone\n")
    add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/generated/${name}.cpp)
    target_link_libraries(${name} PRIVATE edgepool_fmt ${ARGN})
    edgepool_warnings(${name})
endfunction()

if(EDGEPOOL_PRECOMPILED)
    # What fmt's target defines must hold for every source that starts from fmt's parsed header.
    get_target_property(fmt_definitions fmt::fmt INTERFACE_COMPILE_DEFINITIONS)
    if(fmt_definitions)
        add_compile_definitions(${fmt_definitions})
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        add_compile_options(-fpch-preprocess) # for ccache
    else()
        add_compile_options("SHELL:-Xclang -fno-pch-timestamp") # for ccache
    endif()
    edgepool_precompiled_headers(edgepool_headers)
    target_precompile_headers(edgepool_headers PRIVATE ${edgepool_standard_headers})
    if(EDGEPOOL_TESTS)
        edgepool_precompiled_headers(edgepool_test_headers edgepool_gmock)
        target_precompile_headers(edgepool_test_headers PRIVATE ${edgepool_standard_headers} <gmock/gmock.h>)
    endif()
endif()

function(edgepool_precompiled target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "TESTS" "" "")
    if(NOT EDGEPOOL_PRECOMPILED)
        return()
    endif()
    if(arg_TESTS)
        target_precompile_headers(${target} REUSE_FROM edgepool_test_headers)
    else()
        target_precompile_headers(${target} REUSE_FROM edgepool_headers)
    endif()
endfunction()
