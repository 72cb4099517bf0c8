// zlib, brotli and zstd: Debian packages zlib1g-dev, libbrotli-dev, libzstd-dev. Only decompression
// is used.
#pragma once
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

// A macro that passes the library's version and the size of the stream; not seen from Swift.
static inline int chancery_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
