// Writes the table of the conformance files as the program reads them: each in a process of
// limpid-cli of its own, as users start it.

#include "tests/support/conformance_index.h"
#include "tests/support/program.h"

#include <fmt/format.h>

#include <exception>
#include <fstream>
#include <iostream>

namespace {

using limpid::support::ConformanceFile;

struct Counts
{
  int files = 0;
  int read = 0;
  int expected = 0;
  int agreeing = 0;
};

/// "/long/path/file can't be read. It is empty." → "It is empty."
std::string withoutPath(const std::string& reason, const std::string& file)
{
  const std::size_t at = reason.find(file);
  std::string rest = at == std::string::npos ? reason : reason.substr(at + file.size());
  constexpr std::string_view needless = " can't be read. ";
  if (rest.starts_with(needless))
    rest.erase(0, needless.size());
  return rest.substr(rest.find_first_not_of(' '));
}

std::string row(const std::filesystem::path& folder, const ConformanceFile& file, Counts& counts)
{
  ++counts.files;
  counts.expected += file.expected.has_value();
  const limpid::support::Ran ran = limpid::support::runProgram(
      "limpid-cli", {"pixels", (folder / file.file).string(), "--json"});
  const limpid::Json answer = ran.json();
  if (ran.exitStatus != 0 || !answer.is_object())
    return fmt::format("| {} | listed | | {} | {} |\n", file.file,
                       answer.is_object() ? withoutPath(answer.value("reason", ""), file.file)
                                          : fmt::format("ended with {}", ran.exitStatus),
                       file.expected ? "no" : "");
  ++counts.read;
  const std::string found = limpid::support::sizeAndRange(
      answer["rows"].get<int>(), answer["columns"].get<int>(), answer["frames"].get<int>(),
      answer["storedMin"].get<double>(), answer["storedMax"].get<double>());
  const bool agrees = file.expected == found;
  counts.agreeing += agrees;
  const std::string equal = !file.expected ? ""
                            : agrees       ? fmt::format("yes ({})", file.source)
                                     : fmt::format("no: {} ({})", *file.expected, file.source);
  return fmt::format(
      "| {} | read | {} | {} | {} |\n", file.file, found,
      answer.value("missingBytes", 0) > 0 ? "It ends in the middle of its pixels." : "", equal);
}

int writeTable(const std::filesystem::path& shared, const std::filesystem::path& out)
{
  const auto files = limpid::support::conformanceFiles(shared / "INDEX.md");
  if (files.empty()) {
    std::cerr << shared.string() << " holds no INDEX.md with conformance files.\n";
    return 3;
  }
  std::ofstream table(out);
  table
      << "| file | read or listed | rows × columns × frames, stored values | reason | values equal "
         "|\n| --- | --- | --- | --- | --- |\n";
  Counts counts;
  for (const ConformanceFile& file : files)
    table << row(shared / "dicom-conformance", file, counts);
  const std::string sum = fmt::format(
      "{} files: {} read, {} listed with a reason. Of {} with known values {} agree.", counts.files,
      counts.read, counts.files - counts.read, counts.expected, counts.agreeing);
  table << '\n' << sum << '\n';
  std::cout << sum << "\nThe table is " << out.string() << '\n';
  return table.good() && counts.agreeing == counts.expected ? 0 : 1;
}

} // namespace

int main(int count, char** arguments)
{
  try {
    if (count != 3) {
      std::cerr << "limpid-conformance SHARED_DATA TABLE\n";
      return 2;
    }
    return writeTable(arguments[1], arguments[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
