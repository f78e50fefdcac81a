# SPDX-License-Identifier: Apache-2.0
# edgepool_library(NAME [DEPENDS layer...] [LINKS target...])
#
# Makes the static library edgepool_NAME (alias edgepool::NAME) of all of src/NAME/**.cpp. DEPENDS are our layers below;
# what they are is also said, and checked, in docs/architecture.md. LINKS are targets of cmake/Dependencies.cmake that
# this layer's .cpp files need. A layer without a .cpp file is a library of headers only.

function(edgepool_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LINKS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "edgepool_library(${name}): what is '${arg_UNPARSED_ARGUMENTS}'?")
    endif()

    set(target edgepool_${name})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
    list(TRANSFORM arg_DEPENDS PREPEND edgepool::)
    if(sources)
        add_library(${target} STATIC ${sources})
        target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src)
        target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_LINKS})
        edgepool_warnings(${target})
        edgepool_precompiled(${target})
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR}/src)
        target_link_libraries(${target} INTERFACE ${arg_DEPENDS})
    endif()
    add_library(edgepool::${name} ALIAS ${target})
endfunction()
