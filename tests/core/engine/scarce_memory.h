#pragma once

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <cstddef>
#include <cstring>

namespace limpid::engine {

/// While it lives LibTorch's requests for memory on the CPU are counted, and `count` of them from
/// number `first` on are refused with the error that LibTorch gives itself.
class ScarceMemory
{
public:
  ScarceMemory(int first, int count) : m_allocator(*c10::GetCPUAllocator(), first, count)
  {
    c10::SetCPUAllocator(&m_allocator);
  }
  ~ScarceMemory() { c10::SetCPUAllocator(&m_allocator.usual); }
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;

  int requests() const { return m_allocator.requests; }

private:
  // Some of what it overrides is const in LibTorch 1.13 and not in 2.x, or is there in 2.x alone:
  // hence no `override`.
  struct Allocator : c10::Allocator
  {
    Allocator(c10::Allocator& with, int from, int count)
        : usual(with), firstRefused(from), refusals(count)
    {
    }

    c10::DataPtr allocate(std::size_t bytes) const
    {
      const int number = requests++;
      const bool refused = number >= firstRefused && number - firstRefused < refusals;
      TORCH_CHECK(!refused, "DefaultCPUAllocator: can't allocate memory: you tried to allocate ",
                  bytes, " bytes.");
      return usual.allocate(bytes);
    }
    c10::DataPtr allocate(std::size_t bytes)
    {
      return static_cast<const Allocator*>(this)->allocate(bytes);
    }
    c10::DeleterFnPtr raw_deleter() const { return usual.raw_deleter(); }
    void copy_data(void* to, const void* from, std::size_t bytes) const
    {
      std::memcpy(to, from, bytes);
    }

    c10::Allocator& usual;
    int firstRefused;
    int refusals;
    mutable std::atomic<int> requests = 0;
  };

  Allocator m_allocator;
};

} // namespace limpid::engine
