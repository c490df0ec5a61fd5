#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace limpid::diffusion {

/// One statement of the method, found by another way than the program computes it.
struct TheoremCheck
{
  std::string name; ///< the label first: "M3 threshold of vp-linear, r = 0.1"
  double expected = 0.0;
  double found = 0.0;
  double tolerance = 0.0; ///< of |found − expected|
  bool pass = false;      ///< false too where a value is missing
};

/// M1 and M3: u, v² and ṽ² of each schedule against Runge-Kutta integration of f and g².
std::vector<TheoremCheck> checkKernels();
/// M3: the program's thresholds against those of the method's tables.
std::vector<TheoremCheck> checkThresholds();
/// M2 and M3: S_t by quadrature against its closed forms, and none above t_r.
std::vector<TheoremCheck> checkInstability();
/// M4: the tables and closed forms for other laws.
std::vector<TheoremCheck> checkLaws();
/// M0, M3 and M4 by Monte Carlo: the laws' draws against their characteristic functions, and
/// x̃_t of noisy Gaussian data against x_t of clean data.
std::vector<TheoremCheck> checkMarginals(std::uint64_t seed);
/// M5 by Monte Carlo: mean and variance of the target (v/ṽ)ξ given x̃_t for Gaussian data.
std::vector<TheoremCheck> checkTargets(std::uint64_t seed);

/// All of them, in this order; about a second.
std::vector<TheoremCheck> checkTheorems(std::uint64_t seed);

} // namespace limpid::diffusion
