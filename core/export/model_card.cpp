#include "core/export/model_card.h"

#include "core/base/atomic_file.h"
#include "core/base/figures.h"
#include "core/base/version.h"
#include "core/dataset/frozen_dataset.h"
#include "core/export/assessment_record.h"
#include "core/export/teaching_section.h"

#include <fmt/format.h>

#include <set>

namespace limpid::exporting {
namespace {

/// How many images and patients taught; pseudonyms are counted, never printed.
struct Counts
{
  std::size_t images = 0;
  std::set<std::string> patients{};

  std::string said() const
  {
    return fmt::format("{} images of {} patients", saidCount(static_cast<std::int64_t>(images)),
                       saidCount(static_cast<std::int64_t>(patients.size())));
  }
};

Counts countsOf(const dataset::FrozenDataset& data, const std::vector<std::int64_t>& indices)
{
  Counts counts{.images = indices.size()};
  for (const std::int64_t index : indices)
    counts.patients.insert(data.patient(index));
  return counts;
}

std::string figure(const Json& object, const char* key)
{
  if (!object.is_object() || !object.contains(key) || !object[key].is_number())
    return "unknown";
  const Json& number = object[key];
  return number.is_number_float() ? fmt::format("{:g}", number.get<double>()) : number.dump();
}

/// Letters, digits and ".-_+" only, as in headers.
std::string word(const Json& object, const char* key)
{
  if (!object.is_object() || !object.contains(key) || !object[key].is_string())
    return "unknown";
  const std::string text = object[key];
  return isPlainText(text) && !text.empty() ? text : "unknown";
}

std::string dataSection(const Provenance& provenance)
{
  const SampleSet& set = provenance.samples;
  const SamplePreparation& preparation = set.preparation;
  std::string text = fmt::format(
      "## Data\n\n- Modality {}{}, {} × {} pixels, {}\n- Window {:g} to {:g} {}\n"
      "- Data set digest {}\n",
      preparation.modality.empty() ? "unknown" : preparation.modality,
      preparation.bodyPart.empty() ? std::string() : ", " + preparation.bodyPart, set.columns,
      set.rows,
      preparation.spacingMm ? fmt::format("{:g} mm per pixel", preparation.spacingMm->front())
                            : "pixel spacing differs or is unknown",
      preparation.windowLow, preparation.windowHigh, preparation.unit, set.datasetDigest);
  const auto data = dataset::FrozenDataset::open(provenance.training.dataset);
  if (!data || data->digest() != set.datasetDigest)
    return text + "- Images and patients: unknown, the data set isn't beside the run\n";
  const Json described = data->document().value("preparation", Json::object());
  text += fmt::format("- Trained on {}; kept aside for checking: {}\n",
                      countsOf(*data, data->trainingIndices()).said(),
                      countsOf(*data, data->heldOutIndices()).said());
  text += fmt::format("- Kind of noise assumed: {}\n", word(described, "noiseLaw"));
  text += fmt::format("- Reference quality: the law that is generated is that of images with a "
                      "noise of {} {} (standard deviation)\n",
                      figure(described, "referenceNoise"), preparation.unit);
  for (const std::string& sentence : sentencesIn(described.value("sentences", Json::array())))
    text += "- " + sentence + "\n";
  return text;
}

std::string methodSection(const Provenance& provenance)
{
  const SampleSet& set = provenance.samples;
  const Json& plan = provenance.training.plan;
  return fmt::format(
      "## Method\n\nRisk-sensitive diffusion (Li, Ruiz Luyten, van der Schaar, ICLR 2025, arXiv "
      "2402.02081) as {} implements it.\n\n"
      "- How noisy images were used: {}\n- Noise schedule {}, weighting {}, buffer {}\n"
      "- Network preset {}, {} steps of batch {}, seed {}\n- Model digest {}, at step {}\n"
      "- Sampler {}, {} steps, seed {}{}\n- Choice: {}\n",
      programName, word(plan, "objective"), word(plan, "schedule"), word(plan, "weighting"),
      figure(plan, "buffer"), word(plan, "network"), figure(plan, "steps"), figure(plan, "batch"),
      figure(plan, "seed"), set.modelDigest, set.step, set.sampler, set.steps, set.seed,
      set.minimumTime > 0.0
          ? fmt::format("; stopped at diffusion time {:g}, finer detail is a mean", set.minimumTime)
          : std::string(),
      provenance.choice.sentence());
}

std::string checksSection(const Provenance& provenance)
{
  const AssessmentRecord record =
      assessmentOf(provenance.training.run, provenance.samples.modelDigest);
  if (record.sentences.empty())
    return "## Checks\n\nThese samples were not assessed. Nothing is known of how clean, faithful, "
           "varied and new they are.\n";
  std::string text =
      fmt::format("## Checks\n\nOf the model at step {}{}:\n\n", record.step,
                  record.step == provenance.samples.step
                      ? std::string()
                      : fmt::format(" (these samples are of step {})", provenance.samples.step));
  for (const std::string& sentence : record.sentences)
    text += "- " + sentence + "\n";
  return text;
}

constexpr const char* limits =
    "## Intended use and limits\n\n"
    "Methods research. Not for diagnosis, treatment or any decision about a patient; not a "
    "stand-in "
    "for patients in an evaluation.\n\n"
    "- Every image is synthetic and single: no image belongs to another, they form no volume.\n"
    "- That a finding is shown isn't evidence that it exists; that none is shown isn't either.\n"
    "- Faults of the training images that were not rated or measured are learnt.\n"
    "- Nearness to training images is measured, not excluded. Treat the model as personal data "
    "until your data protection officer decides otherwise.\n"
    "- Head images may show recognisable features.\n";

} // namespace

Result<void> writeModelCard(const std::filesystem::path& folder, const Provenance& provenance)
{
  const std::string text = fmt::format(
      "# Model card\n\n{}\n\n{} files of kind {}, written by {} {}. provenance.json holds the same "
      "for programs.\n\n{}\n{}\n{}\n{}\n{}",
      researchNotice, provenance.files.size(), provenance.kind, programName, programVersion, limits,
      dataSection(provenance), teachingSection(provenance.training), methodSection(provenance),
      checksSection(provenance));
  return writeFileAtomically(folder / "model-card.md", text);
}

} // namespace limpid::exporting
