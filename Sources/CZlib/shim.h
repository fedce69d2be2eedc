#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H
#define ZLIB_CONST
#include <zlib.h>
#endif
