#include "ctimestamp.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static TS_MSG_IMPRINT *imprint_of(const unsigned char digest[32]) {
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
  X509_ALGOR *algorithm = X509_ALGOR_new();
  int is_right = imprint && algorithm &&
                 X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) &&
                 TS_MSG_IMPRINT_set_algo(imprint, algorithm) &&
                 TS_MSG_IMPRINT_set_msg(imprint, (unsigned char *)digest, 32);
  X509_ALGOR_free(algorithm);
  if (is_right) return imprint;
  TS_MSG_IMPRINT_free(imprint);
  return NULL;
}

static ASN1_INTEGER *number_of(const unsigned char nonce[8]) {
  BIGNUM *number = BN_bin2bn(nonce, 8, NULL);
  ASN1_INTEGER *result = number ? BN_to_ASN1_INTEGER(number, NULL) : NULL;
  BN_free(number);
  return result;
}

unsigned char *ctimestamp_request(const unsigned char digest[32], const unsigned char nonce[8],
                                  size_t *length) {
  TS_REQ *request = TS_REQ_new();
  TS_MSG_IMPRINT *imprint = imprint_of(digest);
  ASN1_INTEGER *number = number_of(nonce);
  unsigned char *bytes = NULL;
  int count = -1;
  if (request && imprint && number && TS_REQ_set_version(request, 1) &&
      TS_REQ_set_msg_imprint(request, imprint) && TS_REQ_set_nonce(request, number) &&
      TS_REQ_set_cert_req(request, 1))
    count = i2d_TS_REQ(request, &bytes);
  ASN1_INTEGER_free(number);
  TS_MSG_IMPRINT_free(imprint);
  TS_REQ_free(request);
  ERR_clear_error();
  if (count < 0) return NULL;
  *length = (size_t)count;
  return bytes;
}

void ctimestamp_free(unsigned char *bytes) { OPENSSL_free(bytes); }

/// The stamp's own time; whether it has one.
static int time_of(TS_TST_INFO *info, time_t *seconds, long long *milliseconds) {
  const ASN1_GENERALIZEDTIME *stamp = TS_TST_INFO_get_time(info);
  struct tm fields;
  if (!stamp || !ASN1_TIME_to_tm(stamp, &fields)) return 0;
  *seconds = timegm(&fields);
  *milliseconds = (long long)*seconds * 1000;
  return 1;
}

/// The certificates of a PEM file that are trusted, judged at the stamp's time: a stamp outlives the
/// certificate of the server that made it.
static X509_STORE *store_of(const char *pem, size_t length, time_t at) {
  BIO *source = BIO_new_mem_buf(pem, (int)length);
  X509_STORE *store = X509_STORE_new();
  int count = 0;
  X509 *certificate;
  while (source && store && (certificate = PEM_read_bio_X509(source, NULL, NULL, NULL))) {
    count += X509_STORE_add_cert(store, certificate);
    X509_free(certificate);
  }
  BIO_free(source);
  if (store && count) {
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), at);
    return store;
  }
  X509_STORE_free(store);
  return NULL;
}

static ctimestamp_result check(TS_RESP *response, const unsigned char digest[32],
                               X509_STORE *store) {
  TS_VERIFY_CTX *context = TS_VERIFY_CTX_new();
  if (!context) return CTIMESTAMP_UNREADABLE;
  int flags = TS_VFY_VERSION | TS_VFY_IMPRINT;
  // The context frees its copy.
  TS_VERIFY_CTX_set_imprint(context, OPENSSL_memdup(digest, 32), 32);
  if (store) {
    flags |= TS_VFY_SIGNATURE;
    X509_STORE_up_ref(store);
    TS_VERIFY_CTX_set_store(context, store);
  }
  TS_VERIFY_CTX_set_flags(context, flags);
  int is_right = TS_RESP_verify_response(context, response) == 1;
  TS_VERIFY_CTX_free(context);
  return is_right ? CTIMESTAMP_OK : store ? CTIMESTAMP_UNTRUSTED : CTIMESTAMP_OTHER;
}

static int has_nonce(TS_TST_INFO *info, const unsigned char *nonce) {
  ASN1_INTEGER *wanted = number_of(nonce);
  const ASN1_INTEGER *given = TS_TST_INFO_get_nonce(info);
  int is_same = wanted && given && ASN1_INTEGER_cmp(wanted, given) == 0;
  ASN1_INTEGER_free(wanted);
  return is_same;
}

ctimestamp_result ctimestamp_check(const unsigned char *answer, size_t length,
                                   const unsigned char digest[32], const unsigned char *nonce,
                                   const char *certificates, size_t certificates_length,
                                   long long *time) {
  const unsigned char *place = answer;
  TS_RESP *response = d2i_TS_RESP(NULL, &place, (long)length);
  ctimestamp_result result = CTIMESTAMP_UNREADABLE;
  if (response && place == answer + length) {
    TS_TST_INFO *info = TS_RESP_get_tst_info(response);
    time_t seconds = 0;
    if (!info) {
      result = CTIMESTAMP_REFUSED;
    } else if (time_of(info, &seconds, time)) {
      result = nonce && !has_nonce(info, nonce) ? CTIMESTAMP_OTHER
                                                : check(response, digest, NULL);
      if (result == CTIMESTAMP_OK && certificates) {
        X509_STORE *store = store_of(certificates, certificates_length, seconds);
        result = store ? check(response, digest, store) : CTIMESTAMP_BAD_CA;
        X509_STORE_free(store);
      }
    }
  }
  TS_RESP_free(response);
  ERR_clear_error();
  return result;
}
