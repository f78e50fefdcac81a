# SPDX-License-Identifier: Apache-2.0
# EDGEPOOL_SANITIZE: a list for -fsanitize (address;undefined or thread). A finding ends the program.

set(EDGEPOOL_SANITIZE "" CACHE STRING "sanitizers: address, undefined, thread; several with ';' between")

if(EDGEPOOL_SANITIZE)
    list(JOIN EDGEPOOL_SANITIZE "," edgepool_sanitizers)
    add_compile_options(
        -fsanitize=${edgepool_sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${edgepool_sanitizers})
endif()

# A fuzzed library counts its branches; the fuzzer's own main() is linked to the fuzzers alone (tests/CMakeLists.txt).
if(EDGEPOOL_FUZZERS)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
        message(FATAL_ERROR "The fuzzers need clang: use 'cmake --preset asan'.")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
