// Web: one HTTP exchange, done safely.
//
// `HTTPClient` is an actor on a thread of its own that drives libcurl's multi interface: HTTP/2,
// kept connections, gzip, brotli and zstd, with limits on time, header and body, the body's before
// and after decompression. It follows no redirect: whoever asked sees it and decides, so that every
// hop is subject to the same rules. `AddressPolicy` decides which addresses may be connected to and
// is asked at each connect, when names are resolved already. `WebAddress` reads and resolves URLs;
// `CacheRules`, `RetryAfter` and `HTTPDate` read what servers say about when to come again;
// `RobotsRules` what they want left alone; `RegistrableDomain` who they belong to.
//
// What may change: further limits, further headers that are understood. When somebody is asked,
// and how often, is for Fetch to decide. Nothing here reads the environment, a netrc file or cookies.
