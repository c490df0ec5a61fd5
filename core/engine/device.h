#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <torch/types.h>

#include <string>

namespace limpid::engine {

/// The device of a plan: auto, cpu, cuda or cuda:N. `auto` takes a GPU where there is one.
/// NoResource with the reason when it can't be used, BadInput when there is no such name.
Result<torch::Device> chooseDevice(const std::string& name);

/// Sets LibTorch's threads (0: OMP_NUM_THREADS, else all cores) and its deterministic mode; gives
/// the number of threads. The same number gives the same bits.
int prepareCompute(int threads);

/// Memory that this process holds, bytes; 0 where it isn't known.
std::int64_t residentBytes();
/// The most that it has held so far.
std::int64_t peakResidentBytes();

/// NoResource when the device can't compute in this precision (fp32, bf16), forward or backward.
Result<void> checkPrecision(const std::string& precision, torch::Device device);

} // namespace limpid::engine
