#include "core/privacy/privacy_sheet.h"

#include "core/privacy/forget_patient.h"
#include "tests/core/privacy/withdrawable_project.h"

#include <gmock/gmock.h>

namespace limpid::privacy {
namespace {

using testing::HasSubstr;
using testing::Not;

using PrivacySheetOfProject = WithdrawableProject;

const PrivacyPlace& placeOf(const PrivacySheet& sheet, const std::string& path)
{
  static const PrivacyPlace none;
  for (const PrivacyPlace& place : sheet.places)
    if (place.path == path)
      return place;
  ADD_FAILURE() << "the sheet has no " << path;
  return none;
}

} // namespace

TEST_F(PrivacySheetOfProject, CountsThePatientsAndTheBytesOfEachPlaceAndNamesNobody)
{
  const Result<PrivacySheet> sheet = readPrivacySheet(m_project);
  ASSERT_TRUE(sheet) << sheet.error().message;
  EXPECT_EQ(sheet->patients, 2);
  EXPECT_EQ(sheet->images, 4);
  EXPECT_GT(placeOf(*sheet, "limpid.db").bytes, 0u);
  EXPECT_GT(placeOf(*sheet, "datasets").bytes, 2u * 128u * sizeof(float));
  EXPECT_EQ(placeOf(*sheet, "exports").identifies, "nothing");
  const std::string text = privacyText(*sheet);
  EXPECT_THAT(text, HasSubstr("4 images of 2 patients"));
  EXPECT_THAT(text, HasSubstr("nothing so far"));
  EXPECT_THAT(text, Not(HasSubstr("PLANTED")));
  EXPECT_THAT(text, Not(HasSubstr("4711")));
}

TEST_F(PrivacySheetOfProject, ListsWhatLeftAndWhoWasWithdrawn)
{
  ASSERT_TRUE(study::recordDeparture(
      m_project, {.what = "de-identified images", .folder = "/out", .files = 3}));
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "P002"}));
  const Result<PrivacySheet> sheet = readPrivacySheet(m_project);
  ASSERT_TRUE(sheet);
  EXPECT_EQ(sheet->patients, 1);
  ASSERT_EQ(sheet->departures.size(), 1u);
  EXPECT_THAT(sheet->departures[0], HasSubstr("de-identified images (3 files) to `/out`"));
  EXPECT_THAT(sheet->withdrawn, testing::ElementsAre("P002"));
}

} // namespace limpid::privacy
