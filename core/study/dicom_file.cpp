#include "core/study/dicom_file.h"

#include "core/study/dicom_repair.h"
#include "core/study/dicom_values.h"
#include "core/study/gzip.h"
#include "core/study/transfer_syntax.h"
#include "core/study/unreadable_file.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcistrmf.h>
#include <dcmtk/dcmdata/dctk.h>

#include <array>
#include <fstream>
#include <iterator>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

std::string bytesOf(const fs::path& path)
{
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string firstBytesOf(const fs::path& path)
{
  std::string bytes(firstBytesNeeded, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

OFCondition parseStream(DcmFileFormat& format, DcmInputStream& stream, DicomFile::Extent extent)
{
  format.transferInit();
  const OFCondition read = extent == DicomFile::Extent::Whole
                               ? format.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength)
                               : format.readUntilTag(stream, EXS_Unknown, EGL_noChange,
                                                     DCM_MaxReadLength, DCM_PixelData);
  format.transferEnd();
  return read;
}

} // namespace

DicomFile::DicomFile() = default;
DicomFile::DicomFile(DicomFile&&) noexcept = default;
DicomFile& DicomFile::operator=(DicomFile&&) noexcept = default;
DicomFile::~DicomFile() = default;

bool DicomFile::open(const fs::path& path)
{
  std::error_code status;
  m_bytes = fs::file_size(path, status);
  m_reasonStays = false;
  if (status) {
    m_reason = "It vanished while Limpid was reading.";
    return false;
  }
  if (!std::ifstream(path, std::ios::binary)) {
    m_reason = "You may not read it.";
    return false;
  }
  m_reasonStays = true;
  std::string start = firstBytesOf(path);
  if (isGzip(start)) {
    const Result<std::string> unpacked = gunzip(path);
    if (!unpacked) {
      m_reason = unpacked.error().message;
      return false;
    }
    m_content = *unpacked;
    m_bytes = m_content->size();
    start = m_content->substr(0, firstBytesNeeded);
  }
  m_reason = reasonInFirstBytes(start);
  return m_reason.empty();
}

void DicomFile::read(const fs::path& path, Extent extent)
{
  m_format = std::make_unique<DcmFileFormat>();
  m_reason.clear();
  std::unique_ptr<DcmInputStream> stream;
  if (m_content) {
    auto buffer = std::make_unique<DcmInputBufferStream>();
    buffer->setBuffer(m_content->data(), static_cast<offile_off_t>(m_content->size()));
    buffer->setEos();
    stream = std::move(buffer);
  } else {
    stream = std::make_unique<DcmInputFileStream>(path.c_str());
  }
  OFCondition read = EC_Normal;
  try { // DCMTK checks damaged texts of a DICOMDIR by throwing
    read = parseStream(*m_format, *stream, extent);
  } catch (const std::exception&) {
    m_reason = "It is damaged: the texts of its header can't be read.";
    return;
  }
  const auto place = static_cast<std::uintmax_t>(stream->tell());
  m_bytesBehind = m_bytes > place ? m_bytes - place : 0;
  if (m_format->getDataset()->getOriginalXfer() == EXS_DeflatedLittleEndianExplicit)
    m_bytesBehind.reset();
  if (read.good() || read == EC_EndOfStream)
    return;
  m_brokenByItem = read == EC_InvalidTag;
  const bool cutOff = read == EC_InvalidStream || read == EC_StreamNotifyClient;
  m_reason = reasonOfBrokenHeader(m_content ? *m_content : firstBytesOf(path), cutOff, read.text());
}

/// Whether a second reading may tell more, of a content that was changed for it.
bool DicomFile::mend(const fs::path& path)
{
  const std::string syntax = textIn(*m_format->getMetaInfo(), DCM_TransferSyntaxUID);
  if (m_transferSyntax.empty() && isHighThroughput(syntax)) {
    if (!m_content)
      m_content = bytesOf(path);
    m_transferSyntax = nameOfHighThroughput(syntax);
    return nameAsJpeg2000(*m_content);
  }
  // DCMTK stops at a stray item, with or without an error.
  const bool stopped = dataset().tagExists(DCM_Rows) == OFFalse && m_bytesBehind.value_or(0) > 8;
  if (!m_brokenByItem && !stopped)
    return false;
  std::optional<std::string> mended = withoutStrayItems(m_content ? *m_content : bytesOf(path));
  if (!mended)
    return false;
  m_content = std::move(mended);
  m_bytes = m_content->size();
  return true;
}

DicomFile DicomFile::parse(const fs::path& path, Extent extent)
{
  DicomFile file;
  if (!file.open(path))
    return file;
  file.read(path, extent);
  if (file.mend(path))
    file.read(path, extent);
  return file;
}

std::vector<char> DicomFile::behind(const fs::path& path) const
{
  const auto count = static_cast<std::size_t>(m_bytesBehind.value_or(0));
  if (m_content)
    return {m_content->end() - static_cast<std::ptrdiff_t>(count), m_content->end()};
  std::ifstream stream(path, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(m_bytes - count));
  std::vector<char> bytes(count);
  stream.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

DcmDataset& DicomFile::dataset()
{
  return *m_format->getDataset();
}

bool DicomFile::isDirectory()
{
  return textIn(*m_format->getMetaInfo(), DCM_MediaStorageSOPClassUID) ==
         UID_MediaStorageDirectoryStorage;
}

bool DicomFile::isEncapsulated()
{
  return hasCodedPixels(dataset().getOriginalXfer());
}

bool DicomFile::isBigEndian()
{
  return dataset().getOriginalXfer() == EXS_BigEndianExplicit;
}

std::string DicomFile::transferSyntax()
{
  return m_transferSyntax.empty() ? DcmXfer(dataset().getOriginalXfer()).getXferName()
                                  : m_transferSyntax;
}

} // namespace limpid::study
