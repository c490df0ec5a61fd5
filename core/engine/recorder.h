#pragma once

#include <torch/types.h>

#include <functional>
#include <memory>
#include <string>

namespace limpid::engine {

/// What a device was made to do, ready to be done again on the same memory.
class Recording
{
public:
  virtual ~Recording() = default;
  virtual void replay() = 0;
};

/// Records what work makes a device do. It can be given up: where it fails, or where what it
/// recorded turns out to compute something else, nothing is recorded or replayed by it any more.
class Recorder
{
public:
  virtual ~Recorder() = default;

  /// Does `work` a few times to warm up, then records it, which needs not do it. All memory that it
  /// reads or writes must stay; what it allocates lives with the recording. It must not wait for
  /// the device or read from host memory. Throws what `work` throws, and c10::Error.
  virtual std::unique_ptr<Recording> record(const std::function<void()>& work) = 0;

  /// For good; says so in the log once.
  void giveUp(const std::string& reason);
  bool isGivenUp() const { return m_givenUp; }

private:
  bool m_givenUp = false;
};

/// That of a GPU, by CUDA graphs: one for each device as long as the process lives. Nothing for the
/// CPU, and where the program was built without CUDA.
std::shared_ptr<Recorder> recorderFor(torch::Device device);

} // namespace limpid::engine
