/* GRACEGATE_API marks what a shared build exports. */
#ifndef GRACEGATE_EXPORT_H
#define GRACEGATE_EXPORT_H

#if defined(_WIN32)
#define GRACEGATE_API
#else
#define GRACEGATE_API __attribute__((visibility("default")))
#endif

#endif
