#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace limpid {

/// Counter-based random numbers (Philox 4×32-10; Salmon et al., SC 2011): the same for the same
/// (seed, stream, position) on every machine, compiler and thread count. The standard library's
/// distributions and shuffle are not.
class Random
{
public:
  Random(std::uint64_t seed, std::uint64_t stream);

  std::uint64_t bits();
  double uniform();                         ///< in (0, 1), never an end
  double normal();                          ///< mean 0, standard deviation 1
  std::uint64_t below(std::uint64_t limit); ///< uniform in 0 … limit − 1, without bias; limit > 0

  /// Fills with standard normal numbers.
  void fillNormal(std::span<float> values);

  template<typename T>
  void shuffle(std::span<T> values)
  {
    for (std::size_t left = values.size(); left > 1; --left)
      std::swap(values[left - 1], values[static_cast<std::size_t>(below(left))]);
  }

private:
  void refill();

  std::array<std::uint32_t, 2> m_key;
  std::array<std::uint32_t, 4> m_counter;
  std::array<std::uint32_t, 4> m_block{};
  int m_used = 4;
  double m_spareNormal = 0.0;
  bool m_hasSpareNormal = false;
};

/// A seed for a named purpose, so that two uses of one seed never share numbers.
std::uint64_t derivedSeed(std::uint64_t seed, std::uint64_t purpose);

} // namespace limpid
