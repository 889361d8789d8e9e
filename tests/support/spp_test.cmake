# SPDX-License-Identifier: MIT
#
# How test programs are made. All of them run without a screen and end after two minutes at the latest.

# Test programs stay apart from the programs of the project.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")

# tests-LABEL builds what the tests with that label need, so that a sanitizer build need not build everything.
foreach(label IN ITEMS core smtpd interop app threads bench)
    add_custom_target(tests-${label})
endforeach()

function(spp_label_test test program labels)
    set_tests_properties(${test} PROPERTIES
        LABELS "${labels}" ENVIRONMENT QT_QPA_PLATFORM=offscreen TIMEOUT 120)
    foreach(label IN LISTS labels)
        add_dependencies(tests-${label} ${program})
    endforeach()
endfunction()

# spp_add_test(NAME LABELS label... [SOURCES file...] [LIBRARIES target...] [PROGRAMS target...])
# A QtTest program with a main of its own, from NAME.cpp and SOURCES, linked with LIBRARIES, that starts PROGRAMS.
function(spp_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LABELS;SOURCES;LIBRARIES;PROGRAMS")
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    spp_label_test(${name} ${name} "${arg_LABELS}")
    if(arg_PROGRAMS)
        add_dependencies(${name} ${arg_PROGRAMS})
    endif()
endfunction()

# spp_add_test_folder(FOLDER LABELS label... [LIBRARIES target...])
# One program tst_FOLDER from all FOLDER/tst_UNIT.cpp (linking is slow), and a test FOLDER.UNIT for each of them; each says
# SPP_TEST(Class), see tests/support/test_main.h.
function(spp_add_test_folder folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LABELS;LIBRARIES")
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/tst_*.cpp")
    set(program tst_${folder})
    add_executable(${program} ${sources})
    set_target_properties(${program} PROPERTIES AUTOMOC ON)
    target_link_libraries(${program} PRIVATE spp_test_support ${arg_LIBRARIES} Qt6::Test)
    foreach(source IN LISTS sources)
        string(REGEX REPLACE ".*/tst_(.*)[.]cpp" "\\1" unit "${source}")
        add_test(NAME ${folder}.${unit} COMMAND ${program} ${unit})
        spp_label_test(${folder}.${unit} ${program} "${arg_LABELS}")
    endforeach()
endfunction()
