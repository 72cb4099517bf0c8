// libyaml 0.2: Debian package libyaml-dev.
#pragma once
#include <yaml.h>
