# SPDX-License-Identifier: MIT
#
# Headers that are parsed once for a library or a program instead of once for each of its sources, which halves the time of a build.
# Never the project's own: each source still says what it uses, and builds with -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON, too.
set(sppStandardHeaders
    <algorithm> <array> <chrono> <charconv> <cstdint> <functional> <map> <memory> <optional> <span> <string> <string_view> <variant>
    <vector> <tl/expected.hpp>)
set(sppAsioHeaders
    <asio/awaitable.hpp> <asio/co_spawn.hpp> <asio/detached.hpp> <asio/experimental/awaitable_operators.hpp> <asio/io_context.hpp>
    <asio/ip/tcp.hpp> <asio/posix/stream_descriptor.hpp> <asio/post.hpp> <asio/redirect_error.hpp> <asio/steady_timer.hpp>
    <asio/thread_pool.hpp> <asio/use_awaitable.hpp> <asio/write.hpp>)

# spp_precompile(TARGET header...)
function(spp_precompile target)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        # What ccache wants to see before it stores such a compilation.
        target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
endfunction()

# spp_share_precompiled(TARGET OWNER): the headers that OWNER, of the same folder and with the same options, has had precompiled.
function(spp_share_precompiled target owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
endfunction()
