# One INTERFACE target carries warnings, Qt macros and sanitizers for every target of the project.
add_library(stillroom_options INTERFACE)
target_compile_options(stillroom_options INTERFACE
  -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Wshadow=local
  -Woverloaded-virtual -Wextra-semi -Wundef -Werror=switch -Werror=return-type)
if(STILLROOM_WERROR)
  target_compile_options(stillroom_options INTERFACE -Werror)
endif()
target_compile_definitions(stillroom_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400
  $<$<NOT:$<CONFIG:Debug>>:QT_NO_DEBUG_OUTPUT>
  STILLROOM_VERSION="${PROJECT_VERSION}")
target_include_directories(stillroom_options INTERFACE ${PROJECT_SOURCE_DIR})
if(STILLROOM_SANITIZE)
  target_compile_options(stillroom_options INTERFACE -fsanitize=${STILLROOM_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=undefined)
  target_link_options(stillroom_options INTERFACE -fsanitize=${STILLROOM_SANITIZE})
endif()
if(STILLROOM_FUZZ)
  target_compile_options(stillroom_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
  target_link_options(stillroom_options INTERFACE -fsanitize=address,undefined)
endif()
# Full debug information of some hundred Qt translation units costs more time than it gives.
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(stillroom_options INTERFACE -g1)
endif()
find_program(STILLROOM_LLD NAMES ld.lld ld.lld-14)
if(STILLROOM_LLD)
  target_link_options(stillroom_options INTERFACE -fuse-ld=lld)
endif()
# A program loads only the libraries it calls: the command line starts in milliseconds.
target_link_options(stillroom_options INTERFACE -Wl,--as-needed)
