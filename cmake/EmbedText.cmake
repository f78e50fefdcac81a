# SPDX-License-Identifier: Apache-2.0
# edgepool_embed(TARGET NAMESPACE::FUNCTION [FILE...])
#
# Compiles text files into TARGET and makes a header for them. For edgepool_embed(edgepool_cli
# edgepool::cli::command_pages docs/commands/show.md) a source of src/cli writes
#
#     #include "cli/command_pages.h"
#
#     for (const EmbeddedText& page : command_pages()) // {.name = "show.md", .text = "..."}, ordered by name
#
# The header declares `std::span<const EmbeddedText> command_pages();` in edgepool::cli. EmbeddedText, two string_views,
# is in "cli/embedded_text.h". Both headers are made in the build folder.

function(edgepool_embed target qualified)
    string(REGEX MATCH "^edgepool::([a-z0-9_]+)::([a-z0-9_]+)$" valid ${qualified})
    if(NOT valid)
        message(FATAL_ERROR "edgepool_embed: '${qualified}' is not of the form edgepool::layer::function")
    endif()
    set(layer ${CMAKE_MATCH_1})
    set(function ${CMAKE_MATCH_2})

    get_target_property(type ${target} TYPE)
    if(type STREQUAL INTERFACE_LIBRARY)
        return() # the layer has no source yet that could ask for the texts
    endif()

    list(SORT ARGN)
    set(root ${PROJECT_BINARY_DIR}/generated)
    set(stem ${root}/${layer}/${function})
    set(layer_namespace edgepool::${layer})
    configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded_text.h.in ${root}/${layer}/embedded_text.h @ONLY)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded_function.h.in ${stem}.h @ONLY)
    add_custom_command(
        OUTPUT ${stem}.cpp
        COMMAND ${CMAKE_COMMAND} -D OUTPUT=${stem}.cpp -D LAYER=${layer} -D FUNCTION=${function}
                -P ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake -- ${ARGN}
        DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
        COMMENT "Embedding the texts of ${qualified}"
        VERBATIM)
    target_sources(${target} PRIVATE ${stem}.cpp)
    target_include_directories(${target} PUBLIC ${root})
endfunction()
