# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where: the program, its manual pages and shell completions, the documents, the examples.
# The program itself writes the manual pages and completions, so they always say what it does.

include(GNUInstallDirs)

if(NOT TARGET edgepool)
    return()
endif()

install(TARGETS edgepool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Programs that edgepool starts, and nobody by hand.
install(TARGETS edgepool-switch RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/edgepool)
if(TARGET edgepool-agent)
    install(TARGETS edgepool-agent RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/edgepool)
endif()
if(TARGET edgepool-member)
    install(TARGETS edgepool-member RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/edgepool)
endif()
install(FILES README.md LICENSE CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} PATTERN decisions EXCLUDE)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

if(NOT EDGEPOOL_MANUAL)
    return()
endif()

set(edgepool_written "")

# edgepool_written_file(PATH ARGUMENT...): share/PATH is what `edgepool ARGUMENT...` prints.
function(edgepool_written_file path)
    set(file ${PROJECT_BINARY_DIR}/share/${path})
    get_filename_component(folder ${file} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    list(JOIN ARGN " " arguments)
    add_custom_command(
        OUTPUT ${file}
        COMMAND edgepool ${ARGN} > ${file}
        DEPENDS edgepool
        COMMENT "edgepool ${arguments}"
        VERBATIM)
    set(edgepool_written ${edgepool_written} ${file} PARENT_SCOPE)
endfunction()

edgepool_written_file(man/man1/edgepool.1 help --format man)
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/commands/*.md)
list(TRANSFORM pages REPLACE ".*/(.*)\\.md" "\\1" OUTPUT_VARIABLE commands)
list(REMOVE_ITEM commands edgepool README) # the program's own page, and the folder's
foreach(command IN LISTS commands)
    edgepool_written_file(man/man1/edgepool-${command}.1 help --format man ${command})
endforeach()
edgepool_written_file(bash-completion/completions/edgepool completion bash)
edgepool_written_file(zsh/site-functions/_edgepool completion zsh)
edgepool_written_file(fish/vendor_completions.d/edgepool.fish completion fish)

add_custom_target(manual ALL DEPENDS ${edgepool_written})
install(DIRECTORY ${PROJECT_BINARY_DIR}/share/ DESTINATION ${CMAKE_INSTALL_DATADIR})
