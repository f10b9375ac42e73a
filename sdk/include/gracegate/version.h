/* Version of the SDK (semantic versioning). */
#ifndef GRACEGATE_VERSION_H
#define GRACEGATE_VERSION_H

#define GRACEGATE_VERSION_MAJOR 0
#define GRACEGATE_VERSION_MINOR 1
#define GRACEGATE_VERSION_PATCH 0
#define GRACEGATE_VERSION "0.1.0"

#endif
