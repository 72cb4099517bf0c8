// libsodium 1.0: Debian package libsodium-dev (libzmq3-dev needs it too). SHA-256 and random bytes.
#pragma once
#include <sodium.h>
