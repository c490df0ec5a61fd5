#pragma once

#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/pages/contact_sheet.h"

#include <gtest/gtest.h>

namespace limpid::support {

/// A person at the Quality page: four series of six images whose noise is known, each a stack.
struct SheetStory : ::testing::Test
{
  void SetUp() override
  {
    place.filledProject();
    story.settings().setValue(QStringLiteral("researchNoticeAccepted"), true);
    story.openWindow();
    story.work().project.open(place.project());
    showQuality();
  }

  /// Goes to the page of the window that is open, whose project is opened too or about to be.
  void showQuality()
  {
    ASSERT_TRUE(waitUntil([&] { return quality().images().rowCount() == images; }));
    story.click(QStringLiteral("rail.quality"));
    sheet = story.see<pages::ContactSheet>(QStringLiteral("quality.sheet"));
    ASSERT_TRUE(waitUntil([&] { return sheet->isVisible() && !quality().busy(); }));
  }

  viewmodels::QualityViewModel& quality() { return story.work().quality; }
  int tiles() const { return sheet->layoutOfTiles().count(); }

  static constexpr int images = 24;
  SmallProject place;
  WindowStory story{place.folder(), SmallProject::noPrograms()};
  pages::ContactSheet* sheet = nullptr;
};

} // namespace limpid::support
