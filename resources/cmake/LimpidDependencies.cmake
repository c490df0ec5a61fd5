# GDCM's and VTK's CMake files print pages about tools that aren't installed; they hide what matters.
set(CMAKE_MESSAGE_LOG_LEVEL WARNING)

# Finds the packages each half needs and wraps each in one interface target, limpid_third_<name>.
# LimpidTargets.cmake says which folder may use which.

function(limpid_wrap NAME)
  add_library(limpid_third_${NAME} INTERFACE)
  target_link_libraries(limpid_third_${NAME} INTERFACE ${ARGN})
endfunction()

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
limpid_wrap(threads Threads::Threads ${CMAKE_DL_LIBS})

# The plain half: header-only libraries, so that it builds on a host that has nothing but a compiler and LibTorch.
# LIMPID_BUNDLE names a folder with their headers (./dev gpu-bundle); otherwise the system's are used.
set(LIMPID_BUNDLE "" CACHE PATH "Folder with the header-only libraries, for hosts without packages")
foreach(header IN ITEMS nlohmann/json.hpp CLI/CLI.hpp spdlog/spdlog.h tl/expected.hpp xxhash.h)
  string(MAKE_C_IDENTIFIER "LIMPID_HAS_${header}" variable)
  find_path(${variable} ${header} HINTS ${LIMPID_BUNDLE} ${LIMPID_BUNDLE}/include)
  if(NOT ${variable})
    message(FATAL_ERROR "${header} was not found. Run ./dev deps, or set LIMPID_BUNDLE to the folder that ./dev gpu-bundle made.")
  endif()
endforeach()
limpid_wrap(plain)
target_compile_definitions(limpid_third_plain INTERFACE SPDLOG_HEADER_ONLY FMT_HEADER_ONLY SPDLOG_FMT_EXTERNAL)
target_compile_definitions(limpid_third_plain INTERFACE XXH_INLINE_ALL)
if(LIMPID_BUNDLE)
  target_include_directories(limpid_third_plain SYSTEM INTERFACE ${LIMPID_BUNDLE}/include)
endif()
limpid_wrap(commandline)

# The CMake package of a torch for GPUs refuses to be used where CUDA's own compiler is missing, which we don't need: such a
# torch, of Python (LIMPID_TORCH) or of the system, is linked by its libraries.
set(LIMPID_TORCH "" CACHE PATH "Folder of Python's torch, instead of the LibTorch that CMake finds")
set(limpid_torch_library "")
if(LIMPID_ENGINE AND LIMPID_TORCH)
  if(NOT EXISTS ${LIMPID_TORCH}/lib/libtorch.so)
    message(FATAL_ERROR "There is no lib/libtorch.so in ${LIMPID_TORCH}.")
  endif()
  # A distribution's torch links to the system's libraries, and not to all of them: what lies beside these is meant.
  file(REAL_PATH ${LIMPID_TORCH}/lib/libtorch.so limpid_torch_library)
  set(LIMPID_TORCH_HEADERS ${LIMPID_TORCH}/include)
elseif(LIMPID_ENGINE)
  find_library(LIMPID_TORCH_CUDA torch_cuda)
  if(LIMPID_TORCH_CUDA)
    set(limpid_torch_library ${LIMPID_TORCH_CUDA})
    find_path(LIMPID_TORCH_HEADERS ATen/ATen.h REQUIRED)
  endif()
endif()
if(limpid_torch_library)
  cmake_path(GET limpid_torch_library PARENT_PATH limpid_torch_folder)
  set(limpid_torch_libraries)
  foreach(library IN ITEMS torch torch_cpu torch_cuda c10 c10_cuda)
    if(EXISTS ${limpid_torch_folder}/lib${library}.so)
      list(APPEND limpid_torch_libraries ${limpid_torch_folder}/lib${library}.so)
    endif()
  endforeach()
  # Nothing calls the GPU's library by name: it registers itself when it is loaded.
  limpid_wrap(torch -Wl,--no-as-needed ${limpid_torch_libraries} -Wl,--as-needed -Wl,--allow-shlib-undefined)
  target_link_options(limpid_third_torch INTERFACE -Wl,-rpath,${limpid_torch_folder})
  target_include_directories(limpid_third_torch SYSTEM INTERFACE
    ${LIMPID_TORCH_HEADERS} ${LIMPID_TORCH_HEADERS}/torch/csrc/api/include)
elseif(LIMPID_ENGINE)
  find_package(Torch REQUIRED)
  limpid_wrap(torch torch)
  # Torch's own flags only concern the old ABI switch; nothing of them may leak into the other programs.
  if(TORCH_CXX_FLAGS)
    separate_arguments(limpid_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
    target_compile_options(limpid_third_torch INTERFACE ${limpid_torch_flags})
  endif()
endif()

# CUDA graphs need headers of CUDA's runtime beside a LibTorch for GPUs, no compiler of it. Python's wheels carry them in a
# folder beside torch. What compiles and links is used; `limpid-engine --version` says whether it was.
if(LIMPID_ENGINE)
  get_target_property(limpid_torch_links limpid_third_torch INTERFACE_LINK_LIBRARIES)
  if(limpid_torch_links MATCHES "torch_cuda" OR TARGET torch_cuda)
    set(LIMPID_CUDA_HEADERS "" CACHE PATH "Folder with cuda_runtime_api.h, where it isn't found")
    file(GLOB limpid_cuda_wheels ${LIMPID_TORCH}/../nvidia/cuda_runtime/include ${LIMPID_TORCH}/../nvidia/cu*/include
      ${LIMPID_TORCH}/../triton/backends/nvidia/include)
    set(limpid_cuda_places HINTS ${LIMPID_CUDA_HEADERS} ${limpid_cuda_wheels} ENV CUDA_HOME
      PATHS /usr/local/cuda /opt/cuda PATH_SUFFIXES include)
    find_path(LIMPID_CUDA_RUNTIME cuda_runtime_api.h ${limpid_cuda_places})
    find_path(LIMPID_CUDA_CRT crt/host_defines.h ${limpid_cuda_places}) # the first includes it, from another wheel
    if(LIMPID_CUDA_RUNTIME AND LIMPID_CUDA_CRT)
      target_include_directories(limpid_third_torch SYSTEM INTERFACE ${LIMPID_CUDA_RUNTIME} ${LIMPID_CUDA_CRT})
      include(CheckCXXSourceCompiles)
      get_target_property(CMAKE_REQUIRED_INCLUDES limpid_third_torch INTERFACE_INCLUDE_DIRECTORIES)
      set(CMAKE_REQUIRED_LIBRARIES ${limpid_torch_links})
      check_cxx_source_compiles("
#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/StreamGuard.h>
#include <c10/cuda/CUDAStream.h>
int main()
{
  const c10::StreamGuard guard(c10::cuda::getStreamFromPool(false, 0).unwrap());
  at::cuda::CUDAGraph graph;
  graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
  graph.capture_end();
  graph.replay();
}" LIMPID_CUDA_GRAPHS)
      unset(CMAKE_REQUIRED_LIBRARIES)
      unset(CMAKE_REQUIRED_INCLUDES)
    endif()
    if(LIMPID_CUDA_GRAPHS)
      target_compile_definitions(limpid_third_torch INTERFACE LIMPID_CUDA_GRAPHS=1)
    else()
      message(WARNING "CUDA graphs are left out, which makes small networks slow on a GPU: the headers of CUDA's runtime don't fit, or aren't there (LIMPID_CUDA_HEADERS).")
    endif()
  endif()
endif()

if(LIMPID_UI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg LinguistTools)
  limpid_wrap(qtcore Qt6::Core)
  limpid_wrap(qt Qt6::Core Qt6::Gui Qt6::Widgets Qt6::Svg)
  # Components are always named: Debian's VTK has its Qt module for Qt 5 only.
  find_package(VTK REQUIRED COMPONENTS
    CommonCore CommonDataModel CommonColor CommonExecutionModel ImagingCore ImagingColor ImagingStatistics
    InteractionImage InteractionStyle InteractionWidgets RenderingCore RenderingImage RenderingAnnotation
    RenderingFreeType RenderingOpenGL2 RenderingContext2D RenderingContextOpenGL2 ViewsContext2D ChartsCore IOImage)
  set(limpid_vtk_libraries ${VTK_LIBRARIES}) # find_package(ITK) overwrites VTK_LIBRARIES
  limpid_wrap(vtk ${limpid_vtk_libraries})
endif()

if(LIMPID_IMAGING)
  find_package(DCMTK REQUIRED)
  # Module by module, not DCMTK::DCMTK: its own CharLS (libdcmtkcharls) exports the names of the CharLS that GDCM calls, in
  # another version. In one process with it, JPEG-LS images come out wrong or not at all.
  limpid_wrap(dcmtk DCMTK::dcmjpeg DCMTK::dcmpmap DCMTK::dcmseg DCMTK::dcmsr DCMTK::dcmtls DCMTK::dcmnet DCMTK::dcmdata DCMTK::oflog DCMTK::ofstd)
  set(ITK_NO_IO_FACTORY_REGISTER_MANAGER 1) # factories are registered by name where they are used
  find_package(ITK REQUIRED QUIET COMPONENTS
    ITKCommon ITKIOImageBase ITKIOGDCM ITKIONIFTI ITKIONRRD ITKIOMeta ITKIOPNG ITKIOJPEG ITKIOTIFF
    ITKImageGrid ITKImageFunction ITKSmoothing ITKImageIntensity ITKDenoising)
  # Not ${ITK_USE_FILE}: it would put ITK's folders before every target.
  limpid_wrap(itk ${ITK_LIBRARIES})
  target_include_directories(limpid_third_itk SYSTEM INTERFACE ${ITK_INCLUDE_DIRS})
  target_link_directories(limpid_third_itk INTERFACE ${ITK_LIBRARY_DIRS})
  find_path(LIMPID_TURBOJPEG_HEADERS turbojpeg.h REQUIRED)
  find_library(LIMPID_TURBOJPEG turbojpeg REQUIRED)
  limpid_wrap(turbojpeg ${LIMPID_TURBOJPEG})
  target_include_directories(limpid_third_turbojpeg SYSTEM INTERFACE ${LIMPID_TURBOJPEG_HEADERS})
  find_package(SQLiteCpp REQUIRED)
  find_package(SQLite3 REQUIRED)
  limpid_wrap(sqlite SQLiteCpp SQLite::SQLite3)
  find_package(OpenSSL REQUIRED)
  limpid_wrap(openssl OpenSSL::Crypto)
  limpid_wrap(tls OpenSSL::SSL)
  find_package(ZLIB REQUIRED)
  limpid_wrap(zlib ZLIB::ZLIB)
endif()

if(LIMPID_TESTS)
  find_package(GTest REQUIRED)
  limpid_wrap(gtest GTest::gtest GTest::gmock)
endif()

set(CMAKE_MESSAGE_LOG_LEVEL STATUS)
