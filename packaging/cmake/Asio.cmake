# SPDX-License-Identifier: MIT
#
# spp::asio: standalone Asio, headers only, without its deprecated names. The library has no CMake package of its own.

find_path(SPP_ASIO_INCLUDE_DIR asio.hpp)
if(NOT SPP_ASIO_INCLUDE_DIR)
    message(FATAL_ERROR "asio.hpp was not found. Run packaging/bootstrap, or install standalone Asio: "
        "libasio-dev (Debian, Ubuntu), asio-devel (Fedora, openSUSE), asio (Arch).")
endif()

add_library(spp_asio INTERFACE)
add_library(spp::asio ALIAS spp_asio)
target_include_directories(spp_asio SYSTEM INTERFACE "${SPP_ASIO_INCLUDE_DIR}")
target_compile_definitions(spp_asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED)
target_link_libraries(spp_asio INTERFACE Threads::Threads)
