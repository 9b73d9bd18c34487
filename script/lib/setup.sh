# Shared by script/demo and script/test: what they need on a machine that may have none of it.
# Sourced, never run. Safe to repeat: what is there already is left alone.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
venv=$root/.venv

say() { printf '==> %s\n' "$*" >&2; }

# --- rights -----------------------------------------------------------------------------------------

# Whether programs can be installed here at all: brew needs no rights, the others root or sudo.
may_install() {
  if [ "$1" = brew ] || [ "$(id -u)" -eq 0 ]; then
    return 0
  fi
  command -v sudo >/dev/null 2>&1 || return 1
  [ -t 0 ] || sudo -n true 2>/dev/null
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# --- system packages --------------------------------------------------------------------------------

package_manager() {
  local name
  for name in apt-get dnf pacman zypper brew; do
    if command -v "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
}

# install_with MANAGER PACKAGE…
install_with() {
  local manager=$1
  shift
  case $manager in
    apt-get) as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ;;
    dnf) as_root dnf install -y -q "$@" ;;
    pacman) as_root pacman -S --noconfirm --needed "$@" ;;
    zypper) as_root zypper --non-interactive install "$@" ;;
    brew) brew install "$@" ;;
  esac
}

# install_packages PACKAGE…: all at once; where that fails, one by one, so that one unknown name does not cost the others.
# Succeeds only if all of them are there afterwards.
install_packages() {
  local manager package status=0
  manager=$(package_manager)
  if ! may_install "$manager"; then
    say "installing needs administrator rights; run it yourself, with $manager: $*"
    return 1
  fi
  say "installing with $manager (you may be asked for your password): $*"
  install_with "$manager" "$@" >&2 && return
  if [ "$manager" = apt-get ]; then
    say "the list of packages may be old; renewing it"
    as_root apt-get update -q >&2 || true
    install_with "$manager" "$@" >&2 && return
  fi
  for package in "$@"; do
    install_with "$manager" "$package" >&2 || { say "could not install $package"; status=1; }
  done
  return $status
}

# --- tesseract --------------------------------------------------------------------------------------

# missing_for PROGRAM: the data that it lacks, one name a line.
missing_for() {
  local languages name
  languages=$("$1" --list-langs 2>&1) || { echo tesseract; return; }
  for name in ara Arabic eng osd; do
    grep -qx -e "$name" -e "script/$name" <<<"$languages" || echo "$name"
  done
}

# What is missing for reading text: nothing if any tesseract on the path has all the data, as verifyctl looks at
# all of them; "tesseract" if there is none.
missing_for_reading() {
  local program missing first=""
  while IFS= read -r program; do
    missing=$(missing_for "$program")
    [ -n "$missing" ] || return 0
    first=${first:-$missing}
  done < <(type -aP tesseract)
  echo "${first:-tesseract}"
}

install_tesseract() {
  case $(package_manager) in
    apt-get)
      install_packages tesseract-ocr tesseract-ocr-ara tesseract-ocr-script-arab tesseract-ocr-eng tesseract-ocr-osd \
        tesseract-ocr-rus tesseract-ocr-ukr
      ;;
    dnf)
      install_packages tesseract tesseract-langpack-ara tesseract-script-arabic tesseract-langpack-eng tesseract-osd \
        tesseract-langpack-rus tesseract-langpack-ukr
      ;;
    pacman)
      install_packages tesseract tesseract-data-ara tesseract-data-eng tesseract-data-osd tesseract-data-rus tesseract-data-ukr
      ;;
    zypper)
      install_packages tesseract-ocr tesseract-ocr-traineddata-ara tesseract-ocr-traineddata-script-arabic \
        tesseract-ocr-traineddata-eng tesseract-ocr-traineddata-osd tesseract-ocr-traineddata-rus \
        tesseract-ocr-traineddata-ukr
      ;;
    brew) install_packages tesseract tesseract-lang ;;
    *)
      say "no package manager that this script knows; see https://tesseract-ocr.github.io/tessdoc/Installation.html"
      return 1
      ;;
  esac
}

# Data for Russian and Ukrainian come along where something is installed; nothing is installed for them alone.
# Never fails: without Tesseract everything works but the reading of text. Called after setup_python, for the note
# in .venv that this system's packages hold no more than was installed (pacman has no data for the Arabic script).
setup_tesseract() {
  local missing note=$venv/.no-package-for
  missing=$(missing_for_reading)
  [ -n "$missing" ] || return 0
  if [ "$(cat "$note" 2>/dev/null)" != "$missing" ]; then
    say "Tesseract reads the text on pictures; missing here: ${missing//$'\n'/ }"
    if install_tesseract; then
      missing=$(missing_for_reading)
      echo "$missing" > "$note"
    fi
  fi
  [ -z "$missing" ] || say "going on without ${missing//$'\n'/ }; the verdict says what was not read for it"
}

# --- Python -----------------------------------------------------------------------------------------

find_python() {
  local name
  for name in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  say "verifyctl needs Python 3.11 or newer, and none was found; install it, or name it: PYTHON=/path/to/python3.12 $0"
  return 1
}

# venv_program NAME: the path of a program in the virtual environment.
venv_program() {
  if [ -d "$venv/Scripts" ]; then
    echo "$venv/Scripts/$1"
  else
    echo "$venv/bin/$1"
  fi
}

make_venv() {
  local python
  python=$(find_python)
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    # Debian and Ubuntu keep these two in a package of their own.
    if [ "$(package_manager)" = apt-get ]; then
      install_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" || true
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      say "$python cannot make virtual environments: its modules venv and ensurepip are missing; install them"
      return 1
    fi
  fi
  say "making a virtual environment in .venv with $("$python" --version)"
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

# What an installation depends on; where it changes, the package is installed anew.
fingerprint() {
  { echo "$root"; cat "$root/pyproject.toml" "$@"; } | cksum
}

# setup_python demo|test: the package, for test with its tools and at exactly the versions of constraints/ci.txt.
setup_python() {
  local purpose=$1 stamp=$venv/.installed-for-$1 wanted
  local -a constraints=() what=(-e "$root")
  if [ "$purpose" = test ]; then
    constraints=("$root/constraints/ci.txt")
    what=(-e "${root}[test]" -c "$root/constraints/ci.txt")
  fi
  wanted=$(fingerprint ${constraints[@]+"${constraints[@]}"})
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$(venv_program python)" -c '' 2>/dev/null; then
    return
  fi
  # A virtual environment does not survive being moved, or the removal of the Python that it was made with.
  if [ "$(cat "$venv/.made-in" 2>/dev/null)" != "$root" ] || ! "$(venv_program python)" -m pip --version >/dev/null 2>&1; then
    make_venv
    echo "$root" > "$venv/.made-in"
  fi
  say "installing verifyctl and what it needs into .venv"
  "$(venv_program python)" -m pip install --quiet --disable-pip-version-check "${what[@]}" >&2
  echo "$wanted" > "$stamp"
}

# --- a browser --------------------------------------------------------------------------------------

# The system's Chromium, as the tests of pages look for it; fails if there is none.
find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

install_chromium() {
  case $(package_manager) in
    apt-get | dnf | pacman | zypper) install_packages chromium ;;
    *)
      say "no package manager that this script installs Chromium with; any chromium or google-chrome on the path will do"
      return 1
      ;;
  esac
}

# What the tests of pages need: Chromium from the system, and Playwright, which is kept from fetching one of its own.
# Called after setup_python test. Fails where one of them cannot be had; everything else works without.
setup_browser() {
  local note=$venv/.no-chromium stamp=$venv/.installed-for-browser wanted
  if ! find_chromium >/dev/null; then
    if [ -f "$note" ]; then
      return 1
    fi
    say "pages are tested in Chromium, which is missing here"
    install_chromium || true
    if ! find_chromium >/dev/null; then
      : > "$note"
      return 1
    fi
  fi
  export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  wanted=$(fingerprint "$root/constraints/ci.txt")
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    return
  fi
  say "installing what the tests of pages need into .venv"
  "$(venv_program python)" -m pip install --quiet --disable-pip-version-check -e "${root}[browser]" \
    -c "$root/constraints/ci.txt" >&2 || return 1
  echo "$wanted" > "$stamp"
}
