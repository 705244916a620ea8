#pragma once
#include <stddef.h>

/// A request for a time stamp on a SHA-256 digest, RFC 3161, DER, with a nonce of 8 bytes and the wish
/// for the server's certificate. Freed with ctimestamp_free; NULL where libcrypto refuses.
unsigned char *ctimestamp_request(const unsigned char digest[32], const unsigned char nonce[8],
                                  size_t *length);

typedef enum {
  CTIMESTAMP_OK,
  CTIMESTAMP_UNREADABLE,  // it is no answer with a time stamp
  CTIMESTAMP_REFUSED,     // the server granted nothing
  CTIMESTAMP_OTHER,       // it is of another digest or answers another request
  CTIMESTAMP_UNTRUSTED,   // its signature or its certificates do not hold
  CTIMESTAMP_BAD_CA,      // the file of certificates has none
} ctimestamp_result;

/// Checks an answer: whether it stamps the digest, and, with certificates in PEM, whether they lead to
/// who signed it at its own time. The nonce may be NULL. Sets the stamp's time in ms since 1970.
ctimestamp_result ctimestamp_check(const unsigned char *answer, size_t length,
                                   const unsigned char digest[32], const unsigned char *nonce,
                                   const char *certificates, size_t certificates_length,
                                   long long *time);
void ctimestamp_free(unsigned char *bytes);
