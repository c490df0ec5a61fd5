#include "ui/viewmodels/generate_view_model.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {

TEST(GenerateChoices, BeginWithASamplerThatIsOffered)
{
  const auto offered = samplerChoices();
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered.front().name, SamplingChoices{}.sampler);
  EXPECT_GE(offered.size(), 6u);
}

TEST(GenerateChoices, TakeTheUsualStepsOfAnotherSampler)
{
  GenerateViewModel generate{Programs{}};
  SamplingChoices choices = generate.choices();
  choices.steps = 11;
  generate.setChoices(choices);
  EXPECT_EQ(generate.choices().steps, 11) << "the same sampler keeps what was said";
  choices.sampler = QStringLiteral("euler-maruyama");
  generate.setChoices(choices);
  EXPECT_EQ(generate.choices().steps, 200);
}

} // namespace limpid::viewmodels
