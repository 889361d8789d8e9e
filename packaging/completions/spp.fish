# SPDX-License-Identifier: MIT
#
# Completion of spp in fish. spp itself knows what may come: “spp complete fish …” tells it.
function __spp_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string unescape)
    $words[1] complete fish $words[2..-1] "$typed" 2>/dev/null | tail -n +2
end
complete -c spp -f -a '(__spp_complete)'
