# Installation, find_package(gracegate) and pkg-config.
