# SPDX-License-Identifier: Apache-2.0
# edgepool_warnings(TARGET): the warnings of our own code, the same set for g++ 12 and clang 19.

add_library(edgepool_warnings INTERFACE)
target_compile_options(edgepool_warnings INTERFACE
    -Wall -Wextra -Wpedantic
    -Wshadow -Wconversion -Wold-style-cast -Wcast-align -Wcast-qual
    -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi
    -Wformat-security -Wimplicit-fallthrough -Wdouble-promotion -Wundef -Wunused
    $<$<BOOL:${EDGEPOOL_WERROR}>:-Werror>)

if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(edgepool_warnings INTERFACE
        -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wsuggest-override
        # g++ 12 sees overlapping copies in "text" + std::string (its bug 105329), and, once the library's headers are
        # precompiled, copies beyond the end in std::string(...) + c + "text". The address sanitizer looks for real ones.
        -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
else()
    target_compile_options(edgepool_warnings INTERFACE
        # g++'s -Wsign-conversion complains of literals too ('size += wide ? 2 : 1'); clang's knows their values.
        -Wsign-conversion -Wmissing-variable-declarations -Wunreachable-code -Wrange-loop-analysis -Wsuggest-override
        -Winconsistent-missing-destructor-override
        # std::stable_sort of libstdc++ 12 calls a function that the library itself calls deprecated.
        -Wno-deprecated-declarations)
endif()

function(edgepool_warnings target)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:edgepool_warnings>)
endfunction()
