#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

class DcmItem;
class DcmTagKey;

namespace limpid::study {

/// Without blanks and padding at both ends.
std::string trimmed(std::string_view text);

/// All values of an element as UTF-8, joined by backslashes; empty when it isn't there.
std::string textIn(DcmItem& item, const DcmTagKey& tag);

/// The number that a decimal string (PS3.5 6.2, DS or IS) begins with, when it is finite.
std::optional<double> parsedNumber(std::string_view text);

/// Value `place` of an element that holds numbers, as text or binary; `andBelow` looks in the
/// sequences of the item as well.
std::optional<double> numberIn(DcmItem& item, const DcmTagKey& tag, unsigned long place = 0,
                               bool andBelow = false);

int wholeIn(DcmItem& item, const DcmTagKey& tag, int otherwise);

/// Where a frame's values may stand, the most special place first: its own functional groups, the
/// shared ones (in their sequences), the data set itself (PS3.3 C.7.6.16).
struct FramePlaces
{
  DcmItem* own = nullptr;
  DcmItem* shared = nullptr;
  DcmItem* dataset = nullptr;

  /// Those of the first frame.
  static FramePlaces firstIn(DcmItem& dataset);

  std::optional<double> number(const DcmTagKey& tag, unsigned long place = 0) const;
  std::string text(const DcmTagKey& tag) const;

  template<std::size_t Size>
  std::optional<std::array<double, Size>> numbers(const DcmTagKey& tag) const
  {
    std::array<double, Size> values{};
    for (std::size_t place = 0; place < Size; ++place) {
      const std::optional<double> value = number(tag, place);
      if (!value)
        return std::nullopt;
      values[place] = *value;
    }
    return values;
  }
};

} // namespace limpid::study
