# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# The one place for the language level, warnings, sanitizers and compiler launcher.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Dev: quick to compile, with line tables and assertions.
set(CMAKE_CXX_FLAGS_DEV "-O0 -g1" CACHE STRING "Flags of the Dev build type")
set(CMAKE_EXE_LINKER_FLAGS_DEV "" CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG" CACHE STRING "" FORCE)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # Precompiled headers need these allowances; base_dir lets two checkouts share results.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM)
    add_link_options(-fuse-ld=lld)
endif()

add_library(compile_options INTERFACE)
target_compile_options(compile_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wnull-dereference
    $<$<BOOL:${WARNINGS_AS_ERRORS}>:-Werror>)
target_compile_definitions(compile_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH
    QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports false null dereferences inside coroutine frames and standard headers when it optimises.
    target_compile_options(compile_options INTERFACE $<$<CONFIG:Release>:-Wno-null-dereference>)
    if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
        # Its `rep movs` and `rep stos` for structs of a few hundred bytes, such as RequestRecord, cost 30 % more than
        # glibc's functions.
        target_compile_options(compile_options INTERFACE $<$<CONFIG:Release>:-mmemcpy-strategy=unrolled_loop:64:noalign,libcall:-1:noalign
            -mmemset-strategy=unrolled_loop:64:noalign,libcall:-1:noalign>)
    endif()
endif()

if(SANITIZE)
    add_compile_options(-fsanitize=${SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1)
    add_link_options(-fsanitize=${SANITIZE})
    add_compile_definitions(STRAIGHTLINE_SANITIZED)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # g++ 12 takes Asio's recycled coroutine frames for memory of another allocator when it inlines only in part.
        # Its null-dereference warnings are as false here as in a release build.
        target_compile_options(compile_options INTERFACE -Wno-mismatched-new-delete -Wno-null-dereference)
        if(SANITIZE STREQUAL "thread") # the compiler warns of fences that Asio uses and the sanitizer cannot see
            target_compile_options(compile_options INTERFACE -Wno-tsan)
        endif()
    endif()
endif()
