#pragma once

#include "core/export/provenance.h"

#include <string>

namespace limpid::exporting {

/// Who teaches fine detail, as Markdown tables for the model card, from the project that the run is
/// in; a sentence where there is none. Sex and age stand as they are; scanners, sites, sequences
/// and labels are told apart but not named; groups of less than three patients are counted
/// together.
std::string teachingSection(const Training& training);

} // namespace limpid::exporting
