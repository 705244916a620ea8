// The data of Sources/Threats/Resources, built into the program so that it is one file to move.
#include "include/CThreatData.h"
#include <string.h>
#pragma clang diagnostic ignored "-Wc23-extensions"

#define FILES(X) \
  X(levels, "levels.tsv") \
  X(languages, "languages.txt") \
  X(en, "en.txt") \
  X(fr, "fr.txt") \
  X(de, "de.txt") \
  X(ar, "ar.txt") \
  X(arLatn, "ar-Latn.txt") \
  X(ru, "ru.txt") \
  X(basic, "basic.txt") \
  X(es, "es.txt") \
  X(it, "it.txt") \
  X(pt, "pt.txt") \
  X(nl, "nl.txt") \
  X(pl, "pl.txt") \
  X(hi, "hi.txt") \
  X(zh, "zh.txt") \
  X(han, "han.txt") \
  X(groups, "groups.txt") \
  X(gazetteer, "gazetteer.tsv") \
  X(weights, "weights.bin")

static const uint8_t levels[] = {
#embed "../../Threats/Resources/levels.tsv"
};
static const uint8_t languages[] = {
#embed "../../Threats/Resources/languages.txt"
};
static const uint8_t en[] = {
#embed "../../Threats/Resources/grammar/en.txt"
};
static const uint8_t fr[] = {
#embed "../../Threats/Resources/grammar/fr.txt"
};
static const uint8_t de[] = {
#embed "../../Threats/Resources/grammar/de.txt"
};
static const uint8_t ar[] = {
#embed "../../Threats/Resources/grammar/ar.txt"
};
static const uint8_t arLatn[] = {
#embed "../../Threats/Resources/grammar/ar-Latn.txt"
};
static const uint8_t ru[] = {
#embed "../../Threats/Resources/grammar/ru.txt"
};
static const uint8_t basic[] = {
#embed "../../Threats/Resources/grammar/basic.txt"
};
static const uint8_t es[] = {
#embed "../../Threats/Resources/grammar/es.txt"
};
static const uint8_t it[] = {
#embed "../../Threats/Resources/grammar/it.txt"
};
static const uint8_t pt[] = {
#embed "../../Threats/Resources/grammar/pt.txt"
};
static const uint8_t nl[] = {
#embed "../../Threats/Resources/grammar/nl.txt"
};
static const uint8_t pl[] = {
#embed "../../Threats/Resources/grammar/pl.txt"
};
static const uint8_t hi[] = {
#embed "../../Threats/Resources/grammar/hi.txt"
};
static const uint8_t zh[] = {
#embed "../../Threats/Resources/grammar/zh.txt"
};
static const uint8_t han[] = {
#embed "../../Threats/Resources/han.txt"
};
static const uint8_t groups[] = {
#embed "../../Threats/Resources/groups.txt"
};
static const uint8_t gazetteer[] = {
#embed "../../Threats/Resources/gazetteer.tsv"
};
static const uint8_t weights[] = {
#embed "../../Threats/Resources/weights.bin"
};

#define ENTRY(symbol, name) {name, symbol, sizeof symbol},
static const ctd_file files[] = {FILES(ENTRY)};

ctd_file ctd_find(const char *name) {
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    if (strcmp(files[i].name, name) == 0) return files[i];
  return (ctd_file){name, 0, 0};
}
