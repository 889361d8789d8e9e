# SPDX-License-Identifier: MIT
#
# What cmake --install puts where.

install(TARGETS spp spp-smtpd spp-workbench)
if(SPP_PRIVATE_LIBDIR)
    file(RELATIVE_PATH libdirFromPrograms "/${CMAKE_INSTALL_BINDIR}" "/${SPP_PRIVATE_LIBDIR}")
    set_target_properties(spp-workbench PROPERTIES INSTALL_RPATH "$ORIGIN/${libdirFromPrograms}")
endif()

install(DIRECTORY resources/ DESTINATION "${CMAKE_INSTALL_DATADIR}/spp-workbench" USE_SOURCE_PERMISSIONS
    PATTERN screenshots EXCLUDE
    PATTERN var EXCLUDE
    PATTERN .gitignore EXCLUDE)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES packaging/completions/spp.bash DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME spp)
install(FILES packaging/completions/_spp DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
install(FILES packaging/completions/spp.fish DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
install(FILES packaging/desktop/spp-workbench.desktop DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES resources/icons/spp-workbench.svg DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
