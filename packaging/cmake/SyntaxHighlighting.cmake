# SPDX-License-Identifier: MIT
#
# One target, spp::syntax_highlighting, wherever KSyntaxHighlighting for Qt 6 comes from: KDE Frameworks 6, or build/deps, where
# packaging/bootstrap puts the copy that Debian 12 ships inside Qt Creator. Ends the configuration with advice when there is neither.
#
# The definitions of languages are in KDE's library; Qt Creator's copy keeps them as files, which become Qt resources in :/spp/syntax,
# beside the definitions of this project. So the workbench adds one search path, :/spp, and finds them in either case.

add_library(spp_syntax_highlighting INTERFACE)
add_library(spp::syntax_highlighting ALIAS spp_syntax_highlighting)

find_package(KF6SyntaxHighlighting QUIET)
if(KF6SyntaxHighlighting_FOUND)
    message(STATUS "KSyntaxHighlighting: KDE Frameworks ${KF6SyntaxHighlighting_VERSION}")
    target_link_libraries(spp_syntax_highlighting INTERFACE KF6::SyntaxHighlighting)
    return()
endif()

set(deps "${PROJECT_SOURCE_DIR}/build/deps/ksyntaxhighlighting")
file(GLOB library "${deps}/lib/libKSyntaxHighlighting.so.*")
file(GLOB definitions "${deps}/syntax/*.xml")
if(NOT library OR NOT definitions)
    message(FATAL_ERROR
        "KSyntaxHighlighting for Qt 6 was not found; the workbench's editor needs it.\n"
        "Debian 12 and 13, Ubuntu 24.04: run packaging/bootstrap, which gets it.\n"
        "Elsewhere install it from KDE Frameworks 6: kf6-syntax-highlighting-devel (Fedora, openSUSE), syntax-highlighting (Arch), "
        "libkf6syntaxhighlighting-dev (newer Debian and Ubuntu).")
endif()
message(STATUS "KSyntaxHighlighting: ${library}")

add_library(spp_ksyntaxhighlighting SHARED IMPORTED)
set_target_properties(spp_ksyntaxhighlighting PROPERTIES IMPORTED_LOCATION "${library}")
target_include_directories(spp_ksyntaxhighlighting INTERFACE "${deps}/include")
target_link_libraries(spp_ksyntaxhighlighting INTERFACE Qt6::Gui)

# The object is handed over as a link item, so that it reaches every program and no static library drops it.
set(qrc "<RCC><qresource prefix=\"/spp/syntax\">\n")
foreach(definition IN LISTS definitions)
    cmake_path(GET definition FILENAME name)
    string(APPEND qrc "<file alias=\"${name}\">${definition}</file>\n")
endforeach()
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/syntax_definitions.qrc" CONTENT "${qrc}</qresource></RCC>\n")
qt_add_resources(resource "${PROJECT_BINARY_DIR}/syntax_definitions.qrc")
add_library(spp_syntax_definitions OBJECT ${resource})
set_target_properties(spp_syntax_definitions PROPERTIES POSITION_INDEPENDENT_CODE ON)

target_link_libraries(spp_syntax_highlighting INTERFACE spp_ksyntaxhighlighting $<TARGET_OBJECTS:spp_syntax_definitions>)

# The library belongs to this project alone, so it is installed beside the program and found by a relative path.
set(SPP_PRIVATE_LIBDIR "${CMAKE_INSTALL_LIBDIR}/spp-workbench")
install(FILES "${library}" DESTINATION "${SPP_PRIVATE_LIBDIR}")
install(DIRECTORY "${deps}/copyright/" DESTINATION "${CMAKE_INSTALL_DOCDIR}/copyright-ksyntaxhighlighting")
