# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later

# engine_stage(NAME placement SOURCES … [LINKS …] [PCH asio|qt]): one stage of the engine = one folder = one static library
# engine_<name>. What a stage may link is what design.md lets it include; the architecture test checks the includes.
function(engine_stage)
    cmake_parse_arguments(ARG "" "NAME;PCH" "SOURCES;LINKS" ${ARGN})
    set(target engine_${ARG_NAME})
    add_library(${target} STATIC ${ARG_SOURCES})
    target_link_libraries(${target} PRIVATE compile_options PUBLIC engine_api ${ARG_LINKS})
    if(ARG_PCH)
        target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch_${ARG_PCH}.h)
    endif()
    if(ARG_PCH STREQUAL "qt")
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# straightline_test(NAME tst_rule SOURCES … LINKS … [LABELS docker …] [TIMEOUT 60]): one Qt Test executable per unit.
function(straightline_test)
    cmake_parse_arguments(ARG "" "NAME;TIMEOUT;PCH" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT ARG_SOURCES)
        set(ARG_SOURCES ${ARG_NAME}.cpp)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(SANITIZE) # several times slower
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")
    endif()
    add_executable(${ARG_NAME} ${ARG_SOURCES})
    set_target_properties(${ARG_NAME} PROPERTIES AUTOMOC ON)
    target_link_libraries(${ARG_NAME} PRIVATE compile_options test_support Qt6::Test ${ARG_LINKS})
    if(ARG_PCH)
        target_precompile_headers(${ARG_NAME} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch_${ARG_PCH}.h)
    endif()
    add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME})
    set_tests_properties(${ARG_NAME} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT
        "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp:die_after_fork=0")
endfunction()
