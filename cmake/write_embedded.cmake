# SPDX-License-Identifier: Apache-2.0
# cmake -D OUTPUT=FILE -D LAYER=NAME -D FUNCTION=NAME -P write_embedded.cmake -- FILE...
#
# Writes the source behind edgepool_embed(): a raw string for each file, read back byte for byte.

# The raw string's delimiter: one that the text does not contain.
function(choose_delimiter result text)
    set(delimiter text)
    set(number 0)
    while(text MATCHES "\\)${delimiter}\"")
        math(EXPR number "${number} + 1")
        set(delimiter text${number})
    endwhile()
    set(${result} ${delimiter} PARENT_SCOPE)
endfunction()

set(rows "")
set(seen_separator FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(index RANGE ${last})
    set(path "${CMAKE_ARGV${index}}")
    if(seen_separator)
        get_filename_component(name "${path}" NAME)
        file(READ "${path}" text)
        choose_delimiter(delimiter "${text}")
        string(APPEND rows "    {.name = \"${name}\", .text = R\"${delimiter}(${text})${delimiter}\"sv},\n")
    elseif(path STREQUAL "--")
        set(seen_separator TRUE)
    endif()
endforeach()
if(rows STREQUAL "")
    set(table "constexpr std::array<EmbeddedText, 0> texts{};\n")
else()
    set(table "constexpr EmbeddedText texts[] = {\n${rows}};\n")
endif()

file(WRITE "${OUTPUT}" "// Made by edgepool_embed(); edit the text files instead.
#include \"${LAYER}/${FUNCTION}.h\"

#include <array>
#include <string_view>

// Compilers need not take string literals over 65536 bytes; g++ and clang do.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace edgepool::${LAYER}
{

namespace
{

using namespace std::string_view_literals;

${table}
} // namespace

std::span<const EmbeddedText> ${FUNCTION}()
{
    return texts;
}

} // namespace edgepool::${LAYER}
")
