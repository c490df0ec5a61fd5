#include "core/run/comparison_spec.h"

#include "core/base/atomic_file.h"
#include "core/run/comparison_changes.h"
#include "core/run/json_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace limpid::run {
namespace {

constexpr const char* specFormat = "limpid-comparison";
constexpr int specVersion = 1;
constexpr const char* knownSpectrum = "known";
constexpr const char* whiteSpectrum = "taken for white";
constexpr double noBuffer = 1e9; // as good as infinity, which JSON has no word for

Result<void> readBuffers(const Json& json, std::vector<double>& values)
{
  const Json list = json.value("buffer", Json::array());
  if (!list.is_array())
    return wrongComparison("buffer must be a list of numbers");
  for (const Json& entry : list) {
    if (!entry.is_number() && !entry.is_null())
      return wrongComparison("buffer must be a list of numbers, or null for none");
    values.push_back(entry.is_null() ? noBuffer : entry.get<double>());
  }
  return {};
}

Result<void> refuseUnknown(const Json& json, const std::set<std::string>& known, const char* where)
{
  for (const auto& [key, value] : json.items())
    if (!known.contains(key))
      return wrongComparison(
          fmt::format("{} has the key {}, which no comparison knows", where, key));
  return {};
}

Result<void> readSweeps(const Json& json, ComparisonSpec& spec)
{
  const Json sweeps = json.value("sweeps", Json::object());
  if (!sweeps.is_object())
    return wrongComparison("sweeps must be an object");
  if (const auto method = sweeps.find("objective"); method != sweeps.end()) {
    if (!method->is_string())
      return wrongComparison("the objective of the sweeps must be text");
    spec.sweepObjective = method->get<std::string>();
  }
  for (const Result<void>& read :
       {refuseUnknown(sweeps,
                      {"objective", "wrongRisk", "buffer", "cleanShare", "drawing", "law",
                       "spectrum", "treatment"},
                      "sweeps"),
        readList(sweeps, "wrongRisk", spec.wrongRisk), readBuffers(sweeps, spec.buffer),
        readList(sweeps, "cleanShare", spec.cleanShare), readList(sweeps, "drawing", spec.drawing),
        readList(sweeps, "law", spec.law), readList(sweeps, "spectrum", spec.spectrum),
        readList(sweeps, "treatment", spec.treatment)})
    if (!read)
      return read;
  return {};
}

/// The settings of method.md's last section.
void takeToySettings(ComparisonSpec& spec)
{
  dataset::AddedNoise noise;
  noise.cleanShare = 0.9;
  noise.cleanShareOfLabel = {{0, 0.05}};
  noise.levels = {1.0};
  spec.noise = noise;
  spec.samples = 5000;
  spec.sampler = "heun";
  spec.samplerSteps = 100;
  spec.plan = {
      {"network", "mlp"},     {"schedule", "vp-linear"},  {"steps", 2500},    {"batch", 512},
      {"learningRate", 2e-3}, {"finalLearningRate", 0.0}, {"warmupSteps", 0}, {"gradientClip", 1e6},
      {"emaDecay", 0.999},    {"device", "cpu"},          {"threads", 1},     {"cleanNoise", 0.0},
      {"previewEvery", 0},    {"checkpointEvery", 1000}};
}

Result<void> check(const ComparisonSpec& spec)
{
  if (spec.seeds.empty() || spec.samples < 1 || spec.samplerSteps < 0)
    return wrongComparison("it needs a seed, a sample and no negative number of sampler steps");
  const bool wantsNoise = !spec.cleanShare.empty() || !spec.wrongRisk.empty() || !spec.law.empty();
  const bool wantsTruth = std::count(spec.objectives.begin(), spec.objectives.end(), "oracle") > 0;
  if (spec.sweepObjective == "oracle")
    return wrongComparison("a sweep varies what is done about noise; the oracle sees none");
  if (wantsTruth && !spec.noise && !spec.corruption)
    return wrongComparison("oracle needs noise or corruption that is added");
  if (wantsNoise && !spec.noise)
    return wrongComparison("wrongRisk, cleanShare and law need noise that is added");
  if (spec.noise && spec.corruption)
    return wrongComparison("it adds noise or corruption, not both");
  if (!spec.spectrum.empty() && !(spec.noise && spec.noise->correlation > 0.0))
    return wrongComparison("spectrum needs correlated noise that is added");
  if (std::any_of(spec.spectrum.begin(), spec.spectrum.end(), [](const std::string& spectrum) {
        return spectrum != knownSpectrum && spectrum != whiteSpectrum;
      }))
    return wrongComparison(fmt::format("spectrum is {} or {}", knownSpectrum, whiteSpectrum));
  if (!spec.treatment.empty() && !spec.corruption)
    return wrongComparison("treatment needs corruption that is added");
  if (Result<void> named = checkFolderName(spec.name, "a comparison"); !named)
    return named;
  return {};
}

std::string shortNumber(double value)
{
  return value == noBuffer ? "none" : fmt::format("{:g}", value);
}

/// Builds the cases of one seed.
class CaseList
{
public:
  CaseList(const ComparisonSpec& spec, std::vector<ComparisonCase>& cases)
      : m_spec(spec), m_cases(cases)
  {
  }

  Result<void> addSeed(std::uint64_t seed)
  {
    m_seed = seed;
    for (const std::string& name : m_spec.objectives)
      add(name, "", "", [](ComparisonCase&) {});
    for (const double factor : m_spec.wrongRisk)
      add(m_spec.sweepObjective, "wrongRisk", shortNumber(factor),
          [factor](ComparisonCase& item) { item.noise->assumedFactor = factor; });
    for (const double buffer : m_spec.buffer)
      add(m_spec.sweepObjective, "buffer", shortNumber(buffer),
          [buffer](ComparisonCase& item) { item.plan.buffer = buffer; });
    for (const std::string& drawing : m_spec.drawing)
      add(m_spec.sweepObjective, "drawing", drawing,
          [&drawing](ComparisonCase& item) { item.plan.drawing = drawing; });
    for (const double share : m_spec.cleanShare)
      for (const std::string& name : m_spec.objectives)
        if (name != "oracle")
          add(name, "cleanShare", shortNumber(share),
              [share](ComparisonCase& item) { item.noise->cleanShare = share; });
    for (const std::string& law : m_spec.law)
      addLaw(law);
    for (const std::string& spectrum : m_spec.spectrum)
      add(m_spec.sweepObjective, "spectrum", spectrum, [&spectrum](ComparisonCase& item) {
        item.noise->correlationKnown = spectrum == knownSpectrum;
      });
    for (const std::string& treatment : m_spec.treatment)
      add(m_spec.sweepObjective, "treatment", treatment,
          [&treatment](ComparisonCase& item) { item.corruption->treatment = treatment; });
    return m_failure ? Result<void>(failure(*m_failure)) : Result<void>();
  }

private:
  /// All methods with noise of a law; those that correct for it also as if it were gaussian.
  void addLaw(const std::string& law)
  {
    for (const std::string& name : m_spec.objectives) {
      if (name == "oracle")
        continue;
      add(name, "law", law, [&law](ComparisonCase& item) { item.noise->law = law; });
      if (m_cases.empty() || m_cases.back().plan.objective != "risk-sensitive" || law == "gaussian")
        continue;
      add(name, "law", law + " as gaussian", [&law](ComparisonCase& item) {
        item.noise->law = law;
        item.noise->assumedLaw = "gaussian";
      });
    }
  }

  template<typename Change>
  void add(const std::string& name, const char* sweep, const std::string& setting, Change&& change)
  {
    const Result<Method> method = methodFromName(name);
    Json json = m_spec.plan;
    json["dataset"] = "dataset.safetensors"; // the run puts its own
    if (method) {
      json["objective"] = method->objective;
      json["weighting"] = method->weighting;
      json["localLevels"] = method->localLevels;
    }
    json["seed"] = m_seed;
    Result<TrainingPlan> plan = planFromJson(json);
    if (!method || !plan) {
      m_failure = method ? plan.error() : method.error();
      return;
    }
    ComparisonCase item;
    item.method = name;
    item.sweep = sweep;
    item.setting = setting;
    item.seed = m_seed;
    item.plan = std::move(*plan);
    if (name != "oracle") {
      item.noise = m_spec.noise;
      item.corruption = m_spec.corruption;
    }
    if (item.noise)
      item.noise->seed = m_seed;
    if (item.corruption)
      item.corruption->seed = m_seed;
    change(item);
    m_cases.push_back(std::move(item));
  }

  const ComparisonSpec& m_spec;
  std::vector<ComparisonCase>& m_cases;
  std::uint64_t m_seed = 1;
  std::optional<Error> m_failure;
};

} // namespace

Result<Method> methodFromName(const std::string& name)
{
  static const std::array<Method, 10> methods{{{"standard", "standard", "equal"},
                                               {"clean-only", "clean-only", "equal"},
                                               {"risk-conditional", "risk-conditional", "equal"},
                                               {"denoise-first", "denoise-first", "equal"},
                                               {"equal", "risk-sensitive", "equal"},
                                               {"plain", "risk-sensitive", "plain"},
                                               {"ambient", "risk-sensitive", "ambient"},
                                               {"optimal", "risk-sensitive", "optimal"},
                                               {"local-levels", "risk-sensitive", "equal", true},
                                               {"oracle", "standard", "equal"}}};
  for (const Method& method : methods)
    if (method.name == name)
      return method;
  std::vector<std::string> names;
  for (const Method& method : methods)
    names.push_back(method.name);
  return wrongComparison(
      fmt::format("there is no objective {}; there are {}", name, fmt::join(names, ", ")));
}

std::string ComparisonCase::title() const
{
  static const std::array<std::pair<const char*, const char*>, 7> words{
      {{"wrongRisk", "assumed risk"},
       {"buffer", "buffer"},
       {"cleanShare", "clean share"},
       {"drawing", "drawing"},
       {"law", "noise"},
       {"spectrum", "spectrum"},
       {"treatment", "corruption:"}}};
  for (const auto& [key, word] : words)
    if (sweep == key)
      return fmt::format("{}, {} {}", method, word, setting);
  return method;
}

Result<ComparisonSpec> comparisonSpecFromJson(const Json& json)
{
  if (!json.is_object())
    return wrongComparison("it isn't a JSON object");
  ComparisonSpec spec;
  Json plan = Json::object();
  Json ignored;
  JsonFields fields(json);
  fields("dataset", spec.dataset);
  if (spec.isToy())
    takeToySettings(spec);
  fields("name", spec.name);
  fields("plan", plan);
  fields("samples", spec.samples);
  fields("sampler", spec.sampler);
  fields("samplerSteps", spec.samplerSteps);
  for (const char* key : {"noise", "corruption", "objectives", "seeds", "sweeps"})
    fields(key, ignored);
  if (fields.error())
    return wrongComparison(*fields.error());
  if (const auto unknown = fields.unknown())
    return wrongComparison(fmt::format("it has the key {}, which no comparison knows", *unknown));
  if (!plan.is_object())
    return wrongComparison("plan must be an object");
  spec.plan.update(plan);
  for (const Result<void>& read :
       {readList(json, "objectives", spec.objectives), readList(json, "seeds", spec.seeds),
        readNoise(json, spec.noise), readCorruption(json, spec.corruption), readSweeps(json, spec)})
    if (!read)
      return failure(read.error());
  if (const Result<void> checked = check(spec); !checked)
    return failure(checked.error());
  if (const auto cases = casesOf(spec); !cases)
    return failure(cases.error());
  return spec;
}

Result<ComparisonSpec> readComparisonSpec(const std::filesystem::path& path)
{
  const Result<Json> json = readDocument(path, specFormat, specVersion);
  if (!json)
    return failure(json.error());
  Result<ComparisonSpec> spec = comparisonSpecFromJson(*json);
  if (!spec)
    return failure(spec.error().code, fmt::format("{}: {}", path.string(), spec.error().message));
  if (!spec->isToy() && !spec->dataset.empty())
    spec->dataset = (std::filesystem::absolute(path).parent_path() / spec->dataset).string();
  return spec;
}

Result<std::vector<ComparisonCase>> casesOf(const ComparisonSpec& spec)
{
  std::vector<ComparisonCase> cases;
  CaseList list(spec, cases);
  for (const std::uint64_t seed : spec.seeds)
    if (const Result<void> added = list.addSeed(seed); !added)
      return failure(added.error());
  if (cases.empty())
    return wrongComparison("it compares nothing: objectives and sweeps are empty");
  return cases;
}

} // namespace limpid::run
