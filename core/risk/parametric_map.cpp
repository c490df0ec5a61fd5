#include "core/risk/parametric_map.h"

#include "core/base/unique_identifier.h"
#include "core/base/version.h"
#include "core/risk/report_codes.h"

#include <dcmtk/dcmfg/fgderimg.h>
#include <dcmtk/dcmfg/fgfracon.h>
#include <dcmtk/dcmfg/fgframeanatomy.h>
#include <dcmtk/dcmfg/fgparametricmapframetype.h>
#include <dcmtk/dcmfg/fgpixeltransform.h>
#include <dcmtk/dcmfg/fgpixmsr.h>
#include <dcmtk/dcmfg/fgplanor.h>
#include <dcmtk/dcmfg/fgplanpo.h>
#include <dcmtk/dcmfg/fgrealworldvaluemapping.h>
#include <dcmtk/dcmpmap/dpmparametricmapiod.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <unistd.h>

namespace limpid::risk {
namespace {

using Maps = DPMParametricMapIOD;

OFString value(DcmItem& header, const DcmTagKey& tag, unsigned long index = 0)
{
  OFString text;
  header.findAndGetOFString(tag, text, index);
  return text;
}

bool hasPlane(DcmItem& header)
{
  return !value(header, DCM_ImagePositionPatient, 2).empty() &&
         !value(header, DCM_ImageOrientationPatient, 5).empty() &&
         !value(header, DCM_PixelSpacing, 1).empty() &&
         !value(header, DCM_FrameOfReferenceUID).empty();
}

/// Fills a Parametric Map and keeps the first failure.
class MapWriter
{
public:
  MapWriter(Maps& map, DcmDataset& header) : m_map(map), m_header(header) {}

  void putPlane()
  {
    FGPixelMeasures measures;
    keep(measures.setPixelSpacing(value(m_header, DCM_PixelSpacing, 0) + "\\" +
                                  value(m_header, DCM_PixelSpacing, 1)));
    const OFString thickness = value(m_header, DCM_SliceThickness);
    keep(measures.setSliceThickness(thickness.empty() ? "1" : thickness));
    keep(m_map.addForAllFrames(measures));
    std::array<OFString, 6> direction;
    for (std::size_t index = 0; index < direction.size(); ++index)
      direction[index] = value(m_header, DCM_ImageOrientationPatient, index);
    const std::unique_ptr<FGPlaneOrientationPatient> orientation(
        FGPlaneOrientationPatient::createMinimal(direction[0], direction[1], direction[2],
                                                 direction[3], direction[4], direction[5]));
    keep(m_map.addForAllFrames(*orientation));
  }

  void putMeaning(const Component& component, const std::string& unit)
  {
    FGParametricMapFrameType type;
    keep(type.setFrameType("DERIVED\\PRIMARY\\OTHER\\QUANTITY"));
    keep(m_map.addForAllFrames(type));
    FGPixelValueTransformation identity;
    keep(m_map.addForAllFrames(identity));
    FGFrameAnatomy anatomy;
    anatomy.setLaterality(FGFrameAnatomy::LATERALITY_UNPAIRED);
    keep(anatomy.getAnatomy().getAnatomicRegion().set("38866009", "SCT", "Body part"));
    keep(m_map.addForAllFrames(anatomy));
    putMapping(component, unit);
  }

  void putFrame(const RegionalMap& values, int sourceFrame)
  {
    const std::unique_ptr<FGPlanePosPatient> position(FGPlanePosPatient::createMinimal(
        value(m_header, DCM_ImagePositionPatient, 0), value(m_header, DCM_ImagePositionPatient, 1),
        value(m_header, DCM_ImagePositionPatient, 2)));
    FGFrameContent content;
    keep(content.setDimensionIndexValues(1, 0));
    const std::unique_ptr<FGDerivationImage> derivation = derivationOf(sourceFrame);
    OFVector<FGBase*> groups;
    groups.push_back(position.get());
    groups.push_back(&content);
    groups.push_back(derivation.get());
    std::vector<Float32> pixels(values.values.begin(), values.values.end());
    Maps::FramesType frames = m_map.getFrames();
    auto* const floats = OFget<Maps::Frames<Float32>>(&frames);
    keep(floats == nullptr ? IOD_EC_InvalidPixelData
                           : floats->addFrame(pixels.data(), pixels.size(), groups));
  }

  void putDescription(const Component& component)
  {
    keep(m_map.getIODMultiframeDimensionModule().addDimensionIndex(
        DCM_ImagePositionPatient, freshUid().c_str(), DCM_PlanePositionSequence, "Position"));
    keep(m_map.getSeries().setSeriesDescription(
        fmt::format("Regional {}", component.label).c_str()));
    OFString date;
    OFString time;
    DcmDate::getCurrentDate(date);
    DcmTime::getCurrentTime(time);
    keep(m_map.getGeneralImage().setContentDate(date));
    keep(m_map.getGeneralImage().setContentTime(time));
    keep(m_map.getSOPCommon().setSOPInstanceUID(freshUid().c_str()));
    keep(m_map.getSeries().setSeriesInstanceUID(freshUid().c_str()));
  }

  /// Common Instance Reference Module (PS3.3 C.12.2): the image lies in the study of the map.
  void putReference()
  {
    IODReferences references;
    references.add(new IODImageReference(
        value(m_header, DCM_PatientID), value(m_header, DCM_StudyInstanceUID),
        value(m_header, DCM_SeriesInstanceUID), value(m_header, DCM_SOPInstanceUID),
        value(m_header, DCM_SOPClassUID)));
    if (m_map.getCommonInstanceReference().addReferences(
            references, value(m_header, DCM_StudyInstanceUID)) != 1)
      keep(IOD_EC_InvalidReference);
  }

  const OFCondition& failed() const { return m_failure; }

private:
  void keep(const OFCondition& condition)
  {
    if (m_failure.good() && condition.bad())
      m_failure = condition;
  }

  void putMapping(const Component& component, const std::string& unit)
  {
    auto item = std::make_unique<FGRealWorldValueMapping::RWVMItem>();
    keep(item->setRealWorldValueSlope(1.0));
    keep(item->setRealWorldValueIntercept(0.0));
    keep(item->setDoubleFloatRealWorldValueFirstValueMapped(-1e30));
    keep(item->setDoubleFloatRealWorldValueLastValueMapped(1e30));
    const ReportCode unitCode = unitCodeOf(unit);
    keep(item->getMeasurementUnitsCode().set(unitCode.value.c_str(), unitCode.scheme.c_str(),
                                             unitCode.meaning.c_str()));
    keep(item->setLUTExplanation(component.label.c_str()));
    keep(item->setLUTLabel(component.id.substr(0, 16).c_str()));
    auto quantity = std::make_unique<ContentItemMacro>();
    const ReportCode code = componentCodeOf(component);
    quantity->getEntireConceptNameCodeSequence().push_back(
        new CodeSequenceMacro("246205007", "SCT", "Quantity"));
    quantity->getEntireConceptCodeSequence().push_back(
        new CodeSequenceMacro(code.value.c_str(), code.scheme.c_str(), code.meaning.c_str()));
    keep(quantity->setValueType(ContentItemMacro::VT_CODE));
    item->getEntireQuantityDefinitionSequence().push_back(quantity.release());
    FGRealWorldValueMapping mapping;
    mapping.getRealWorldValueMapping().push_back(item.release());
    keep(m_map.addForAllFrames(mapping));
  }

  std::unique_ptr<FGDerivationImage> derivationOf(int sourceFrame)
  {
    ImageSOPInstanceReferenceMacro source;
    keep(source.setReferencedSOPClassUID(value(m_header, DCM_SOPClassUID)));
    keep(source.setReferencedSOPInstanceUID(value(m_header, DCM_SOPInstanceUID)));
    if (sourceFrame > 1)
      keep(source.addReferencedFrameNumber(static_cast<Uint16>(sourceFrame)));
    OFVector<ImageSOPInstanceReferenceMacro> sources;
    sources.push_back(source);
    return std::unique_ptr<FGDerivationImage>(FGDerivationImage::createMinimal(
        sources, "", CodeSequenceMacro("110001", "DCM", "Image Processing"),
        CodeSequenceMacro("121322", "DCM", "Source image for image processing operation")));
  }

  Maps& m_map;
  DcmDataset& m_header;
  OFCondition m_failure = EC_Normal;
};

OFCondition compose(Maps& map, DcmDataset& header, int frame, const Component& component,
                    const std::string& unit, const RegionalMap& values)
{
  if (const OFCondition imported = map.importHierarchy(header, OFTrue, OFTrue, OFTrue, OFFalse);
      imported.bad())
    return imported;
  MapWriter writer(map, header);
  writer.putPlane();
  writer.putMeaning(component, unit);
  writer.putDescription(component);
  writer.putReference();
  writer.putFrame(values, frame);
  return writer.failed();
}

/// What the map takes over from the image's header beside patient and study.
void declare(DcmDataset& header, DcmDataset& map)
{
  for (const DcmTagKey& tag : {DCM_PatientIdentityRemoved, DCM_DeidentificationMethod,
                               DCM_DeidentificationMethodCodeSequence})
    header.findAndInsertCopyOfElement(tag, &map);
}

Result<void> save(const std::filesystem::path& file, DcmFileFormat& format)
{
  const std::filesystem::path part = fmt::format("{}.{}.part", file.string(), ::getpid());
  const OFCondition saved = format.saveFile(part.c_str(), EXS_LittleEndianExplicit);
  std::error_code status;
  if (saved.good())
    std::filesystem::rename(part, file, status);
  if (saved.good() && !status)
    return {};
  std::filesystem::remove(part, status);
  return failure(ErrorCode::PermissionDenied,
                 fmt::format("{} can't be written: {}.", file.string(),
                             saved.bad() ? saved.text() : "no rights"));
}

} // namespace

Result<void> writeParametricMap(const std::filesystem::path& file, DcmDataset& header, int frame,
                                const Component& component, const std::string& unit,
                                const RegionalMap& map)
{
  if (!hasPlane(header))
    return failure(ErrorCode::Unsupported, "The image says no position, orientation and spacing: "
                                           "a Parametric Map can't lie over it.");
  const IODEnhGeneralEquipmentModule::EquipmentInfo equipment(programName, programName, "0",
                                                              programVersion);
  ContentIdentificationMacro content;
  content.setInstanceNumber("1");
  content.setContentLabel("RISK");
  content.setContentDescription("Regional image quality");
  content.setContentCreatorName("Limpid");
  auto created = Maps::create<IODFloatingPointImagePixelModule>(
      value(header, DCM_Modality), "902", "1", static_cast<Uint16>(map.rows),
      static_cast<Uint16>(map.columns), equipment, content, "OTHER", "QUANTITY",
      DPMTypes::CQ_RESEARCH);
  auto* const object = OFget<Maps>(&created);
  OFCondition composed = object == nullptr ? *OFget<OFCondition>(&created)
                                           : compose(*object, header, frame, component, unit, map);
  DcmFileFormat format;
  if (composed.good())
    composed = object->write(*format.getDataset());
  if (composed.bad())
    return failure(ErrorCode::Internal, fmt::format("{} can't be composed as a Parametric Map: {}.",
                                                    file.string(), composed.text()));
  declare(header, *format.getDataset());
  return save(file, format);
}

} // namespace limpid::risk
