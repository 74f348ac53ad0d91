# stillroom_unity(TARGET [APART file.cpp …]): with STILLROOM_UNITY the sources of each room are compiled some at a
# time, so that Qt's headers are read once for all of them: a whole build takes less than half the time. For builds
# from nothing (packaging/test); a build folder one works in stays as it was, where every file compiles alone.
# APART names what cannot share a translation unit.
option(STILLROOM_UNITY "Compile the sources of a room together" OFF)
set(STILLROOM_UNITY_FILES 8)

function(stillroom_unity target)
  if(NOT STILLROOM_UNITY)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "APART" ${ARGN})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source FILENAME name)
    if(NOT source MATCHES "\\.cpp$" OR name IN_LIST ARG_APART)
      continue()
    endif()
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    string(MAKE_C_IDENTIFIER "${folder}" room)
    math(EXPR part "${count_${room}} + 0")
    math(EXPR count_${room} "${part} + 1")
    math(EXPR part "${part} / ${STILLROOM_UNITY_FILES}")
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${room}_${part})
  endforeach()
endfunction()
