#include "core/risk/report_content.h"

#include "core/risk/table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace limpid::risk {
namespace {

constexpr std::string_view goodEnd = "good end ";

} // namespace

std::string scaleText(const Component& component)
{
  std::string text;
  for (std::size_t step = 0; step < component.values.size(); ++step) {
    const std::string word = step < component.words.size() ? component.words[step] : std::string();
    text += fmt::format("{:g}{}{}; ", component.values[step], word.empty() ? "" : " ", word);
  }
  return text + std::string(goodEnd) + (component.goodIsLow ? "low" : "high");
}

Result<void> readScaleText(const std::string& text, Component& component)
{
  component.values.clear();
  component.words.clear();
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(';', start), text.size());
    const std::string part = trimmed(text.substr(start, end - start));
    start = end + 1;
    if (part.starts_with(goodEnd)) {
      component.goodIsLow = part.substr(goodEnd.size()) == "low";
      continue;
    }
    const std::size_t space = std::min(part.find(' '), part.size());
    const std::optional<double> value = parseNumber(part.substr(0, space), false);
    if (!value)
      return failure(ErrorCode::BadInput,
                     fmt::format("the scale of \"{}\" can't be read: \"{}\"", component.id, text));
    component.values.push_back(*value);
    component.words.push_back(trimmed(part.substr(space)));
  }
  return {};
}

} // namespace limpid::risk
