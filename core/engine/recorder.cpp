#include "core/engine/recorder.h"

#include "core/base/logging.h"
#include "core/engine/engine.h"

#include <fmt/format.h>

#if LIMPID_CUDA_GRAPHS
#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/StreamGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/cuda.h>

#include <map>
#endif

namespace limpid::engine {

void Recorder::giveUp(const std::string& reason)
{
  if (!m_givenUp)
    logWarning(fmt::format("Recorded work of the GPU isn't used from here on, which is slower and "
                           "computes the same: {}.",
                           reason));
  m_givenUp = true;
}

#if LIMPID_CUDA_GRAPHS
namespace {

class CudaRecording final : public Recording
{
public:
  explicit CudaRecording(torch::Device device) : m_device(device) {}
  ~CudaRecording() override
  {
    try {
      torch::cuda::synchronize(m_device.index()); // a replay may be under way in the graph's memory
    } catch (const std::exception&) {             // the device is gone, and with it the replay
    }
  }

  // `aside` is the current stream.
  void capture(const std::function<void()>& work)
  {
    // Of this thread alone: others may make their own calls meanwhile.
    m_graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
    try {
      work();
    } catch (...) {
      endAfterFailure();
      throw;
    }
    m_graph.capture_end();
  }

  void replay() override { m_graph.replay(); }

private:
  void endAfterFailure()
  {
    try {
      m_graph.capture_end();
    } catch (const std::exception&) { // that the capture is invalid is known already
    }
  }

  torch::Device m_device;
  at::cuda::CUDAGraph m_graph;
};

class CudaRecorder final : public Recorder
{
public:
  explicit CudaRecorder(torch::Device device)
      : m_device(device), m_aside(c10::cuda::getStreamFromPool(false, device.index()).unwrap())
  {
  }

  // What is captured must not run on the default stream; the warm-up does on the same one what is
  // done but once: handles, workspaces, the choice of kernels.
  std::unique_ptr<Recording> record(const std::function<void()>& work) override
  {
    constexpr int warmUps = 2;
    torch::cuda::synchronize(m_device.index());
    const c10::StreamGuard guard(m_aside);
    for (int round = 0; round < warmUps; ++round)
      work();
    torch::cuda::synchronize(m_device.index());
    auto recording = std::make_unique<CudaRecording>(m_device);
    recording->capture(work);
    return recording;
  }

private:
  torch::Device m_device;
  c10::Stream m_aside;
};

} // namespace

std::shared_ptr<Recorder> recorderFor(torch::Device device)
{
  static std::map<c10::DeviceIndex, std::shared_ptr<Recorder>> all; // given up: for the process
  if (!device.is_cuda())
    return nullptr;
  std::shared_ptr<Recorder>& one = all[device.index()];
  if (!one)
    one = std::make_shared<CudaRecorder>(device);
  return one;
}

bool hasCudaGraphs()
{
  return true;
}

#else

std::shared_ptr<Recorder> recorderFor(torch::Device)
{
  return nullptr;
}

bool hasCudaGraphs()
{
  return false;
}

#endif

} // namespace limpid::engine
