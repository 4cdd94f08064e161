@echo off
rem Jiyang on Windows: sets itself up on first use, then runs; what ./jiyang is elsewhere.
rem   jiyang             opens the window
rem   jiyang ARGS        runs a command, for example: jiyang plan list --json
rem   jiyang test ARGS   runs the tests; ARGS go to pytest
rem .venv\made.lock is a copy of the pins .venv was made from, written last: a half-made .venv never counts.
setlocal
set "root=%~dp0"
set "venv=%root%.venv"
set "python=%venv%\Scripts\python.exe"
set "PYTHONUTF8=1"

"%python%" -c "import filecmp, sys; sys.exit(not filecmp.cmp(sys.argv[1], sys.argv[2], False))" "%root%requirements.lock" "%venv%\made.lock" >nul 2>&1 || goto make
goto run

:make
set "base="
for %%P in ("py -3.14" "py -3.13" "py -3.12" "python") do if not defined base call :try %%~P
if not defined base (
    echo jiyang: needs Python 3.12, 3.13 or 3.14 and found none. Install one, then start again. 1>&2
    exit /b 2
)
echo jiyang: making .venv with %base% ^(about 1.3 GB; a minute or two^) 1>&2
if exist "%venv%" rmdir /s /q "%venv%"
%base% -m venv "%venv%" 1>&2 || goto failed
"%python%" -m pip install -q --disable-pip-version-check --no-input --only-binary :all: --require-hashes -r "%root%requirements.lock" 1>&2 || goto failed
copy /b /y "%root%requirements.lock" "%venv%\made.lock" >nul || goto failed

:run
if /i "%~1"=="test" goto test
"%python%" "%root%main.py" %*
exit /b %errorlevel%

:test
cd /d "%root%"
set "QT_QPA_PLATFORM=offscreen"
rem %* still holds the word test, and shift does not change it: take what follows the first word.
set "args="
for /f "tokens=1,*" %%A in ("%*") do set args=%%B
"%python%" -m pytest %args%
exit /b %errorlevel%

:failed
echo jiyang: .venv could not be made, see above; start again to retry. 1>&2
exit /b 2

:try
%* -c "import ctypes, sqlite3, ssl, sys, venv; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))" >nul 2>&1 && set "base=%*"
exit /b 0
