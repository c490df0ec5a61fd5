#pragma once

#include <QString>

#include <string>

namespace limpid::viewmodels {

/// A text that core has made, in the window's language: words of the default components and of
/// image kinds, progress of jobs, frequent failures. Core speaks English alone, as files and the
/// command line do; what isn't in the catalogue stays as it is.
QString coreText(const std::string& text);

} // namespace limpid::viewmodels
