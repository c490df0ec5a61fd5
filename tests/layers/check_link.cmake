cmake_minimum_required(VERSION 3.25)
# cmake -DMODULES=… -DFOLDER=… -DLAYER=… -DUSES=… -DTHIRD_PARTY=… -P check_link.cmake
list(APPEND CMAKE_MODULE_PATH ${MODULES})
include(LimpidDirections)
limpid_check_directions(${FOLDER} ${LAYER} ${USES})
limpid_check_third_party(${FOLDER} ${THIRD_PARTY})
message("This link is allowed.")
