#include "core/study/dicom_dictionary.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/dcmdata/dcobject.h>
#include <dcmtk/oflog/oflog.h>

namespace limpid::study {

Result<void> prepareDicomDictionary()
{
  static const bool loaded = [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    // Some files say explicit VR and are implicit; an unknown VR is the sign of it.
    dcmAcceptUnexpectedImplicitEncoding.set(OFTrue);
    return dcmDataDict.isDictionaryLoaded();
  }();
  if (!loaded)
    return failure(
        ErrorCode::NoResource,
        "DCMTK's data dictionary was not found: install dcmtk, or set DCMDICTPATH to its "
        "dicom.dic. Files in implicit VR can't be read fully.");
  return {};
}

} // namespace limpid::study
