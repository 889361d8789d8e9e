// SPDX-License-Identifier: MIT
// A plugin that takes a second, and has nothing to say.
#include <unistd.h>

int main(void)
{
    sleep(1);
    return 0;
}
