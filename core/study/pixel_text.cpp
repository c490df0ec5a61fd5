#include "core/study/pixel_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace limpid::study {
namespace {

std::string text(DcmDataset& dataset, const DcmTagKey& tag)
{
  OFString value;
  dataset.findAndGetOFStringArray(tag, value);
  return value.c_str();
}

template<std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word)
{
  return std::ranges::find(words, word) != words.end();
}

bool isSecondaryCapture(const std::string& sopClass)
{
  static const std::array<std::string_view, 5> classes = {
      UID_SecondaryCaptureImageStorage, UID_MultiframeSingleBitSecondaryCaptureImageStorage,
      UID_MultiframeGrayscaleByteSecondaryCaptureImageStorage,
      UID_MultiframeGrayscaleWordSecondaryCaptureImageStorage,
      UID_MultiframeTrueColorSecondaryCaptureImageStorage};
  return contains(classes, sopClass);
}

} // namespace

std::string burnedInConcern(DcmDataset& dataset)
{
  constexpr std::array<std::string_view, 7> modalities = {"US", "IVUS", "CR", "OT",
                                                          "SC", "XC",   "ES"};
  const std::string annotation = text(dataset, DCM_BurnedInAnnotation);
  if (annotation.starts_with("NO"))
    return {};
  if (annotation.starts_with("YES"))
    return "the header says that text is burned into the pixels";
  const std::string modality = text(dataset, DCM_Modality);
  if (contains(modalities, modality))
    return fmt::format("images of modality {} often have text in their pixels, and the header "
                       "doesn't say that there is none",
                       modality);
  if (isSecondaryCapture(text(dataset, DCM_SOPClassUID)) ||
      text(dataset, DCM_ImageType).find("SCREEN") != std::string::npos)
    return "captured images often have text in their pixels, and the header doesn't say that there "
           "is none";
  return {};
}

bool mayShowAFace(DcmDataset& dataset)
{
  constexpr std::array<std::string_view, 6> heads = {"HEAD",  "BRAIN", "FACE",
                                                     "SKULL", "NECK",  "HEADNECK"};
  constexpr std::array<std::string_view, 4> modalities = {"CT", "MR", "PT", "XC"};
  return contains(modalities, text(dataset, DCM_Modality)) &&
         contains(heads, text(dataset, DCM_BodyPartExamined));
}

} // namespace limpid::study
