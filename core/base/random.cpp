#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid {
namespace {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key)
{
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(second),
               static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(first)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

} // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream)
    : m_key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
      m_counter{0, 0, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32)}
{
}

void Random::refill()
{
  m_block = philox(m_counter, m_key);
  if (++m_counter[0] == 0)
    ++m_counter[1];
  m_used = 0;
}

std::uint64_t Random::bits()
{
  if (m_used > 2)
    refill();
  const std::uint64_t low = m_block[static_cast<std::size_t>(m_used)];
  const std::uint64_t high = m_block[static_cast<std::size_t>(m_used) + 1];
  m_used += 2;
  return (high << 32) | low;
}

double Random::uniform()
{
  constexpr double largest = 1.0 - 0x1.0p-53; // the last value would be rounded to 1
  return std::min((static_cast<double>(bits() >> 11) + 0.5) * 0x1.0p-53, largest);
}

double Random::normal()
{
  if (m_hasSpareNormal) {
    m_hasSpareNormal = false;
    return m_spareNormal;
  }
  const double radius = std::sqrt(-2.0 * std::log(uniform()));
  const double angle = 2.0 * std::numbers::pi * uniform();
  m_spareNormal = radius * std::sin(angle);
  m_hasSpareNormal = true;
  return radius * std::cos(angle);
}

std::uint64_t Random::below(std::uint64_t limit)
{
  const std::uint64_t unbiased = limit * (UINT64_MAX / limit);
  std::uint64_t drawn = bits();
  while (drawn >= unbiased)
    drawn = bits();
  return drawn % limit;
}

void Random::fillNormal(std::span<float> values)
{
  for (float& value : values)
    value = static_cast<float>(normal());
}

std::uint64_t derivedSeed(std::uint64_t seed, std::uint64_t purpose)
{
  return Random(seed, 0x6C696D7069640000ULL ^ purpose).bits();
}

} // namespace limpid
