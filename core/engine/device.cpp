#include "core/engine/device.h"

#include "core/engine/engine.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <fmt/format.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <malloc.h>
#include <unistd.h>

#include <charconv>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

namespace limpid::engine {
namespace {

std::string reasonAgainstCuda()
{
  if (torch::cuda::is_available())
    return {};
  if (!at::globalContext().hasCUDART()) // hasCUDA() asks whether there is a device
    return fmt::format("This engine was built with LibTorch {}, which has no CUDA.", TORCH_VERSION);
  return "LibTorch finds no CUDA device or no driver for it.";
}

// From 2.2 on the deterministic mode also fills every new tensor, a kernel more for each.
template<typename Context>
void leaveNewMemoryAsItIs(Context& context)
{
  if constexpr (requires { context.setDeterministicFillUninitializedMemory(false); })
    context.setDeterministicFillUninitializedMemory(false);
}

// OpenMP's own variable, as sites and job scripts set it; a second thread on a busy core costs more
// than it gives, because every layer waits for the slowest.
int threadsOfEnvironment()
{
  int threads = 0;
  if (const char* said = std::getenv("OMP_NUM_THREADS"); said != nullptr)
    std::from_chars(said, said + std::strlen(said), threads); // of a list the outermost level
  return threads > 0 ? threads
                     : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace

Result<torch::Device> chooseDevice(const std::string& name)
{
  if (name == "cpu")
    return torch::Device(torch::kCPU);
  if (name == "auto")
    return torch::cuda::is_available() ? torch::Device(torch::kCUDA, 0)
                                       : torch::Device(torch::kCPU);
  int index = 0;
  const std::string prefix = "cuda:";
  const bool numbered = name.rfind(prefix, 0) == 0;
  if (numbered) {
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + prefix.size(), end, index);
    if (read.ec != std::errc{} || read.ptr != end || index < 0)
      index = -1;
  }
  if ((name != "cuda" && !numbered) || index < 0)
    return failure(ErrorCode::BadInput,
                   fmt::format("\"{}\" is no device: auto, cpu, cuda, cuda:N.", name));
  if (const std::string reason = reasonAgainstCuda(); !reason.empty())
    return failure(ErrorCode::NoResource, fmt::format("{} can't be used: {}", name, reason));
  if (static_cast<std::size_t>(index) >= torch::cuda::device_count())
    return failure(ErrorCode::NoResource,
                   fmt::format("{} can't be used: there are {} CUDA devices, counted from 0.", name,
                               torch::cuda::device_count()));
  return torch::Device(torch::kCUDA, static_cast<torch::DeviceIndex>(index));
}

int prepareCompute(int threads)
{
  if (threads <= 0)
    threads = threadsOfEnvironment();
  at::set_num_threads(threads);
#ifdef __GLIBC__
  // Activations of one step are those of the next: their pages are kept instead of given back.
  mallopt(M_MMAP_THRESHOLD, 32 << 20); // the most that glibc takes
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
  if (at::globalContext().hasCUDA()) {
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0); // cuBLAS repeats its bits only with this
    at::globalContext().setDeterministicAlgorithms(true, true);
    at::globalContext().setDeterministicCuDNN(true);
    at::globalContext().setBenchmarkCuDNN(false);
    leaveNewMemoryAsItIs(at::globalContext());
  }
  return threads;
}

std::int64_t residentBytes()
{
  std::ifstream statistics("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  if (!(statistics >> total >> resident))
    return 0;
  return resident * sysconf(_SC_PAGESIZE);
}

std::int64_t peakResidentBytes()
{
  // Not getrusage(): its figure is that of the program that started this one where that held more.
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word)
    if (std::int64_t kibibytes = 0; word == "VmHWM:" && status >> kibibytes)
      return kibibytes * 1024;
  return residentBytes();
}

Result<void> checkPrecision(const std::string& precision, torch::Device device)
{
  if (precision != "bf16")
    return {};
  try {
    const auto options = at::TensorOptions().dtype(at::kBFloat16).device(device);
    const at::Tensor images = at::ones({1, 8, 4, 4}, options);
    const at::Tensor kernel = at::ones({8, 8, 3, 3}, options).set_requires_grad(true);
    at::conv2d(images, kernel, at::ones({8}, options), 1, 1).sum().backward();
  } catch (const std::exception&) {
    return failure(ErrorCode::NoResource,
                   fmt::format("{} can't compute in bf16: choose fp32.",
                               device.is_cpu() ? "This processor" : device.str()));
  }
  return {};
}

Json devices()
{
  Json list = Json::array();
  list.push_back({{"id", "cpu"},
                  {"name", fmt::format("CPU, {} cores", std::thread::hardware_concurrency())},
                  {"usable", true},
                  {"reason", ""}});
  const std::string reason = reasonAgainstCuda();
  if (!reason.empty())
    list.push_back({{"id", "cuda"}, {"name", "CUDA"}, {"usable", false}, {"reason", reason}});
  else
    for (std::size_t index = 0; index < torch::cuda::device_count(); ++index)
      list.push_back({{"id", fmt::format("cuda:{}", index)},
                      {"name", fmt::format("CUDA device {}", index)},
                      {"usable", true},
                      {"reason", ""}});
  return list;
}

std::string torchVersion()
{
  return TORCH_VERSION;
}

} // namespace limpid::engine
