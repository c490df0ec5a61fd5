#pragma once

#include "core/base/digest.h"

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

/// Where the settings keep what belongs to one project: its path stays out of them.
inline QString projectKey(const QString& folder, const QString& name)
{
  return QStringLiteral("projects/") + QString::fromStdString(digestOf(folder.toStdString())) +
         QLatin1Char('/') + name;
}

} // namespace limpid::viewmodels
