#pragma once

#include <QFile>
#include <QString>

#include <filesystem>

namespace limpid::viewmodels {

inline std::filesystem::path toPath(const QString& text)
{
  return std::filesystem::path(QFile::encodeName(text).toStdString());
}

inline QString toQString(const std::filesystem::path& path)
{
  return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

} // namespace limpid::viewmodels
