#include "core/engine/memory_format.h"

namespace limpid::engine {

MemoryFormat memoryFormatFromString(const std::string& name)
{
  if (name == "contiguous")
    return MemoryFormat::Contiguous;
  return name == "channels-last" ? MemoryFormat::ChannelsLast : MemoryFormat::Auto;
}

bool liesChannelsLast(MemoryFormat format, torch::Device device, torch::ScalarType type)
{
  if (format == MemoryFormat::Auto)
    return device.is_cpu() || type == torch::kBFloat16;
  return format == MemoryFormat::ChannelsLast;
}

} // namespace limpid::engine
