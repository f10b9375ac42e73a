# Turns sdk/web (texts, style, script) into C++ sources.
set(GRACEGATE_EMBEDDED_SOURCES "")
