#include "cmedia.h"
#include <openssl/evp.h>

cmedia_digest *cmedia_md5_new(void) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (context && EVP_DigestInit_ex(context, EVP_md5(), NULL) != 1) {
    EVP_MD_CTX_free(context);
    context = NULL;
  }
  return (cmedia_digest *)context;
}

int cmedia_md5_update(cmedia_digest *digest, const uint8_t *bytes, size_t length) {
  return EVP_DigestUpdate((EVP_MD_CTX *)digest, bytes, length) == 1;
}

int cmedia_md5_finish(cmedia_digest *digest, uint8_t out[16]) {
  unsigned length = 0;
  int done = EVP_DigestFinal_ex((EVP_MD_CTX *)digest, out, &length) == 1 && length == 16;
  EVP_MD_CTX_free((EVP_MD_CTX *)digest);
  return done;
}
