/* GRACEGATE_API marks what a shared build exports, GRACEGATE_LOCAL what of that it does not. */
#ifndef GRACEGATE_EXPORT_H
#define GRACEGATE_EXPORT_H

#if defined(_WIN32)
#define GRACEGATE_API
#define GRACEGATE_LOCAL
#else
#define GRACEGATE_API __attribute__((visibility("default")))
#define GRACEGATE_LOCAL __attribute__((visibility("hidden")))
#endif

#endif
