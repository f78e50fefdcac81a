# SPDX-License-Identifier: Apache-2.0
# Every library that is not ours is found here and nowhere else, and is named edgepool_<library> for the rest of the
# build. Which folder may include which is said in docs/architecture.md; the packages are in tools/packages.

# edgepool_external(NAME [SYSTEM_TARGET...]): edgepool_NAME stands for the first of these targets that exists.
function(edgepool_external name)
    foreach(candidate IN LISTS ARGN)
        if(TARGET ${candidate})
            add_library(edgepool_${name} INTERFACE)
            target_link_libraries(edgepool_${name} INTERFACE ${candidate})
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "${name} was found, but offers none of the targets: ${ARGN}")
endfunction()

find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
edgepool_external(program_options Boost::program_options)

find_package(LibArchive 3.6 REQUIRED)
edgepool_external(archive LibArchive::LibArchive)

find_package(fmt 9 REQUIRED)
edgepool_external(fmt fmt::fmt)

find_package(nlohmann_json 3.11 REQUIRED)
edgepool_external(json nlohmann_json::nlohmann_json)

# The library brings no CMake package of its own.
find_package(PkgConfig REQUIRED)
pkg_check_modules(libssh2 REQUIRED IMPORTED_TARGET libssh2>=1.10)
edgepool_external(ssh2 PkgConfig::libssh2)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
edgepool_external(crypto_library OpenSSL::Crypto)

# RSPLIB brings no CMake package and no pkg-config file. The machines have the library, too.
find_path(rsplib_headers rserpool/rserpool.h REQUIRED)
find_library(rsplib_library rsplib REQUIRED)
add_library(rsplib INTERFACE)
target_include_directories(rsplib SYSTEM INTERFACE ${rsplib_headers})
target_link_libraries(rsplib INTERFACE ${rsplib_library})
edgepool_external(rsplib rsplib)

# The target's name changed with yaml-cpp 0.8.
find_package(yaml-cpp 0.7 REQUIRED)
edgepool_external(yaml yaml-cpp::yaml-cpp yaml-cpp)

find_package(ZLIB 1.2 REQUIRED)
edgepool_external(zlib ZLIB::ZLIB)

if(EDGEPOOL_TESTS)
    # The system's python3 is the one that sees the system's modules (python3-yaml).
    if(NOT Python3_EXECUTABLE AND EXISTS /usr/bin/python3)
        set(Python3_EXECUTABLE /usr/bin/python3)
    endif()
    find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
    find_package(GTest 1.12 REQUIRED)
    edgepool_external(gtest_main GTest::gtest_main)
    edgepool_external(gmock GTest::gmock)
    find_package(rapidcheck REQUIRED)
    edgepool_external(rapidcheck rapidcheck_gtest)
endif()

if(EDGEPOOL_BENCHMARKS)
    find_package(benchmark 1.7 QUIET)
    if(benchmark_FOUND)
        edgepool_external(benchmark benchmark::benchmark_main)
    else()
        message(STATUS "Google Benchmark is not here (package libbenchmark-dev): no benchmarks in this build")
        set(EDGEPOOL_BENCHMARKS OFF)
    endif()
endif()
