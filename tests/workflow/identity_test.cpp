#include "core/base/atomic_file.h"
#include "tests/support/dicom_files.h"
#include "tests/workflow/story.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::workflow {
namespace {

namespace fs = std::filesystem;

constexpr int patients = 3;
constexpr int slices = 5;

/// Names a person in every attribute, in the folders and in the files' names.
void writeNamedStudy(const fs::path& folder)
{
  for (int patient = 1; patient <= patients; ++patient)
    for (int slice = 1; slice <= slices; ++slice)
      support::writeDicom(folder / fmt::format("PLANTED-DIR-{}", patient) /
                              fmt::format("PLANTED-FILE-{}.dcm", slice),
                          support::plantedSlice(patient, slice, 16, 10.0 * slice));
}

/// Every file below `folder` whose bytes or path hold one of the words, with the word.
std::vector<std::string> leaksIn(const fs::path& folder, const std::vector<std::string>& words)
{
  std::vector<std::string> leaks;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::string text = entry.path().lexically_relative(folder).string();
    if (entry.is_regular_file())
      text += '\n' + readFile(entry.path(), std::uintmax_t{1} << 30U).value_or("");
    for (const std::string& word : words)
      if (text.find(word) != std::string::npos)
        leaks.push_back(entry.path().string() + " holds " + word);
  }
  return leaks;
}

std::size_t filesIn(const fs::path& folder)
{
  const fs::recursive_directory_iterator entries(folder);
  return static_cast<std::size_t>(std::count_if(
      begin(entries), end(entries), [](const auto& entry) { return entry.is_regular_file(); }));
}

} // namespace

TEST(Identity, OfNobodyIsInDataSetsRunsLogsOrExports)
{
  const Story story;
  const fs::path study = story.folder() / "PLANTED-STUDY";
  writeNamedStudy(study);
  story.done({"init", story.project()});
  EXPECT_EQ(story.done({"import", story.project(), study.string()})["patients"], patients);
  story.done({"risk", "estimate", story.project(), "--estimator", "immerkaer", "--accept"});
  story.done({"dataset", story.project(), "--name", "small", "--held-out", "0.4"});
  story.done({"plan", story.project(), "--dataset", "small", "--name", "trial", "--preset", "tiny",
              "--steps", "12", "--batch", "4", "--threads", "1"});
  story.done({"train", story.run()});
  story.done({"sample", story.run(), "--count", "2", "--steps", "3"});
  story.done({"assess", story.run()});
  const fs::path out = story.folder() / "out";
  for (const std::string format : {"dicom", "nifti", "nrrd", "png"})
    story.done({"export", story.run(), (out / format).string(), "--format", format,
                "--include-held-back"});
  story.done({"deidentify", story.project(), (out / "real").string()});
  story.done({"deidentify", story.project(), (out / "moved").string(), "--shift-dates",
              "--keep-characteristics"});
  story.done({"risk", "export", story.project(), (out / "ratings.dcm").string()});
  story.done({"privacy", story.project(), (out / "privacy.md").string()});

  // The dates and UIDs are those of writeNamedStudy() and of support::DicomSlice.
  const std::vector<std::string> planted = {"PLANTED",  "19991231",   "1999-12-31",
                                            "19311224", "1931-12-24", "1.2.826.4711"};
  ASSERT_FALSE(leaksIn(study, planted).empty()) << "the search must be able to find them";
  const fs::path project = story.project();
  // Two samples in four formats with provenance and card; all images twice; a report per patient.
  EXPECT_EQ(filesIn(out), 4u * 4u + 2u * patients * slices + patients + 1u);
  for (const fs::path& folder : {project / "datasets", project / "runs", out}) {
    EXPECT_GT(filesIn(folder), 1u) << folder;
    for (const std::string& leak : leaksIn(folder, planted))
      ADD_FAILURE() << leak;
  }
}

} // namespace limpid::workflow
