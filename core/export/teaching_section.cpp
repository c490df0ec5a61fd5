#include "core/export/teaching_section.h"

#include "core/preparation/teaching_groups.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <vector>

namespace limpid::exporting {
namespace {

using preparation::TeachingGroup;
using preparation::TeachingTable;

constexpr int fewestPatients = 3; // less would point at single people

std::vector<TeachingTable> tablesOf(const Training& training)
{
  const std::filesystem::path project = training.run.parent_path().parent_path();
  std::error_code status;
  if (training.run.empty() || !training.plan.is_object() ||
      !std::filesystem::exists(project / "project.json", status))
    return {};
  Result<study::Project> opened = study::Project::open(project);
  if (!opened)
    return {};
  Result<std::vector<TeachingTable>> tables =
      preparation::whoTeaches(*opened, training.dataset, training.plan.value("buffer", 4.0));
  return tables ? *std::move(tables) : std::vector<TeachingTable>();
}

/// Free words of headers stay at home.
std::string saidValue(const std::string& key, const TeachingGroup& group, int number)
{
  if (group.value.empty())
    return "not known";
  return key == "sex" || key == "age" ? group.value : fmt::format("{} {}", key, number);
}

std::string row(const std::string& name, int images, int patients, int teachingImages,
                int teachingPatients)
{
  return fmt::format("| {} | {} of {} | {} of {} |\n", name, images, patients, teachingImages,
                     teachingPatients);
}

std::string tableText(const TeachingTable& table)
{
  std::string text = fmt::format("| {} | images of patients | that teach fine detail |\n"
                                 "| --- | --- | --- |\n",
                                 table.key);
  TeachingGroup small;
  int number = 0;
  for (const TeachingGroup& group : table.groups) {
    ++number;
    if (group.patients >= fewestPatients) {
      text += row(saidValue(table.key, group, number), group.images, group.patients,
                  group.teachingImages, group.teachingPatients);
      continue;
    }
    small.images += group.images;
    small.patients += group.patients;
    small.teachingImages += group.teachingImages;
    small.teachingPatients += group.teachingPatients;
  }
  if (small.images > 0)
    text += row("small groups together", small.images, small.patients, small.teachingImages,
                small.teachingPatients);
  return text +
         fmt::format("\nLargest standardised difference {:.2f}: {}.\n", table.largestDifference,
                     table.balanced() ? "balanced"
                                      : "out of balance, fine detail is that of some groups");
}

} // namespace

std::string teachingSection(const Training& training)
{
  const std::vector<TeachingTable> tables = tablesOf(training);
  std::string text = "## Who teaches fine detail\n\n";
  if (tables.empty())
    return text + "Not known. If quality goes with sex, age, site or scanner, fine detail is that "
                  "of the patients with clean images.\n";
  for (const TeachingTable& table : tables)
    text += tableText(table) + "\n";
  return text;
}

} // namespace limpid::exporting
