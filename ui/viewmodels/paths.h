#pragma once

#include "core/base/digest.h"

#include <QDir>
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

/// The folder of a project as the view models name it, however it was written.
inline QString absoluteFolder(const QString& folder)
{
  return QDir::cleanPath(QDir::current().absoluteFilePath(folder));
}

/// Where the settings keep what belongs to one project: its path stays out of them.
inline QString projectKey(const QString& folder, const QString& name)
{
  return QStringLiteral("projects/") + QString::fromStdString(digestOf(folder.toStdString())) +
         QLatin1Char('/') + name;
}

} // namespace limpid::viewmodels
