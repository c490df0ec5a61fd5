#pragma once

// For the sources of core/study only: DCMTK stays behind deidentification.h.

#include "core/study/confidentiality_profile.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <functional>
#include <string>
#include <vector>

namespace limpid::study {

/// What stands in for the identity of one patient, and which options of the profile hold.
struct Disguise
{
  std::string pseudonym;
  std::function<std::string(const std::string& uid)> mapUid;
  int shiftDays = 0; ///< 0: dates go; else they are moved into the past
  bool keepCharacteristics = false;
  bool pixelsCleaned = false; ///< masked or looked at by a person
};

/// Applies the Basic Application Level Confidentiality Profile and what is stricter than it (see
/// deidentify()), and says so in the data set.
class DatasetDisguise
{
public:
  DatasetDisguise(DcmDataset& dataset, const Disguise& disguise);

  OFCondition apply();

private:
  void collectIdentity(DcmItem& item);
  void clean(DcmItem& item);
  // Each changes the element as it must and says whether it stays.
  bool keeps(DcmElement& element);
  bool keepsByProfile(DcmElement& element, ProfileAction action);
  bool keepsUnlisted(DcmElement& element);
  bool keepsSequence(DcmElement& element);
  bool keepsUids(DcmElement& element);
  bool keepsDate(DcmElement& element);
  bool keepsAge(DcmElement& element);
  bool empty(DcmElement& element);
  bool fillDummy(DcmElement& element);
  void put(DcmElement& element, const std::string& text);
  void keepFailure(const OFCondition& condition);
  void putDeclaration();

  DcmDataset& m_dataset;
  const Disguise& m_disguise;
  bool m_isEnhanced;                   ///< functional groups: type 1 where classic objects have 2
  std::vector<std::string> m_identity; ///< see identity_words.h
  OFCondition m_failure = EC_Normal;
};

} // namespace limpid::study
