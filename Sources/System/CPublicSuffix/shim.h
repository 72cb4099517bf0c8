// libpsl 0.21: Debian package libpsl-dev. Mozilla's Public Suffix List, which says where the part
// of a host name begins that somebody can register.
#pragma once
#include <libpsl.h>
