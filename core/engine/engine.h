#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/run/comparison_overrides.h"
#include "core/run/sampler_settings.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::engine {

/// How a verb ended and what it gives back (the `result` of status.json).
struct TaskEnd
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  Json result = Json::object();
  std::string message = {}; ///< a sentence for the reader
};

struct TrainingRequest
{
  std::filesystem::path plan; ///< plan.json; its folder is the run folder
  bool resume = false;
  std::int64_t stopAfter = 0; ///< stop after that many steps of this call; 0: never
};
/// Trains by the plan. Everything goes through the run folder (run/task_folder.h); a stop saves a
/// checkpoint. `result`: run, step, steps, checkpoint, loss, modelDigest.
Result<TaskEnd> train(const TrainingRequest& request, jobs::JobContext& context);

struct SamplingRequest
{
  std::filesystem::path run;
  std::int64_t count = 0;
  std::int64_t first = 0;
  run::SamplerSettings sampler;
  std::uint64_t seed = 1;
  std::string name;      ///< folder below RUN/samples; empty: the next free draw-N
  std::string label;     ///< one of those the network was told; empty: images of any
  double guidance = 1.0; ///< see guidedEpsilon(); 1: none
  std::string device = "auto";
  int threads = 0;
};
/// Draws images with the averaged weights into RUN/samples/NAME. `result` is samples.json with the
/// path of the arrays. Image i depends on (model, sampler and its options, seed, i) alone.
Result<TaskEnd> sample(const SamplingRequest& request, jobs::JobContext& context);

struct RestorationRequest
{
  std::filesystem::path run;
  /// Each the number of a kept-aside image of the run's data set (from 0), or a safetensors file
  /// with `images` and `noise` as a data set has them: all of its images.
  std::vector<std::string> images;
  std::int64_t draws = 16;
  run::SamplerSettings sampler; ///< a stochastic one
  std::uint64_t seed = 1;
  std::string name; ///< folder below RUN/restorations; empty: the next free restored-N
  std::string device = "auto";
  int threads = 0;
};
/// Draws clean images that may lie behind noisy ones (M7) into RUN/restorations/NAME:
/// restoration.safetensors with `images` and `mean` (N×C×H×W), `deviation` (the same, over draws)
/// and `draws` (N×draws×C×H×W), model intensity. `result` is restoration.json with `outputs`. A
/// draw depends on (model, sampler and its options, image and its noise, seed, its number) alone.
Result<TaskEnd> restore(const RestorationRequest& request, jobs::JobContext& context);

struct AssessmentRequest
{
  std::filesystem::path run;
  std::filesystem::path samples; ///< folder or safetensors file; empty: the newest of the run
  std::string name;              ///< folder below RUN/assessments; empty: the next free check-N
  std::string device = "auto";
  int threads = 0;
  std::uint64_t seed = 1;
};
/// Measures the model and its samples against the data set's kept-aside images and writes
/// RUN/assessments/NAME/assessment.json, which is also the `result`.
Result<TaskEnd> assess(const AssessmentRequest& request, jobs::JobContext& context);

struct ComparisonRequest
{
  std::filesystem::path spec;    ///< run/comparison_spec.h
  std::filesystem::path dataset; ///< instead of the one it names
  std::filesystem::path folder;  ///< of its runs; empty: runs/NAME
  run::ComparisonOverrides overrides = {};
};
/// Trains, samples and measures every case of the specification that the folder doesn't have yet;
/// the rows stand in its metrics.jsonl as they come. `result`, also table.json: rows (over the
/// seeds, with intervals), runs (one for each training).
Result<TaskEnd> compare(const ComparisonRequest& request, jobs::JobContext& context);

struct ValidationRequest
{
  std::filesystem::path folder;              ///< empty: runs/validation
  bool quick = false;                        ///< without the toy trainings
  std::vector<std::uint64_t> seeds{1, 2, 3}; ///< of the toy trainings
};
/// Holds the method against its theorems and the toy's known figures. `result`, also
/// validation.json: passed, rows (each with expected, found, passed), toy (rows as of compare()).
Result<TaskEnd> validate(const ValidationRequest& request, jobs::JobContext& context);

/// What training by a plan takes on this machine, from a few real steps; the run folder stays as it
/// is. `result`: parameters, memoryBytes (the most that the process holds; null on a GPU, where it
/// isn't measured), secondsPerStep (with its share of the previews), seconds (all steps), steps,
/// device, threads, microBatch, measuredImages (fewer than the batch where steps take long: the
/// figures are extended from there), sentences.
Result<TaskEnd> estimate(const std::filesystem::path& plan, const jobs::JobContext& context);

struct BenchRequest
{
  std::filesystem::path folder; ///< empty: runs/bench
  std::vector<std::string> networks{"small", "medium"};
  std::vector<std::string> precisions{"fp32", "bf16"};
  int size = 32; ///< rows and columns of the images
  int channels = 1;
  int batch = 32;
  std::string device = "auto";
  int threads = 0;
  int rounds = 7;
  double secondsOfTurn = 3.0;
  std::string python;   ///< a Python that has PyTorch; empty: none is compared with
  bool compile = false; ///< also torch.compile, of PyTorch 2
};
/// Trains each network in each precision by turns with PyTorch's own operators on the same network,
/// batch and threads, after both have shown that they compute the same from the same weights.
/// On a GPU limpid-engine has a second row, with its activations in the other memory format.
/// `result`, also bench.json: device, threads, rounds, rows: [{network, size, batch, precision,
/// program, imagesPerSecond, imagesPerCpuSecond, ratio and cpuRatio (limpid-engine over the
/// program), shareOfMatrixRate, memoryBytes, forwardDifference, gradientDifference (relative),
/// torch; limpid-engine's also parameters, operationsPerImage, matrixRate, sampledImagesPerSecond,
/// insideNetwork (share of 20 steps of DPM-Solver++)}].
Result<TaskEnd> bench(const BenchRequest& request, jobs::JobContext& context);

/// [{id, name, usable, reason}].
Json devices();
std::string torchVersion();
/// Whether this program was built to record and replay a GPU's work (CUDA graphs).
bool hasCudaGraphs();

} // namespace limpid::engine
