#include "core/base/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace limpid {
namespace {

constexpr double secondsPerMinute = 60.0;
constexpr double secondsPerHour = 3600.0;
constexpr double secondsPerDay = 86400.0;

// Two digits at most, but no fewer than the whole part has.
std::string twoDigits(double value)
{
  return value < 9.95 ? fmt::format("{:g}", std::round(value * 10.0) / 10.0)
                      : fmt::format("{:.0f}", value);
}

// 0 where the text doesn't begin with a unit.
std::pair<std::size_t, double> unitAt(std::string_view text)
{
  constexpr std::array<std::pair<std::string_view, double>, 5> units{{{"min", secondsPerMinute},
                                                                      {"d", secondsPerDay},
                                                                      {"h", secondsPerHour},
                                                                      {"m", secondsPerMinute},
                                                                      {"s", 1.0}}};
  for (const auto& [name, seconds] : units)
    if (text.starts_with(name))
      return {name.size(), seconds};
  return {0, 0.0};
}

} // namespace

std::string saidCount(std::int64_t count)
{
  std::string text = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t place = text.size(); place > first + 3; place -= 3)
    text.insert(place - 3, 1, ',');
  return text;
}

std::string saidBytes(std::int64_t bytes)
{
  const auto value = static_cast<double>(bytes);
  if (value >= 0.9995e9)
    return fmt::format("{} GB", twoDigits(value / 1e9));
  if (value >= 0.9995e6)
    return fmt::format("{:.0f} MB", value / 1e6);
  return fmt::format("{:.0f} kB", std::ceil(value / 1e3));
}

std::string saidDuration(double seconds)
{
  if (seconds < 9.95)
    return fmt::format("{:.1f} s", std::max(seconds, 0.0));
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60)
    return fmt::format("{} s", whole);
  if (whole < 3600)
    return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string roughDuration(double seconds)
{
  if (seconds < 90.0)
    return fmt::format("{:.0f} s", std::max(1.0, std::round(seconds)));
  if (seconds < 99.5 * secondsPerMinute)
    return fmt::format("{:.0f} min", seconds / secondsPerMinute);
  if (seconds < 2.0 * secondsPerDay)
    return fmt::format("{} h", twoDigits(seconds / secondsPerHour));
  return fmt::format("{} days", twoDigits(seconds / secondsPerDay));
}

Result<double> durationFromText(std::string_view text)
{
  double total = 0.0;
  std::string_view rest = text;
  while (!rest.empty()) {
    double number = 0.0;
    const auto read =
        std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
    rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
    const auto [length, seconds] = unitAt(rest);
    if (read.ec != std::errc{} || length == 0 || number < 0.0) {
      total = 0.0;
      break;
    }
    rest.remove_prefix(length);
    total += number * seconds;
  }
  if (!(total > 0.0) || !std::isfinite(total))
    return failure(ErrorCode::Usage,
                   fmt::format("\"{}\" is no span of time: 600s, 10min, 1h or 1h30min.", text));
  return total;
}

} // namespace limpid
