#pragma once

#include "core/dataset/admissible_drawing.h"
#include "core/dataset/frozen_dataset.h"
#include "core/diffusion/noise_correction.h"
#include "core/engine/checkpoint.h"
#include "core/engine/denoising_error.h"
#include "core/engine/first_denoiser.h"
#include "core/engine/images_at_hand.h"
#include "core/engine/network.h"
#include "core/engine/noise_source.h"
#include "core/engine/objective.h"
#include "core/engine/optimiser.h"
#include "core/engine/posterior_copies.h"
#include "core/engine/process_group.h"
#include "core/engine/replayer.h"
#include "core/run/plan.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace limpid::engine {

/// The images that teach by a plan (M5, M10). `standard` takes all of them with r = 0, `clean-only`
/// those up to the plan's cleanNoise with r = 0; `risk-conditional` and `denoise-first` take all as
/// `standard` does, and tell the network the risk or denoise first.
Result<std::vector<std::int64_t>> teachersOf(const run::TrainingPlan& plan,
                                             const dataset::FrozenDataset& data);

/// Unsupported where a plan wants to teach below thresholds (M8) and the noise of the data isn't
/// white, gaussian and the same all over each image.
Result<void> canTeachBelowThresholds(const run::TrainingPlan& plan,
                                     const dataset::FrozenDataset& data,
                                     const diffusion::NoiseCorrection& correction);

/// What a training learns from at once.
struct MicroBatch
{
  torch::Tensor images; ///< x̃0
  torch::Tensor noise;  ///< ξ
  TermTensors terms;
  Conditioning said;
};

/// A training between two steps: weights, optimiser, q(t) and the rule that draws. Everything
/// random is a function of (seed, step), so that a checkpoint of the rest continues it bit for bit.
class TrainingSession
{
public:
  /// `threads` is only recorded. Errors: what the plan asks of the data set can't be done.
  static Result<TrainingSession> open(const run::TrainingPlan& plan, dataset::FrozenDataset data,
                                      torch::Device device, int threads);

  /// Draws the posterior copies (M8) before the next step where the plan says that they are due.
  /// They are kept in `folder`, so that a continued training has the same. False after a stop
  /// request.
  Result<bool> preparePosterior(const std::filesystem::path& folder,
                                const jobs::JobContext& context);
  /// From now on the steps are done together with the other processes of the group, each on its
  /// share of the batch: the same training as one process alone has whose micro-batch is such a
  /// share. BadInput when the batch has fewer images than the group processes.
  Result<void> join(std::shared_ptr<const ProcessGroup> group);

  /// Continues from a checkpoint of the same plan and data set.
  Result<void> restore(const Checkpoint& checkpoint);
  Checkpoint checkpoint() const;

  /// One step of AdamW on one drawn batch; gives the mean loss. When the memory isn't enough the
  /// micro-batch is halved and the step done again. NoResource when one image is too much,
  /// BadInput when the loss is no longer finite.
  Result<double> step();
  /// The same on another number of images: to find out what a step costs.
  Result<double> stepOn(int images);

  std::int64_t stepsDone() const { return m_step; }
  int microBatch() const { return m_microBatch; }
  /// t_min of M7; the schedule's own where the consistency loss teaches what lies below.
  double minimumTime() const;
  std::size_t teachingImages() const { return m_teachingImages; }
  std::int64_t parameters() const { return m_network.weights().numel(); }
  /// Images that preview() and heldOutErrors() put through the network.
  std::int64_t evaluationsOfPreview() const;

  /// A few images drawn with the averaged weights, always from the same noise.
  torch::Tensor preview(const jobs::JobContext& context) const;
  /// Errors of the averaged weights on at most 8 clean kept-aside images; empty without such.
  std::vector<DenoisingError> heldOutErrors(const jobs::JobContext& context) const;

private:
  TrainingSession(run::TrainingPlan plan, dataset::FrozenDataset data,
                  std::shared_ptr<const diffusion::Schedule> schedule,
                  diffusion::NoiseCorrection correction, EpsilonNetwork network,
                  EpsilonNetwork average);
  std::vector<double> thresholdsOf(std::span<const std::int64_t> teachers) const;
  void drawTerms(int images, std::vector<dataset::Draw>& draws, std::vector<Term>& terms);
  void teachBelowThresholds(const std::vector<std::int64_t>& teachers,
                            const std::vector<double>& thresholds, dataset::Drawing rule);
  const dataset::AdmissibleDrawing& currentDrawing() const;
  void putCopies(std::span<const dataset::Draw> draws, torch::Tensor& images) const;
  torch::Tensor consistencyOf(const torch::Tensor& images, const torch::Tensor& noise,
                              std::span<const Term> terms, const EpsilonFunction& epsilon,
                              std::uint64_t stream) const;
  torch::Tensor risksOf(std::span<const std::int64_t> images) const;
  Conditioning saidOf(std::span<const std::int64_t> images, std::uint64_t firstDraw) const;
  MicroBatch microBatchOf(std::span<const dataset::Draw> draws, std::span<const Term> terms,
                          std::uint64_t stream, const NoiseSource::Part& next);
  std::vector<torch::Tensor> addGradient(const MicroBatch& part, std::span<const Term> terms,
                                         std::uint64_t stream, std::size_t batch);
  double accumulate(std::span<const dataset::Draw> draws, std::span<const Term> terms,
                    std::vector<double>& errors);
  void addUp(double& total, std::vector<double>& errors);
  double accumulateWithinMemory(std::span<const dataset::Draw> draws, std::span<const Term> terms,
                                std::vector<double>& errors);
  Result<void> learn(std::span<const Term> terms, std::span<const double> errors);
  [[nodiscard]] Error noLongerFinite(std::string_view what) const;

  run::TrainingPlan m_plan;
  dataset::FrozenDataset m_data;
  std::shared_ptr<const diffusion::Schedule> m_schedule;
  diffusion::NoiseCorrection m_correction;
  EpsilonNetwork m_network;
  EpsilonNetwork m_average;
  AdamW m_optimiser;
  ErrorByNoiseRatio m_cleanError;
  ImagesAtHand m_images;
  NoiseSource m_noise;
  Replayer m_replayer;                     // of addGradient()
  std::optional<FirstDenoiser> m_denoiser; // of the objective denoise-first
  std::unique_ptr<dataset::AdmissibleDrawing> m_drawing;
  std::optional<PosteriorCopies> m_copies; // where the plan wants them
  std::unique_ptr<dataset::AdmissibleDrawing> m_drawingWithCopies;
  std::int64_t m_copiesOfStep = 0;
  Weighting m_weighting = Weighting::Equal;
  std::vector<std::int64_t> m_heldOutClean;
  std::size_t m_teachingImages = 0;
  std::int64_t m_step = 0;
  int m_microBatch = 0;
  int m_threads = 0;
  std::shared_ptr<const ProcessGroup> m_group; // nothing: alone
};

} // namespace limpid::engine
