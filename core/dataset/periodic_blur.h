#pragma once

#include <span>
#include <vector>

namespace limpid::dataset {

/// A normal kernel on a square image whose opposite sides meet, scaled so that it leaves the
/// standard deviation of white noise as it was.
class PeriodicBlur
{
public:
  /// `deviation` in pixels; 0 leaves everything as it is.
  PeriodicBlur(int size, double deviation);

  /// In place; channels × size × size values.
  void apply(std::span<float> values) const;
  /// Of white noise of standard deviation 1 after apply(): size × size, frequency 0 first, mean 1.
  std::vector<float> spectrum() const;

private:
  std::size_t m_size;
  std::vector<double> m_weights; ///< along one axis, by distance to the right, of `size` values
};

} // namespace limpid::dataset
