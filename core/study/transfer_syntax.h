#pragma once

#include <dcmtk/dcmdata/dcxfer.h>

namespace limpid::study {

/// Whether pixels are coded (PS3.5 A.4); false for an unknown syntax. DcmXfer answers it under one
/// name up to DCMTK 3.6.7 and under another from 3.6.8 on.
inline bool hasCodedPixels(E_TransferSyntax syntax)
{
  return syntax != EXS_Unknown && syntax != EXS_LittleEndianImplicit &&
         syntax != EXS_BigEndianImplicit && syntax != EXS_LittleEndianExplicit &&
         syntax != EXS_BigEndianExplicit && syntax != EXS_DeflatedLittleEndianExplicit;
}

} // namespace limpid::study
