# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Enables the language CUDA where nvcc is found: in the path, by CUDA_PATH, or where NVIDIA installs it. Not in sanitizer
# builds, whose flags nvcc does not know.

set(ENGINE_WITH_CUDA AUTO CACHE STRING "Sweeps on NVIDIA GPUs: AUTO where nvcc is found, ON or OFF")
set_property(CACHE ENGINE_WITH_CUDA PROPERTY STRINGS AUTO ON OFF)

if(NOT ENGINE_WITH_CUDA STREQUAL "OFF" AND NOT SANITIZE)
    find_program(NVCC_PROGRAM nvcc HINTS ENV CUDA_PATH PATHS /usr/local/cuda PATH_SUFFIXES bin)
    if(NVCC_PROGRAM)
        set(CMAKE_CUDA_COMPILER ${NVCC_PROGRAM})
        set(CMAKE_CUDA_ARCHITECTURES 80) # asked for before a target says its own
        enable_language(CUDA)
    elseif(ENGINE_WITH_CUDA STREQUAL "ON")
        message(FATAL_ERROR "ENGINE_WITH_CUDA=ON needs nvcc: put it in the path, or set CUDA_PATH to where the toolkit is")
    endif()
endif()
