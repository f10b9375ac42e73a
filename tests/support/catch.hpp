// Catch2 v2 and v3 by one include.
#ifndef GRACEGATE_TESTS_SUPPORT_CATCH_HPP
#define GRACEGATE_TESTS_SUPPORT_CATCH_HPP

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#endif
