#include "ui/viewmodels/schema_editor.h"

#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/quality_view_model.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

struct SchemaEditorTest : testing::Test
{
  SchemaEditorTest()
  {
    const QString project = place.filledProject();
    quality.setProject(project);
    quality.setKind(support::kindOf(project));
    quality.finish();
    for (const int row : {0, 1, 2}) {
      quality.setSelection({row});
      quality.setValue(u"motion"_s, row == 0 ? 1.0 : 4.0);
    }
    quality.finish();
    editor = std::make_unique<SchemaEditor>(place.project(), quality.schema());
    editor->select(1); // motion
  }

  std::optional<double> motion(int row) const
  {
    const auto& vector = quality.images().image(row).quality;
    const auto found = vector.find("motion");
    return found == vector.end() ? std::nullopt : std::optional(found->second.value);
  }

  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  mutable QualityViewModel quality{worker, support::SmallProject::noPrograms()};
  std::unique_ptr<SchemaEditor> editor;
};

} // namespace

TEST_F(SchemaEditorTest, SaysWhatAShorterScaleDoesBeforeItDoesIt)
{
  editor->removeStep(4); // severe
  editor->finish();
  EXPECT_TRUE(editor->obstacle().isEmpty()) << editor->obstacle().toStdString();
  ASSERT_EQ(editor->moves().size(), 1u);
  EXPECT_EQ(editor->moves().front().from, 4.0);
  EXPECT_EQ(editor->moves().front().to, 3.0);
  EXPECT_EQ(editor->moves().front().values, 2);
  ASSERT_EQ(editor->consequences().size(), 1);
  EXPECT_TRUE(editor->consequences().front().contains(u"severe"_s))
      << editor->consequences().front().toStdString();
  EXPECT_EQ(motion(1), 4.0);

  quality.changeSchema(editor->change());
  quality.finish();
  EXPECT_EQ(motion(0), 1.0);
  EXPECT_EQ(motion(1), 3.0);
  EXPECT_EQ(quality.schema()[1].values.size(), 4u);
  quality.undo();
  quality.finish();
  EXPECT_EQ(motion(1), 4.0);
  EXPECT_EQ(quality.schema()[1].values.size(), 5u);
}

TEST_F(SchemaEditorTest, MovesWhereItIsTold)
{
  editor->removeStep(4);
  editor->setMove(4.0, std::nullopt);
  editor->finish();
  quality.changeSchema(editor->change());
  quality.finish();
  EXPECT_EQ(motion(1), std::nullopt);
}

TEST_F(SchemaEditorTest, AddsRenamesAndReorders)
{
  editor->add(u"Ghosting"_s);
  editor->moveUp();
  editor->setUnit(u"%"_s);
  editor->setGoodIsLow(false);
  editor->finish();
  EXPECT_TRUE(editor->consequences().isEmpty()) << "nobody rated it yet";
  quality.changeSchema(editor->change());
  quality.finish();
  ASSERT_EQ(quality.schema().size(), 5u);
  EXPECT_EQ(quality.schema()[3].id, "ghosting");
  EXPECT_FALSE(quality.schema()[3].goodIsLow);
}

TEST_F(SchemaEditorTest, TellsWhatIsTakenAwayWithAComponent)
{
  editor->remove();
  editor->finish();
  ASSERT_EQ(editor->consequences().size(), 1);
  EXPECT_TRUE(editor->consequences().front().contains(u"3"_s))
      << editor->consequences().front().toStdString();
  quality.changeSchema(editor->change());
  quality.finish();
  EXPECT_EQ(quality.schema().size(), 3u);
  quality.undo();
  quality.finish();
  EXPECT_EQ(motion(2), 4.0);
}

TEST_F(SchemaEditorTest, RefusesWhatContradictsItself)
{
  editor->setStepValue(1, 0.0);
  editor->finish();
  EXPECT_FALSE(editor->obstacle().isEmpty());
  editor->setStepValue(1, 1.0);
  editor->finish();
  EXPECT_FALSE(editor->isChanged());
  editor->setUse(risk::ComponentUse::Noise);
  editor->finish();
  EXPECT_TRUE(editor->obstacle().contains(u"never subtracted"_s))
      << editor->obstacle().toStdString();
  editor->setUse(risk::ComponentUse::None);
  editor->setLabel({});
  EXPECT_FALSE(editor->obstacle().isEmpty());
}

TEST_F(SchemaEditorTest, ForgetsWhatWasSaidOfADraftThatHasChangedSince)
{
  editor->setStepValue(1, 0.0); // as another step is: being looked at
  editor->setStepValue(1, 1.0);
  editor->setLabel(u"Movement"_s);
  editor->finish();
  EXPECT_TRUE(editor->obstacle().isEmpty()) << editor->obstacle().toStdString();
}

} // namespace limpid::viewmodels
