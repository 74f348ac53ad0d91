# Who may include what (the rooms see only the rooms below them). Run by ctest as `layers`.
# Reads every #include line of the project; the first offence is printed with file and line.
cmake_minimum_required(VERSION 3.25)

set(failures "")

# check(FOLDER ALLOWED_REGEX FORBIDDEN_REGEX): project includes of FOLDER must match ALLOWED_REGEX,
# no include at all may match FORBIDDEN_REGEX.
function(check folder allowed forbidden)
  file(GLOB_RECURSE files "${SOURCE_DIR}/${folder}/*.h" "${SOURCE_DIR}/${folder}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${file}" lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS lines)
      string(REGEX MATCH "[<\"]([^>\"]+)[>\"]" _ "${line}")
      set(included "${CMAKE_MATCH_1}")
      file(RELATIVE_PATH short "${SOURCE_DIR}" "${file}")
      if(included MATCHES "^(migrations|app|ui|tests)/" AND NOT included MATCHES "${allowed}")
        list(APPEND failures "${short} includes ${included}")
      elseif(forbidden AND included MATCHES "${forbidden}")
        list(APPEND failures "${short} includes ${included}")
      endif()
    endforeach()
  endforeach()
  set(failures "${failures}" PARENT_SCOPE)
endfunction()

set(widgets "^(QtWidgets|QtGui|QWidget|QApplication|QGuiApplication|QPainter|QColor|QIcon|QFont|QPixmap|QImage|QMainWindow|QDialog|QAction|QPalette|Qsci)")
set(sql_module "^(QtSql|QSql|libpq)")
set(below_pure "${widgets}|${sql_module}|^(QtConcurrent|QProcess)")

check(migrations/base       "^migrations/base/" "${below_pure}")
check(migrations/graph      "^migrations/(base|graph)/" "${below_pure}")
check(migrations/sql        "^migrations/(base|sql)/" "${below_pure}")
check(migrations/operations "^migrations/(base|sql|operations)/" "${below_pure}")
check(migrations/python     "^migrations/(base|python)/" "${below_pure}")
check(migrations/scripts    "^migrations/(base|graph|python|sql|operations|scripts)/" "${below_pure}")
check(migrations/schema     "^migrations/(base|sql|schema)/" "${below_pure}")
check(migrations/risk       "^migrations/(base|graph|sql|operations|scripts|schema|plan|risk)/" "${below_pure}")
check(migrations/plan       "^migrations/(base|graph|sql|operations|scripts|plan)/" "${below_pure}")
check(migrations/database   "^migrations/" "${widgets}")
check(migrations/run        "^migrations/" "${widgets}")
check(app                   "^(migrations|app)/" "${widgets}")
check(ui                    "^(ui|app/(services|project|environment|verify|startup|connections|journal)|migrations/(base|graph|operations|plan|risk|schema|sql)|migrations/database/databasestate|migrations/run/runevent)" "^(QtSql|QSql|libpq)")

# app/main.cpp is the one place of app/ that sees the windows.
list(FILTER failures EXCLUDE REGEX "^app/main\\.cpp ")

# The window shows, it does not read or run: no executor, connection or file writer below ui/.
if(failures)
  list(JOIN failures "\n  " text)
  message(FATAL_ERROR "Includes that cross a wall:\n  ${text}")
endif()

# The main window swaps pages and decides nothing.
if(EXISTS "${SOURCE_DIR}/ui/shell/mainwindow.cpp")
  file(STRINGS "${SOURCE_DIR}/ui/shell/mainwindow.cpp" lines)
  list(LENGTH lines count)
  if(count GREATER 400)
    message(FATAL_ERROR "ui/shell/mainwindow.cpp has ${count} lines; 400 is the limit")
  endif()
endif()
