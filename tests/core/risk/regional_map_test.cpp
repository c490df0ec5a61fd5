#include "core/risk/regional_map.h"

#include "core/base/atomic_file.h"
#include "core/risk/regional_map_dicom.h"
#include "core/study/deidentification.h"
#include "core/study/scan.h"
#include "tests/core/export/dicom_check.h"
#include "tests/core/export/python_check.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::risk {
namespace {

namespace fs = std::filesystem;
using exporting::ReadBack;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const study::ImageKey image{"1.2.826.4711.1.1", 1};
constexpr float unrated = std::numeric_limits<float>::quiet_NaN();

/// 4 × 3 pixels of motion: two rated, the others not.
RegionalMap motionMap()
{
  RegionalMap map{.rows = 4, .columns = 3, .values = std::vector<float>(12, unrated)};
  map.values[4] = 1.0F;
  map.values[5] = 3.0F;
  return map;
}

std::vector<float> bits(const std::vector<float>& values)
{
  std::vector<float> comparable(values);
  for (float& value : comparable)
    value = std::isnan(value) ? -1.0F : value;
  return comparable;
}

class RegionalMaps : public testing::Test
{
protected:
  void SetUp() override
  {
    support::DicomSlice slice;
    slice.studyUid = "1.2.826.4711";
    slice.seriesUid = "1.2.826.4711.1";
    slice.sopUid = image.uid;
    slice.rows = 4;
    slice.columns = 3;
    slice.values = support::smoothSlice(4, 3, 10.0, 7);
    support::writeDicom(m_folder / "study" / "1.dcm", slice);
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(m_project, {m_folder / "study"}, context));
  }

  void store(const std::string& component, RegionalMap map)
  {
    const auto stored =
        storeRegionalMap(m_project, {image, component, std::move(map), "person", "reader"});
    ASSERT_TRUE(stored) << stored.error().message;
  }

  std::vector<float> stored(const std::string& component)
  {
    const auto map = regionalMapOf(m_project, image, component);
    return map && *map ? bits((*map)->values) : std::vector<float>();
  }

  fs::path exported(const std::string& component)
  {
    fs::path file = m_folder / (component + ".dcm");
    const auto written = exportRegionalMap(m_project, image, component, file);
    EXPECT_TRUE(written) << written.error().message;
    return file;
  }

  /// A segmentation of two segments over the image, as pydicom's users write it.
  fs::path writeSegmentation() const;

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

fs::path RegionalMaps::writeSegmentation() const
{
  DcmFileFormat file;
  DcmDataset& dataset = *file.getDataset();
  dataset.putAndInsertString(DCM_SOPClassUID, UID_SegmentationStorage);
  dataset.putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4");
  dataset.putAndInsertString(DCM_SegmentationType, "BINARY");
  dataset.putAndInsertString(DCM_NumberOfFrames, "2");
  dataset.putAndInsertUint16(DCM_Rows, 4);
  dataset.putAndInsertUint16(DCM_Columns, 3);
  dataset.putAndInsertUint16(DCM_BitsAllocated, 1);
  for (long frame = 0; frame < 2; ++frame) {
    DcmItem* groups = nullptr;
    DcmItem* derivation = nullptr;
    DcmItem* source = nullptr;
    dataset.findOrCreateSequenceItem(DCM_PerFrameFunctionalGroupsSequence, groups, -2);
    groups->findOrCreateSequenceItem(DCM_DerivationImageSequence, derivation, -2);
    derivation->findOrCreateSequenceItem(DCM_SourceImageSequence, source, -2);
    source->putAndInsertString(DCM_ReferencedSOPInstanceUID, image.uid.c_str());
  }
  // Frames of 12 bits one after the other: pixel 0 of the first, pixel 11 of the second.
  const std::vector<Uint8> packed = {0x01, 0x00, 0x80, 0x00};
  dataset.putAndInsertUint8Array(DcmTag(DCM_PixelData, DcmVR(EVR_OB)), packed.data(),
                                 packed.size());
  fs::path path = m_folder / "segmentation.dcm";
  EXPECT_TRUE(file.saveFile(path.c_str(), EXS_LittleEndianExplicit).good());
  return path;
}

} // namespace

TEST_F(RegionalMaps, LetTheWorstPixelGateButLeaveTheNoiseItsOwnValue)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Image, image.uid, 1}}, "noise", 10.0, "person", ""));
  store("motion", motionMap());
  store("noise", {.rows = 4, .columns = 3, .values = std::vector<float>(12, 40.0F)});
  const auto record = study::findImage(m_project, image);
  const auto quality = qualityOf(m_project, **record);
  ASSERT_TRUE(quality);
  EXPECT_DOUBLE_EQ(quality->at("motion").value, 3.0);
  EXPECT_DOUBLE_EQ(quality->at("noise").value, 10.0);
  EXPECT_THAT(*listRegionalMaps(m_project), SizeIs(2));
}

TEST_F(RegionalMaps, AreRefusedOfAnotherSizeOffTheScaleOrEmpty)
{
  RegionalMap map = motionMap();
  map.rows = 3;
  const auto refusal = [&](const RegionalMap& wrong) {
    const auto stored = storeRegionalMap(m_project, {image, "motion", wrong, "person", ""});
    return stored ? std::string() : stored.error().message;
  };
  EXPECT_THAT(refusal(map), HasSubstr("3 × 3 pixels"));
  map = motionMap();
  map.values[0] = 2.5F;
  EXPECT_THAT(refusal(map), Not(IsEmpty()));
  map.values.assign(12, unrated);
  EXPECT_THAT(refusal(map), HasSubstr("no pixel"));
  EXPECT_THAT(stored("motion"), IsEmpty());
}

TEST_F(RegionalMaps, LeaveAsAValidParametricMapThatNamesNobody)
{
  store("motion", motionMap());
  const fs::path file = exported("motion");
  const std::string bytes = *readFile(file, 1 << 20);
  for (const char* word : {"PLANTED", "1.2.826.4711", "19311224", "19991231"})
    EXPECT_THAT(bytes, Not(HasSubstr(word)));
  LIMPID_EXPECT_VALID_DICOM(file);
}

TEST_F(RegionalMaps, AreReadByPydicom)
{
  store("motion", motionMap());
  LIMPID_PYTHON(read, {"pydicom", "struct"},
                "d = pydicom.dcmread(sys.argv[1])\n"
                "v = struct.unpack('<12f', d[0x7fe0, 8].value)\n"
                "m = d.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]\n"
                "q = m.QuantityDefinitionSequence[0].ConceptCodeSequence[0]\n"
                "print(json.dumps({'values': [-1 if x != x else x for x in v],"
                " 'quantity': q.CodeValue, 'unit': m.MeasurementUnitsCodeSequence[0].CodeValue,"
                " 'removed': d.PatientIdentityRemoved}))",
                {exported("motion")});
  EXPECT_EQ(read["values"], Json(bits(motionMap().values)));
  EXPECT_EQ(read["quantity"], "motion");
  EXPECT_EQ(read["unit"], "{score}");
  EXPECT_EQ(read["removed"], "YES");
}

TEST_F(RegionalMaps, ComeBackAndFitTheDeidentifiedImageToo)
{
  store("motion", motionMap());
  const fs::path file = exported("motion");
  store("motion", {.rows = 4, .columns = 3, .values = std::vector<float>(12, 0.0F)});
  const auto own = importRegionalMaps(m_project, {.file = file, .component = {}, .author = {}});
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_THAT(own->images, ElementsAre(image));
  EXPECT_EQ(stored("motion"), bits(motionMap().values));
  jobs::JobContext context;
  ASSERT_TRUE(study::deidentify(m_project, {.folder = m_folder / "out"}, context));
  study::Project other = *study::Project::create(m_folder / "other");
  ASSERT_TRUE(study::scan(other, {m_folder / "out"}, context));
  const auto theirs = importRegionalMaps(other, {.file = file, .component = {}, .author = {}});
  ASSERT_TRUE(theirs) << theirs.error().message;
  EXPECT_THAT(theirs->images, SizeIs(1));
  EXPECT_THAT(theirs->refused, IsEmpty());
}

TEST_F(RegionalMaps, ComeFromASegmentationWithOneValueForItsPixels)
{
  const fs::path file = writeSegmentation();
  const auto unvalued =
      importRegionalMaps(m_project, {.file = file, .component = "motion", .author = {}});
  ASSERT_FALSE(unvalued);
  EXPECT_EQ(unvalued.error().code, ErrorCode::Usage);
  const auto read = importRegionalMaps(
      m_project, {.file = file, .component = "motion", .value = 2.0, .author = "reader"});
  ASSERT_TRUE(read) << read.error().message;
  std::vector<float> expected(12, -1.0F);
  expected[0] = expected[11] = 2.0F;
  EXPECT_EQ(stored("motion"), expected);
}

TEST_F(RegionalMaps, RefuseAnotherObjectAndAnImageWithoutAMap)
{
  const auto read = importRegionalMaps(
      m_project, {.file = m_folder / "study" / "1.dcm", .component = "motion", .author = {}});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::BadInput);
  const auto written = exportRegionalMap(m_project, image, "motion", m_folder / "x.dcm");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::NotFound);
}

TEST_F(RegionalMaps, AreUndoneAndRedoneWithTheValueThatTheyGateByAfterARestartToo)
{
  const auto motion = [this]() -> std::optional<double> {
    const auto quality = qualityOf(m_project, **study::findImage(m_project, image));
    const auto found = quality->find("motion");
    return found == quality->end() ? std::nullopt : std::optional(found->second.value);
  };
  store("motion", motionMap());
  RegionalMap worse = motionMap();
  worse.values[0] = 4.0F;
  store("motion", worse);
  EXPECT_EQ(motion(), 4.0);
  m_project = *study::Project::open(m_folder / "project");
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(stored("motion"), bits(motionMap().values));
  EXPECT_EQ(motion(), 3.0);
  ASSERT_TRUE(*undo(m_project));
  EXPECT_THAT(stored("motion"), IsEmpty());
  EXPECT_EQ(motion(), std::nullopt);
  m_project = *study::Project::open(m_folder / "project");
  ASSERT_TRUE(*redo(m_project));
  ASSERT_TRUE(*redo(m_project));
  EXPECT_EQ(stored("motion"), bits(worse.values));
  EXPECT_EQ(motion(), 4.0);
  EXPECT_FALSE(*redo(m_project));
}

TEST_F(RegionalMaps, OfTheNoiseAreUndoneTooAndLeaveItsOwnValueAlone)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Image, image.uid, 1}}, "noise", 10.0, "person", ""));
  RegionalMap uneven{.rows = 4, .columns = 3, .values = {}};
  for (int pixel = 0; pixel < 12; ++pixel) // no two alike: kept as values, not as runs
    uneven.values.push_back(static_cast<float>(pixel) + 0.25F);
  store("noise", uneven);
  store("noise", {.rows = 4, .columns = 3, .values = std::vector<float>(12, 40.0F)});
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(stored("noise"), uneven.values);
  ASSERT_TRUE(*undo(m_project));
  EXPECT_THAT(stored("noise"), IsEmpty());
  const auto quality = qualityOf(m_project, **study::findImage(m_project, image));
  EXPECT_DOUBLE_EQ(quality->at("noise").value, 10.0);
}

TEST_F(RegionalMaps, AreClearedWithTheValueThatCameFromThem)
{
  store("motion", motionMap());
  ASSERT_TRUE(clearRegionalMap(m_project, image, "motion", "reader"));
  EXPECT_THAT(stored("motion"), IsEmpty());
  EXPECT_FALSE(qualityOf(m_project, **study::findImage(m_project, image))->contains("motion"));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(stored("motion"), bits(motionMap().values));
  ASSERT_TRUE(setRating(m_project, {{Level::Image, image.uid, 1}}, "motion", 1.0, "person", ""));
  ASSERT_TRUE(clearRegionalMap(m_project, image, "motion", "reader"));
  EXPECT_EQ(qualityOf(m_project, **study::findImage(m_project, image))->at("motion").value, 1.0);
  ASSERT_TRUE(clearRegionalMap(m_project, image, "motion", "reader")) << "there is none any more";
}

TEST_F(RegionalMaps, ThatDontChangeLeaveNothingToUndo)
{
  store("motion", motionMap());
  store("motion", motionMap());
  EXPECT_TRUE(*undo(m_project));
  EXPECT_FALSE(*undo(m_project));
}

} // namespace limpid::risk
