// SPDX-License-Identifier: MIT
/// Everything that spp_core must not do; compiled to show that the test of the symbols finds it. Never run.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

long touchTheWorld();

long touchTheWorld()
{
    char* nothing[] = {nullptr};
    long sum =
        ::socket(AF_INET, SOCK_STREAM, 0) + ::fork() + ::posix_spawn(nullptr, "", nullptr, nullptr, nothing, nothing);
    sum += std::fopen("", "r") != nullptr ? 1 : 0;
    sum += std::getenv("HOME") != nullptr ? 1 : 0;
    sum += std::chrono::system_clock::now().time_since_epoch().count();
    sum += std::chrono::steady_clock::now().time_since_epoch().count();
    sum += static_cast<long>(std::random_device()());
    sum += std::ifstream("").is_open() ? 1 : 0;
    std::thread([] {}).join();
    return sum;
}
