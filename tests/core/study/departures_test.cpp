#include "core/study/departures.h"

#include "core/study/image_owners.h"
#include "core/study/keyed_identity.h"
#include "core/study/library.h"
#include "core/study/patients.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::study {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class Departures : public testing::Test
{
protected:
  void SetUp() override
  {
    for (int patient = 1; patient <= 2; ++patient)
      support::writeDicom(m_folder / "study" / std::to_string(patient) / "1.dcm",
                          support::plantedSlice(patient, 1, 8, 10.0));
    jobs::JobContext context;
    ASSERT_TRUE(scan(m_project, {m_folder / "study"}, context));
  }

  /// Patient ID of the patient's images in exports.
  std::string exportedId(int patient)
  {
    const auto series = listSeries(m_project, "PLANTED-ID-" + std::to_string(patient));
    EXPECT_TRUE(series);
    EXPECT_THAT(*series, SizeIs(1));
    return exportPseudonym(m_project, series->at(0).patientKey);
  }

  support::TemporaryFolder m_folder;
  Project m_project = *Project::create(m_folder / "project");
};

} // namespace

TEST_F(Departures, KeepWhichImagesLeftAndWhoseTheyWere)
{
  ASSERT_TRUE(recordDeparture(m_project, {.what = sentImages,
                                          .folder = "clinic at 10.0.0.5:104",
                                          .files = 2,
                                          .images = {{"2.25.1", "P001"}, {"1.2.3", "", true}}}));
  const auto departures = listDepartures(m_project);
  ASSERT_TRUE(departures) << departures.error().message;
  ASSERT_THAT(*departures, SizeIs(1));
  const std::vector<DepartedImage>& images = departures->front().images;
  ASSERT_THAT(images, SizeIs(2));
  EXPECT_EQ(images[0].sopInstanceUid, "2.25.1");
  EXPECT_EQ(images[0].pseudonym, "P001");
  EXPECT_FALSE(images[0].isRealUid);
  EXPECT_TRUE(images[1].isRealUid);

  const auto patient = findPatient(m_project, "P001");
  ASSERT_TRUE(patient) << patient.error().message;
  ASSERT_TRUE(removePatient(m_project, *patient));
  EXPECT_THAT(listDepartures(m_project)->front().images, SizeIs(1));
  EXPECT_EQ(listDepartures(m_project)->front().files, 2) << "that they were sent stays known";
}

TEST_F(Departures, OfAnOlderProgramNameNoImages)
{
  ASSERT_TRUE(recordDeparture(m_project, {.what = sentImages, .folder = "clinic", .files = 2}));
  m_project.database().exec("DROP TABLE departed_images"); // it had none
  const auto departures = listDepartures(m_project);
  ASSERT_TRUE(departures) << departures.error().message;
  ASSERT_THAT(*departures, SizeIs(1));
  EXPECT_THAT(departures->front().images, IsEmpty());
}

TEST_F(Departures, OfDeidentifiedImagesBelongToThePatientWhosePseudonymTheyBear)
{
  const auto owners = ownersOf(m_project, {{"2.25.7", exportedId(2), false},
                                           {"2.25.8", exportedId(1), false},
                                           {"2.25.9", "SYNTHETIC-0123", false}});
  ASSERT_TRUE(owners) << owners.error().message;
  ASSERT_THAT(*owners, SizeIs(3));
  EXPECT_EQ(owners->at(0).pseudonym, "P002");
  EXPECT_EQ(owners->at(1).pseudonym, "P001");
  EXPECT_EQ(owners->at(2).pseudonym, "") << "a synthetic image is nobody's";
  EXPECT_EQ(owners->at(2).sopInstanceUid, "2.25.9");
  for (const DepartedImage& image : *owners)
    EXPECT_FALSE(image.isRealUid);
}

TEST_F(Departures, OfImagesAsTheyAreBelongToThePatientWhoHasThemInTheLibrary)
{
  const auto owners = ownersOf(m_project, {{"1.2.826.4711.2.1.1", "PLANTED-ID-2", true},
                                           {"1.2.826.4711.9.1.1", "PLANTED-ID-9", true}});
  ASSERT_TRUE(owners) << owners.error().message;
  ASSERT_THAT(*owners, SizeIs(2));
  EXPECT_EQ(owners->at(0).pseudonym, "P002");
  EXPECT_EQ(owners->at(0).sopInstanceUid, "1.2.826.4711.2.1.1");
  EXPECT_TRUE(owners->at(0).isRealUid);
  EXPECT_EQ(owners->at(1).pseudonym, "");
  EXPECT_EQ(owners->at(1).sopInstanceUid, "") << "a stranger's UID isn't kept";
}

} // namespace limpid::study
