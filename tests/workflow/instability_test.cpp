#include "tests/support/program.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid {
namespace {

support::Ran instability(std::vector<std::string> options)
{
  options.insert(options.begin(), {"instability", "--json"});
  return support::runProgram("limpid-cli", options);
}

} // namespace

TEST(InstabilityVerb, DrawsTheMethodsCurves)
{
  const Json curves =
      instability({"--schedule", "vp-linear", "--law", "gaussian", "--risk", "1"}).json();
  EXPECT_NEAR(curves["threshold"].get<double>(), 0.2590, 5e-5);
  ASSERT_EQ(curves["t"].size(), 200U);
  for (std::size_t i = 0; i < 200U; ++i) {
    const double relative = 1.0 / curves["noiseRatio"][i].get<double>();
    const double ordinary = 3.0 / 16.0 * std::pow(relative, 4.0);
    EXPECT_NEAR(curves["instabilityOrdinary"][i].get<double>(), ordinary, 1e-9 * ordinary);
    if (curves["t"][i].get<double>() > 0.2591) {
      EXPECT_EQ(curves["instability"][i].get<double>(), 0.0);
      EXPECT_EQ(curves["relL2"][i].get<double>(), 0.0);
    }
  }
}

TEST(InstabilityVerb, KnowsEveryLawAndWeight)
{
  for (const char* law : {"laplace", "cauchy", "student-t", "uniform"}) {
    const Json curves = instability({"--law", law, "--risk", "0.1", "--times", "20"}).json();
    EXPECT_EQ(curves["relL2"].size(), 20U) << law;
    EXPECT_TRUE(curves["threshold"].is_number()) << law;
  }
  const Json paper = instability({"--law", "cauchy", "--omega", "paper", "--risk", "0.3",
                                  "--tolerance", "1", "--schedule", "ve", "--dimension", "2"})
                         .json();
  // v² > (D+2)/(D+5) κ² for the paper's weight: 4/7 · .09; a tolerance of 1 asks for no more.
  EXPECT_NEAR(paper["threshold"].get<double>(),
              std::log1p(4.0 / 7.0 * 0.09 / 1e-4) / (2.0 * std::log(5000.0)), 1e-4);
  EXPECT_TRUE(instability({"--law", "cauchy", "--risk", "1e5"}).json()["threshold"].is_null());
}

TEST(InstabilityVerb, SaysWhatALawOrWeightCant)
{
  const support::Ran rician = instability({"--law", "rician"});
  EXPECT_EQ(rician.exitStatus, 3);
  EXPECT_NE(rician.errors.find("variance-stabilising"), std::string::npos) << rician.errors;
  const support::Ran unknown = instability({"--law", "pink"});
  EXPECT_EQ(unknown.exitStatus, 3);
  EXPECT_NE(unknown.errors.find("pink"), std::string::npos) << unknown.errors;
  const support::Ran heavy = instability({"--law", "laplace", "--omega", "paper"});
  EXPECT_EQ(heavy.exitStatus, 3);
  EXPECT_NE(heavy.errors.find("2.5"), std::string::npos) << heavy.errors;
  EXPECT_EQ(instability({"--law", "gaussian", "--omega", "mine"}).exitStatus, 3);
}

} // namespace limpid
