#!/usr/bin/env bash
# Runs the tests of the engine's kernels on an emulated processor with AVX-512: every kernel beside the portable code, bit for bit. It
# needs no such processor, but Debian, whose emulator Bochs and kernel it installs and fetches where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/test/avx512
mkdir -p "$work"

packages=()
for need in bochs:bochs busybox:busybox-static xorriso:xorriso; do
  command -v "${need%:*}" >/dev/null || packages+=("${need#*:}")
done
[[ -e /usr/lib/ISOLINUX/isolinux.bin ]] || packages+=(isolinux)
[[ -e /usr/lib/syslinux/modules/bios/ldlinux.c32 ]] || packages+=(syslinux-common)
if ((${#packages[@]})) || ! compgen -G "$work/kernel/boot/vmlinuz-*" >/dev/null; then
  command -v apt-get >/dev/null || {
    echo "there is no apt-get to install Bochs: run this on Debian" >&2
    exit 1
  }
  root=$([[ $EUID = 0 ]] || echo sudo)
  $root apt-get update -q >&2
  if ((${#packages[@]})); then
    echo "installing the Debian packages ${packages[*]}" >&2
    $root apt-get install -q -y --no-install-recommends "${packages[@]}" >&2
  fi
  echo "fetching Debian's kernel" >&2
  image=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ {print $2; exit}')
  (cd "$work" && apt-get download -q "$image" >&2)
  mkdir -p "$work/kernel"
  dpkg-deb --fsys-tarfile "$work/$image"_*.deb | tar -x -C "$work/kernel" ./boot
  rm "$work/$image"_*.deb
fi

go build -o build/test/testsum ./scripts/testsum
export CGO_ENABLED=0 GOARCH=amd64
# Bochs 2.7 refuses gathers whose index is in Z16 to Z31. The BLAKE3 library, which the portable set asks for whole inputs, has them.
build/test/testsum -count 1 -timeout 25m -ldflags '-s -w' -exec "$PWD/scripts/bochs-exec.sh" -skip 'TestSumIsBLAKE3/portable' \
  ./x/verification/engine/kernel -rapid.nofailfile "-rapid.checks=${CHECKS:-30}" | tee "$work/output"
if grep -q 'skipped.*avx512' "$work/output"; then
  echo "the tests with AVX-512 were skipped: the emulated processor has none" >&2
  exit 1
fi
