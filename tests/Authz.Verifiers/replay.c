/*
 * Makes the calls of a recording again, without a runtime: replay FILE [COUNT]. For AddressSanitizer and valgrind.
 * The calls are those of src/Authz/Signatures/OpenSsl; the format is that of CallRecorder.cs.
 */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEYS = 8, ALGORITHMS = 10, LARGEST = 65535 };

static EVP_PKEY *keys[KEYS];
static EVP_PKEY_CTX *contexts[KEYS][ALGORITHMS];
static int key_count;

static void fail(const char *what) {
  fprintf(stderr, "replay: %s\n", what);
  exit(2);
}

static void read_bytes(FILE *file, void *to, size_t length) {
  if (fread(to, 1, length, file) != length) {
    fail("the recording ends too early");
  }
}

static uint8_t read_byte(FILE *file) {
  uint8_t byte;
  read_bytes(file, &byte, 1);
  return byte;
}

static uint16_t read_length(FILE *file) {
  uint16_t low = read_byte(file);
  return (uint16_t)(low | read_byte(file) << 8);
}

/* As many bytes as there are and not one more, so that a read beyond the end is seen. */
static uint8_t *read_block(FILE *file, size_t length) {
  uint8_t *block = malloc(length);
  if (block == NULL) {
    fail("no memory");
  }
  read_bytes(file, block, length);
  return block;
}

/* JwsAlgorithm: RS256 is 1, PS256 4, ES256 7. */
static const EVP_MD *hash_of(int algorithm) {
  switch (algorithm % 3) {
  case 1: return EVP_sha256();
  case 2: return EVP_sha384();
  default: return EVP_sha512();
  }
}

static EVP_PKEY_CTX *create(EVP_PKEY *key, int algorithm) {
  const EVP_MD *hash = hash_of(algorithm);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int ok = context != NULL && EVP_PKEY_verify_init(context) == 1;
  if (ok && algorithm <= 3) {
    ok = EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
  } else if (ok && algorithm <= 6) {
    ok = EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
  }
  if (!ok || EVP_PKEY_CTX_set_signature_md(context, hash) != 1) {
    fail("a context cannot be made");
  }
  return context;
}

static void read_key(FILE *file) {
  size_t length = read_length(file);
  uint8_t *block = read_block(file, length);
  const uint8_t *at = block;
  if (key_count == KEYS || (keys[key_count++] = d2i_PUBKEY(NULL, &at, (long)length)) == NULL) {
    fail("a key cannot be read");
  }
  free(block);
}

static int verify_next(FILE *file) {
  int key = read_byte(file);
  int algorithm = read_byte(file);
  int expected = read_byte(file);
  size_t digest_length = read_length(file);
  size_t signature_length = read_length(file);
  if (key >= key_count || algorithm < 1 || algorithm >= ALGORITHMS) {
    fail("the recording is not one");
  }
  uint8_t *digest = read_block(file, digest_length);
  uint8_t *signature = read_block(file, signature_length);
  if (contexts[key][algorithm] == NULL) {
    contexts[key][algorithm] = create(keys[key], algorithm);
  }
  int result = EVP_PKEY_verify(contexts[key][algorithm], signature, signature_length, digest, digest_length);
  if (result != 1) {
    ERR_clear_error();
  }
  free(digest);
  free(signature);
  return result == expected;
}

static void free_contexts(int key) {
  for (int algorithm = 0; algorithm < ALGORITHMS; algorithm++) {
    EVP_PKEY_CTX_free(contexts[key][algorithm]);
    contexts[key][algorithm] = NULL;
  }
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL) {
    fail("usage: replay FILE [COUNT]");
  }
  long most = argc > 2 ? atol(argv[2]) : -1;
  long count = 0;
  long wrong = 0;
  for (int kind = fgetc(file); kind != EOF && count != most; kind = fgetc(file)) {
    if (kind == 'K') {
      read_key(file);
    } else if (kind == 'V') {
      count++;
      wrong += !verify_next(file);
    } else if (kind == 'R') {
      int key = read_byte(file);
      if (key >= key_count) {
        fail("the recording is not one");
      }
      free_contexts(key);
    } else {
      fail("the recording is not one");
    }
  }
  for (int key = 0; key < key_count; key++) {
    free_contexts(key);
    EVP_PKEY_free(keys[key]);
  }
  fclose(file);
  printf("%ld calls made again, %ld wrong\n", count, wrong);
  return wrong == 0 ? 0 : 1;
}
