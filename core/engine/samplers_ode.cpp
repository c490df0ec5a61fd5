#include "core/engine/reverse_process.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::engine {
namespace {

// Dormand and Prince (1980): order 5 with an error estimate of order 4; the last slope of a step is
// the first of the next.
constexpr std::size_t stages = 7;
constexpr std::array<double, stages> nodes{0.0, 0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0};
constexpr std::array<std::array<double, stages - 1>, stages> rows{
    {{},
     {1.0 / 5.0},
     {3.0 / 40.0, 9.0 / 40.0},
     {44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0},
     {19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0},
     {9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0},
     {35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0}}};
constexpr std::array<double, stages> errorWeights{
    71.0 / 57600.0,      0.0,          -71.0 / 16695.0, 71.0 / 1920.0,
    -17253.0 / 339200.0, 22.0 / 525.0, -1.0 / 40.0};

/// How far one image has come: in −ln σ, from 0 to `whole`.
struct Walk
{
  double done = 0.0;
  double width = 0.0; ///< of the next step; 0 at the end
};

// Every image has its own steps, in ln σ, where the flow is smooth: its error alone decides them,
// so that it doesn't depend on the batch. All images are put through the network together; one that
// has arrived waits with steps of no width.
class ProbabilityFlow final : public Solver
{
public:
  explicit ProbabilityFlow(const run::SamplerSettings& settings) : m_settings(settings) {}

  torch::Tensor solve(ReverseProcess& process, torch::Tensor image, std::span<const double> ratios,
                      const jobs::JobContext& context) override
  {
    m_highest = ratios.front();
    m_whole = std::log(ratios.front() / ratios.back());
    m_attempts = std::max(1, (m_settings.mostEvaluations - 1) / static_cast<int>(stages - 1));
    std::vector<Walk> walks(static_cast<std::size_t>(image.size(0)));
    for (Walk& walk : walks)
      walk.width = widthWithin(walk, m_whole / m_settings.steps, m_attempts);
    torch::Tensor slope = slopeAt(process, image, walks, 0.0);
    for (int left = m_attempts; left > 0; --left) {
      if (context.stopRequested())
        return {};
      if (std::all_of(walks.begin(), walks.end(), [](const Walk& walk) { return walk.width == 0; }))
        break;
      attempt(process, image, slope, walks, left);
    }
    return image;
  }

private:
  // dy/d(−ln σ) = −σ ε, `share` of the way through each image's step.
  torch::Tensor slopeAt(const ReverseProcess& process, const torch::Tensor& image,
                        std::span<const Walk> walks, double share) const
  {
    std::vector<double> ratios;
    std::vector<double> factors;
    for (const Walk& walk : walks) {
      ratios.push_back(m_highest * std::exp(-(walk.done + share * walk.width)));
      factors.push_back(-ratios.back());
    }
    return process.perImage(factors) * process.epsilon(image, ratios);
  }

  void attempt(const ReverseProcess& process, torch::Tensor& image, torch::Tensor& slope,
               std::vector<Walk>& walks, int left) const
  {
    std::vector<double> widths;
    for (const Walk& walk : walks)
      widths.push_back(walk.width);
    const torch::Tensor width = process.perImage(widths);
    std::array<torch::Tensor, stages> slopes{slope};
    torch::Tensor candidate;
    for (std::size_t stage = 1; stage < stages; ++stage) {
      torch::Tensor sum = rows[stage][0] * slopes[0];
      for (std::size_t earlier = 1; earlier < stage; ++earlier)
        if (rows[stage][earlier] != 0.0)
          sum = sum + rows[stage][earlier] * slopes[earlier];
      candidate = image + width * sum;
      slopes[stage] = slopeAt(process, candidate, walks, nodes[stage]);
    }
    torch::Tensor error = errorWeights[0] * slopes[0];
    for (std::size_t stage = 1; stage < stages; ++stage)
      if (errorWeights[stage] != 0.0)
        error = error + errorWeights[stage] * slopes[stage];
    const std::vector<double> errors = errorsOf(width * error, image, candidate);
    std::vector<double> accepted;
    for (std::size_t index = 0; index < walks.size(); ++index)
      accepted.push_back(goOn(walks[index], errors[index], left) ? 1.0 : 0.0);
    const torch::Tensor taken = process.perImage(accepted).gt(0.5);
    image = torch::where(taken, candidate, image);
    slope = torch::where(taken, slopes.back(), slope);
  }

  // Root mean square over the image of the error over what is tolerated.
  std::vector<double> errorsOf(const torch::Tensor& error, const torch::Tensor& before,
                               const torch::Tensor& after) const
  {
    const torch::Tensor tolerated =
        m_settings.absoluteTolerance +
        m_settings.relativeTolerance * torch::maximum(before.abs(), after.abs());
    const torch::Tensor norms =
        (error / tolerated).square().flatten(1).mean(1).sqrt().to(torch::kCPU, torch::kFloat64);
    return {norms.data_ptr<double>(), norms.data_ptr<double>() + norms.numel()};
  }

  // Whether the step counts; the walk has its next width afterwards.
  bool goOn(Walk& walk, double error, int left) const
  {
    if (walk.width == 0.0)
      return true;
    const bool accepted = error <= 1.0 || walk.width <= leastWidth(walk, left);
    // A width follows the error's fifth root; an error that is no number asks for less.
    const double wanted = std::isfinite(error) ? 0.9 * std::pow(std::max(error, 1e-10), -0.2) : 0.0;
    const double next = walk.width * std::clamp(wanted, 0.2, 5.0);
    if (accepted)
      walk.done = walk.width >= m_whole - walk.done ? m_whole : walk.done + walk.width;
    walk.width = widthWithin(walk, next, left - 1);
    return accepted;
  }

  double widthWithin(const Walk& walk, double width, int left) const
  {
    const double remaining = m_whole - walk.done;
    const double chosen = std::max(width, leastWidth(walk, left));
    return chosen * (1.0 + 1e-9) >= remaining ? remaining : chosen;
  }

  // Once half of what may be spent is spent, the rest of the way is shared out over the rest of the
  // attempts and steps of that width count whatever their error: every image arrives.
  double leastWidth(const Walk& walk, int left) const
  {
    return 2 * left > m_attempts ? 0.0 : (m_whole - walk.done) / std::max(left, 1);
  }

  run::SamplerSettings m_settings;
  double m_highest = 1.0;
  double m_whole = 0.0;
  int m_attempts = 1;
};

} // namespace

std::unique_ptr<Solver> makeProbabilityFlow(const run::SamplerSettings& settings)
{
  return std::make_unique<ProbabilityFlow>(settings);
}

} // namespace limpid::engine
