#pragma once

#include <torch/types.h>

#include <string>

namespace limpid::engine {

/// How the values of an image lie in memory: channel after channel, or all channels of a pixel
/// together. The results differ in their last bits only.
enum class MemoryFormat { Auto, Contiguous, ChannelsLast };

/// Of a plan's memoryFormat: auto, contiguous, channels-last; any other name is `Auto`.
MemoryFormat memoryFormatFromString(const std::string& name);

/// What `format` comes to. Auto is channels-last on the CPU, for which activation_kernel.h is
/// written, and on a GPU in bfloat16, whose matrix units want it; in float32 a GPU's convolutions
/// and its group normalisation work channel after channel.
bool liesChannelsLast(MemoryFormat format, torch::Device device, torch::ScalarType type);

} // namespace limpid::engine
