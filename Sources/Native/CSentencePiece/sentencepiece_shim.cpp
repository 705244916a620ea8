#include "sentencepiece_shim.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <vector>

struct csp_model {
  sentencepiece::SentencePieceProcessor processor;
};

csp_model *csp_load(const void *bytes, size_t length) {
  try {
    auto *model = new csp_model;
    if (model->processor.LoadFromSerializedProto({static_cast<const char *>(bytes), length}).ok()) {
      return model;
    }
    delete model;
  } catch (...) {
  }
  return nullptr;
}

void csp_free(csp_model *model) { delete model; }

int64_t csp_encode(const csp_model *model, const char *utf8, size_t length, int32_t *ids,
                   size_t capacity) {
  try {
    std::vector<int> found;
    if (!model->processor.Encode({utf8, length}, &found).ok()) return -1;
    std::copy_n(found.begin(), std::min(found.size(), capacity), ids);
    return static_cast<int64_t>(found.size());
  } catch (...) {
    return -1;
  }
}

int32_t csp_size(const csp_model *model) { return model->processor.GetPieceSize(); }
