// libzmq 4.3: Debian package libzmq3-dev. Linked here rather than through pkg-config, whose
// Debian file carries a flag SwiftPM warns about at each build.
#pragma once
#include <zmq.h>
