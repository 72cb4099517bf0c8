// ICU 72: Debian package libicu-dev. Only normalisation to NFC and
// decomposition (NFD) are used.
#pragma once
#include <stdint.h>
#include <unicode/unorm2.h>

// ICU's functions are macros that add the version to their names, which Swift cannot see: these
// wrappers name what is used. Each returns a negative number when ICU reports an error.

// How many UTF-16 units at the start of `text` are in NFC already.
static inline int32_t chancery_nfc_prefix(const uint16_t *text, int32_t count) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t end = unorm2_spanQuickCheckYes(nfc, (const UChar *)text, count, &status);
    return U_FAILURE(status) ? -1 : end;
}

// Writes the NFC of `text` to `into` and returns its length; if that is more than `capacity`,
// nothing useful was written.
static inline int32_t chancery_nfc(
    const uint16_t *text, int32_t count, uint16_t *into, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t length =
        unorm2_normalize(nfc, (const UChar *)text, count, (UChar *)into, capacity, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) return length;
    return U_FAILURE(status) ? -1 : length;
}

// Writes the full canonical decomposition of one character to `into` and returns its length in
// UTF-16 units; 0 if the character stays as it is.
static inline int32_t chancery_nfd_of(int32_t character, uint16_t *into, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t length =
        unorm2_getDecomposition(nfd, character, (UChar *)into, capacity, &status);
    if (U_FAILURE(status)) return -1;
    return length < 0 ? 0 : length;
}

// The canonical combining class of a character: in what order marks are sorted.
static inline uint8_t chancery_combining_class(int32_t character) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    return U_FAILURE(status) ? 0 : unorm2_getCombiningClass(nfd, character);
}
