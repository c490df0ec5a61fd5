#include "ui/viewmodels/leave_out.h"

#include "core/risk/left_out.h"
#include "core/study/library.h"
#include "core/study/project.h"
#include "tests/support/event_loop.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/plan_view_model.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

/// A command line that proposes the first and the last image of the kind.
struct LeaveOutTest : testing::Test
{
  void SetUp() override
  {
    const QString project = place.filledProject();
    quality.setProject(project);
    quality.setKind(support::kindOf(project));
    quality.finish();
    first = quality.images().image(0).record.key;
    last = quality.images().image(23).record.key;
    support::fakeProgram(place.folder() / "limpid-cli",
                         fmt::format("echo '{{\"images\":[{{\"uid\":\"{}\",\"frame\":1}},"
                                     "{{\"uid\":\"{}\",\"frame\":1}}],\"series\":2}}'\n",
                                     first.uid, last.uid));
  }

  void propose()
  {
    leaveOut.look();
    ASSERT_TRUE(support::waitUntil([&] { return leaveOut.proposed() == 2; }));
  }

  void settle() { quality.finish(); }

  support::SmallProject place;
  Programs programs{toQString(place.folder() / "limpid-cli"), {}};
  WorkerClient worker{programs};
  QualityViewModel quality{worker, programs};
  LeaveOut leaveOut{quality};
  study::ImageKey first;
  study::ImageKey last;
};

} // namespace

TEST_F(LeaveOutTest, WhatIsProposedIsLeftOutOnceItIsAcceptedAndUndoBringsItBack)
{
  propose();
  EXPECT_TRUE(leaveOut.sentence().contains(QStringLiteral("2")))
      << leaveOut.sentence().toStdString();
  leaveOut.acceptProposal();
  settle();
  EXPECT_EQ(leaveOut.proposed(), 0);
  EXPECT_EQ(leaveOut.leftOut(), 2);
  EXPECT_TRUE(quality.images().image(0).leftOut);
  quality.undo();
  quality.finish();
  EXPECT_EQ(leaveOut.leftOut(), 0);
  EXPECT_FALSE(quality.images().image(0).leftOut);
}

TEST_F(LeaveOutTest, WhatIsDeclinedIsNotProposedAgain)
{
  propose();
  leaveOut.declineProposal();
  EXPECT_TRUE(leaveOut.sentence().isEmpty());
  leaveOut.look();
  EXPECT_FALSE(leaveOut.isLooking()) << "once for each kind of image";
}

TEST_F(LeaveOutTest, WhatIsLeftOutAlreadyIsNotProposed)
{
  leaveOut.setLeftOut({0}, true);
  settle();
  leaveOut.look();
  ASSERT_TRUE(support::waitUntil([&] { return leaveOut.proposed() == 1; }));
}

TEST_F(LeaveOutTest, ThePlanDoesNotCountWhatIsLeftOut)
{
  leaveOut.setLeftOut({0, 1, 23}, true);
  settle();
  PlanViewModel plan(worker, programs);
  plan.setProject(place.project());
  plan.setKind(quality.kind());
  ASSERT_TRUE(support::waitUntil([&] { return plan.data().images == 21; }));
}

} // namespace limpid::viewmodels
