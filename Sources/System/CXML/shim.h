// libxml2 2.9: Debian package libxml2-dev. Only the HTML tree parser and its
// table of named characters are used.
#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
