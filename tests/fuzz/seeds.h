#pragma once

#include <string>
#include <vector>

namespace limpid::fuzz {

// Small files of each kind, as bytes: what writers make of an image of a few pixels.

std::vector<std::string> dicomSeeds();
std::vector<std::string> niftiSeeds();
std::vector<std::string> nrrdSeeds();
std::vector<std::string> metaImageSeeds();
std::vector<std::string> tiffSeeds();
std::vector<std::string> pngSeeds();

// Of our own objects and documents.

std::vector<std::string> reportSeeds();
std::vector<std::string> mapSeeds();
std::vector<std::string> numpySeeds();
std::vector<std::string> tableSeeds();
std::vector<std::string> jsonTableSeeds();
std::vector<std::string> safetensorsSeeds();
std::vector<std::string> datasetSeeds();
std::vector<std::string> samplesSeeds();
std::vector<std::string> restorationSeeds();
std::vector<std::string> planSeeds();
std::vector<std::string> comparisonSeeds();
std::vector<std::string> statusSeeds();
std::vector<std::string> controlSeeds();
std::vector<std::string> metricsSeeds();
std::vector<std::string> assessmentSeeds();

} // namespace limpid::fuzz
