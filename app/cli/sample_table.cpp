#include "app/cli/sample_table.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/risk/delimited_text.h"

#include <fmt/format.h>

#include <limits>

namespace limpid::cli {
namespace {

struct TableColumn
{
  std::string name;
  double centre = 0.0;
  double scale = 1.0;
};

std::vector<TableColumn> columnsOf(const Json& preparation, std::size_t count)
{
  std::vector<TableColumn> columns(count);
  for (std::size_t place = 0; place < count; ++place)
    columns[place].name = fmt::format("column {}", place + 1);
  try {
    const auto names = preparation.at("columns").get<std::vector<std::string>>();
    const auto centre = preparation.at("centre").get<std::vector<double>>();
    const auto scale = preparation.at("scale").get<std::vector<double>>();
    if (names.size() == count && centre.size() == count && scale.size() == count)
      for (std::size_t place = 0; place < count; ++place)
        columns[place] = {names[place], centre[place], scale[place]};
  } catch (const Json::exception&) {
    // Data of another program: the numbers are given as they train.
  }
  return columns;
}

} // namespace

Result<void> writeSampleTable(const std::filesystem::path& samplesFolder,
                              const dataset::TensorView& samples)
{
  const auto document = readDocument(samplesFolder / "samples.json", "limpid-samples",
                                     std::numeric_limits<int>::max());
  if (!document)
    return failure(document.error());
  const auto values = samples.values<float>();
  const auto count = static_cast<std::size_t>(samples.shape[1]);
  const auto columns = columnsOf(document->value("preparation", Json::object()), count);
  std::string text;
  for (std::size_t place = 0; place < count; ++place)
    text += (place > 0 ? "," : "") + risk::quotedCell(columns[place].name);
  for (std::size_t index = 0; index < values.size(); ++index) {
    const TableColumn& column = columns[index % count];
    text += fmt::format("{}{:.7g}", index % count == 0 ? "\n" : ",",
                        column.centre + column.scale * static_cast<double>(values[index]));
  }
  return writeFileAtomically(samplesFolder / "samples.csv", text + "\n");
}

} // namespace limpid::cli
