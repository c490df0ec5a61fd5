#include "core/dataset/periodic_blur.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace limpid::dataset {

PeriodicBlur::PeriodicBlur(int size, double deviation)
    : m_size(static_cast<std::size_t>(size)), m_weights(m_size, 0.0)
{
  if (deviation <= 0.0) {
    m_weights.front() = 1.0;
    return;
  }
  double squares = 0.0;
  for (std::size_t at = 0; at < m_size; ++at) {
    const double distance = static_cast<double>(std::min(at, m_size - at)) / deviation;
    m_weights[at] = std::exp(-0.5 * distance * distance);
    squares += m_weights[at] * m_weights[at];
  }
  for (double& weight : m_weights)
    weight /= std::sqrt(squares);
}

void PeriodicBlur::apply(std::span<float> values) const
{
  std::vector<double> line(m_size);
  const auto along = [&](std::size_t first, std::size_t step) {
    for (std::size_t at = 0; at < m_size; ++at) {
      line[at] = 0.0;
      for (std::size_t from = 0; from < m_size; ++from)
        line[at] += m_weights[(at + m_size - from) % m_size] *
                    static_cast<double>(values[first + from * step]);
    }
    for (std::size_t at = 0; at < m_size; ++at)
      values[first + at * step] = static_cast<float>(line[at]);
  };
  const std::size_t plane = m_size * m_size;
  for (std::size_t first = 0; first < values.size(); first += plane)
    for (std::size_t at = 0; at < m_size; ++at)
      along(first + at * m_size, 1);
  for (std::size_t first = 0; first < values.size(); first += plane)
    for (std::size_t at = 0; at < m_size; ++at)
      along(first + at, m_size);
}

std::vector<float> PeriodicBlur::spectrum() const
{
  std::vector<double> power;
  for (std::size_t frequency = 0; frequency < m_size; ++frequency) {
    std::complex<double> answer = 0.0;
    for (std::size_t at = 0; at < m_size; ++at)
      answer += m_weights[at] *
                std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(frequency * at) /
                                    static_cast<double>(m_size));
    power.push_back(std::norm(answer));
  }
  std::vector<float> spectrum;
  for (const double row : power)
    for (const double column : power)
      spectrum.push_back(static_cast<float>(row * column));
  return spectrum;
}

} // namespace limpid::dataset
