# Four functions make every target: limpid_add_library, limpid_add_program, limpid_add_plugin, limpid_add_test.
# They hold the directions of the architecture: a wrong link stops the configuration.

include(LimpidDirections)

add_library(limpid_options INTERFACE)
target_include_directories(limpid_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(limpid_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  $<$<BOOL:${LIMPID_WERROR}>:-Werror>)
target_compile_definitions(limpid_options INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
target_link_libraries(limpid_options INTERFACE limpid_third_threads limpid_third_plain)
if(LIMPID_SANITIZE)
  target_compile_options(limpid_options INTERFACE -fsanitize=${LIMPID_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(limpid_options INTERFACE -fsanitize=${LIMPID_SANITIZE})
endif()

add_custom_target(plugins) # all of them

# limpid_add_library(NAME folder LAYER core|ui USES folders… THIRD_PARTY names… SOURCES files…)
# One folder = one static library = one namespace. USES are linked publicly, THIRD_PARTY privately.
function(limpid_add_library)
  cmake_parse_arguments(ARG "" "NAME;LAYER" "USES;THIRD_PARTY;SOURCES" ${ARGN})
  if(NOT ARG_LAYER MATCHES "^(core|ui)$")
    message(FATAL_ERROR "limpid_add_library(${ARG_NAME}): LAYER is core or ui.")
  endif()
  limpid_check_directions(${ARG_NAME} ${ARG_LAYER} ${ARG_USES})
  limpid_check_third_party(${ARG_NAME} ${ARG_THIRD_PARTY})
  add_library(limpid_${ARG_NAME} STATIC ${ARG_SOURCES})
  list(TRANSFORM ARG_USES PREPEND limpid_ OUTPUT_VARIABLE uses)
  list(TRANSFORM ARG_THIRD_PARTY PREPEND limpid_third_ OUTPUT_VARIABLE libraries)
  target_link_libraries(limpid_${ARG_NAME} PUBLIC ${uses} PRIVATE limpid_options ${libraries})
  target_link_libraries(limpid_${ARG_NAME} INTERFACE limpid_third_threads)
  if(ARG_LAYER STREQUAL "ui")
    set_target_properties(limpid_${ARG_NAME} PROPERTIES AUTOMOC ON)
  endif()
endfunction()

# limpid_add_program(NAME program USES folders… THIRD_PARTY names… SOURCES files…): a main, composition only.
function(limpid_add_program)
  cmake_parse_arguments(ARG "" "NAME" "USES;THIRD_PARTY;SOURCES" ${ARGN})
  limpid_check_directions(${ARG_NAME} app ${ARG_USES})
  limpid_check_third_party(${ARG_NAME} ${ARG_THIRD_PARTY})
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  list(TRANSFORM ARG_USES PREPEND limpid_ OUTPUT_VARIABLE uses)
  list(TRANSFORM ARG_THIRD_PARTY PREPEND limpid_third_ OUTPUT_VARIABLE libraries)
  target_link_libraries(${ARG_NAME} PRIVATE limpid_options ${uses} ${libraries})
  install(TARGETS ${ARG_NAME} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# limpid_add_plugin(NAME name KIND estimator|importer|exporter API n TITLE "…" [NEEDS image|repeats|calibration] USES folders… SOURCES files…)
# Writes the metadata beside the library; the host reads it before it opens the library.
function(limpid_add_plugin)
  cmake_parse_arguments(ARG "" "NAME;KIND;API;TITLE;NEEDS" "USES;SOURCES" ${ARGN})
  if(NOT ARG_KIND MATCHES "^(estimator|importer|exporter)$")
    message(FATAL_ERROR "limpid_add_plugin(${ARG_NAME}): KIND is estimator, importer or exporter.")
  endif()
  if(NOT ARG_NEEDS)
    set(ARG_NEEDS image)
  endif()
  limpid_check_directions(${ARG_NAME} plugins ${ARG_USES})
  add_library(limpid_plugin_${ARG_NAME} MODULE ${ARG_SOURCES})
  list(TRANSFORM ARG_USES PREPEND limpid_ OUTPUT_VARIABLE uses)
  target_link_libraries(limpid_plugin_${ARG_NAME} PRIVATE limpid_options ${uses})
  add_dependencies(plugins limpid_plugin_${ARG_NAME})
  set(folder ${PROJECT_BINARY_DIR}/lib/limpid/plugins)
  set_target_properties(limpid_plugin_${ARG_NAME} PROPERTIES
    PREFIX "" OUTPUT_NAME ${ARG_NAME} LIBRARY_OUTPUT_DIRECTORY ${folder} CXX_VISIBILITY_PRESET hidden)
  file(GENERATE OUTPUT ${folder}/${ARG_NAME}.json CONTENT
"{\"format\": \"limpid-plugin\", \"version\": 1, \"id\": \"${ARG_NAME}\", \"kind\": \"${ARG_KIND}\", \"api\": ${ARG_API}, \"title\": \"${ARG_TITLE}\", \"needs\": \"${ARG_NEEDS}\", \"library\": \"${ARG_NAME}.so\", \"programVersion\": \"${PROJECT_VERSION}\"}
")
  install(TARGETS limpid_plugin_${ARG_NAME} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/limpid/plugins)
  install(FILES ${folder}/${ARG_NAME}.json DESTINATION ${CMAKE_INSTALL_LIBDIR}/limpid/plugins)
endfunction()

# limpid_add_test(NAME name USES folders… [THIRD_PARTY names…] SOURCES files… [LABELS …] [DISPLAY] [SERIAL] [TIMEOUT s] [PROGRAMS …])
# One GoogleTest executable per folder; DISPLAY tests run under Xvfb; PROGRAMS are built before.
function(limpid_add_test)
  cmake_parse_arguments(ARG "DISPLAY;SERIAL" "NAME;TIMEOUT" "USES;THIRD_PARTY;SOURCES;LABELS;PROGRAMS" ${ARGN})
  limpid_check_directions(${ARG_NAME} tests ${ARG_USES})
  set(target test_${ARG_NAME})
  add_executable(${target} ${ARG_SOURCES})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  list(TRANSFORM ARG_USES PREPEND limpid_ OUTPUT_VARIABLE uses)
  list(TRANSFORM ARG_THIRD_PARTY PREPEND limpid_third_ OUTPUT_VARIABLE libraries)
  target_link_libraries(${target} PRIVATE limpid_options limpid_support ${uses} limpid_third_gtest ${libraries})
  target_compile_definitions(${target} PRIVATE LIMPID_BINARY_DIR="${PROJECT_BINARY_DIR}" LIMPID_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(ARG_PROGRAMS)
    add_dependencies(${target} ${ARG_PROGRAMS})
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set(properties TIMEOUT ${ARG_TIMEOUT})
  if(ARG_LABELS)
    list(APPEND properties LABELS "${ARG_LABELS}")
  endif()
  if(ARG_SERIAL)
    list(APPEND properties RUN_SERIAL TRUE)
  endif()
  include(GoogleTest)
  if(ARG_DISPLAY)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    # One Xvfb for the whole executable: a server per test would cost more than the tests.
    add_test(NAME ${ARG_NAME} COMMAND xvfb-run -a -s "-screen 0 1600x1200x24" $<TARGET_FILE:${target}>)
    set_tests_properties(${ARG_NAME} PROPERTIES ${properties} SKIP_RETURN_CODE 77
      ENVIRONMENT "LIBGL_ALWAYS_SOFTWARE=1;QT_QPA_PLATFORM=xcb")
  else()
    gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                         TEST_PREFIX "${ARG_NAME}/" PROPERTIES ${properties})
  endif()
endfunction()
