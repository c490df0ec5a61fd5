#include "ui/viewmodels/training_curves.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

Json step(int number, double loss)
{
  return {{"event", "step"}, {"step", number}, {"loss", loss}};
}

TEST(TrainingCurves, TakeLossAndErrorFromTheLinesThatHaveThem)
{
  TrainingCurves curves;
  curves.add(step(10, 0.5));
  curves.add({{"event", "preview"},
              {"step", 20},
              {"denoisingError", Json::array({{{"level", 0.12}, {"value", 0.3}},
                                              {{"level", 0.25}, {"value", 0.1}}})}});
  curves.add(step(20, 0.25));
  EXPECT_EQ(curves.loss().steps, (std::vector<double>{10.0, 20.0}));
  EXPECT_EQ(curves.loss().values, (std::vector<double>{0.5, 0.25}));
  EXPECT_EQ(curves.heldOutError().steps, std::vector<double>{20.0});
  EXPECT_EQ(curves.heldOutError().values, std::vector<double>{0.1});
}

TEST(TrainingCurves, PassOverLinesThatAreDamaged)
{
  TrainingCurves curves;
  for (const Json& line :
       {Json(), Json(3), Json::array(), Json{{"step", "ten"}, {"loss", 0.5}}, Json{{"loss", 0.5}},
        Json{{"step", 10}, {"loss", nullptr}}, Json{{"step", 10}, {"denoisingError", "none"}},
        Json{{"step", 10}, {"denoisingError", Json::array({1, 2})}}})
    curves.add(line);
  EXPECT_TRUE(curves.loss().steps.empty());
  EXPECT_TRUE(curves.heldOutError().steps.empty());
}

TEST(TrainingCurves, AverageJumpsAwayAndKeepTheLevelOfAConstantLoss)
{
  TrainingCurves constant;
  TrainingCurves jumping;
  for (int number = 1; number <= 200; ++number) {
    constant.add(step(number, 0.7));
    jumping.add(step(number, number % 2 == 0 ? 0.2 : 1.2));
  }
  for (const double value : constant.averageLoss().values)
    EXPECT_NEAR(value, 0.7, 1e-12);
  EXPECT_NEAR(jumping.averageLoss().values.back(), 0.7, 0.03);
}

} // namespace
} // namespace limpid::viewmodels
