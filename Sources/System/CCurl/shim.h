// libcurl 7.88 or newer, with HTTP/2, gzip, brotli and zstd: Debian package libcurl4-openssl-dev.
#pragma once
#include <curl/curl.h>
#include <sys/socket.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift cannot
// import, and hidden by type-checking macros: one wrapper for each kind of argument.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static inline CURLcode chancery_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode chancery_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// Copied by libcurl.
static inline CURLcode chancery_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

// Not copied: must live as long as the handle uses it.
static inline CURLcode chancery_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode chancery_curl_set_list(CURL *easy, CURLoption option,
                                              struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

typedef size_t (*chancery_curl_data)(char *bytes, size_t size, size_t count, void *context);
typedef int (*chancery_curl_progress)(void *context, curl_off_t download, curl_off_t downloaded,
                                      curl_off_t upload, curl_off_t uploaded);
typedef curl_socket_t (*chancery_curl_open)(void *context, curlsocktype purpose,
                                            struct curl_sockaddr *address);

static inline CURLcode chancery_curl_set_data(CURL *easy, CURLoption option,
                                              chancery_curl_data function) {
    return curl_easy_setopt(easy, option, function);
}

static inline CURLcode chancery_curl_set_progress(CURL *easy, chancery_curl_progress function) {
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLcode chancery_curl_set_open(CURL *easy, chancery_curl_open function) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode chancery_curl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode chancery_curl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode chancery_curl_get_text(CURL *easy, CURLINFO info, char **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode chancery_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// A union, and a macro for the cast of -1.
static inline CURLcode chancery_curl_result(const CURLMsg *message) { return message->data.result; }
static inline curl_socket_t chancery_curl_no_socket(void) { return CURL_SOCKET_BAD; }

// CURL_GLOBAL_ALL is a macro of macros.
static inline CURLcode chancery_curl_start(void) { return curl_global_init(CURL_GLOBAL_ALL); }

// The address libcurl is about to connect to is the last member, declared with its generic type
// only; and the socket is made as libcurl would make it itself.
static inline const struct sockaddr *chancery_curl_address(const struct curl_sockaddr *address) {
    return &address->addr;
}

static inline curl_socket_t chancery_curl_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
