#!/usr/bin/env bash
# Runs a statically linked program on an emulated processor with AVX-512: `go test -exec scripts/bochs-exec.sh`. It boots Debian's kernel
# under Bochs with the program, its arguments and the variables SURETY_*, prints what that prints, and exits as it does.
# BOCHS_LIMIT bounds it, in seconds.
set -euo pipefail
work=$(cd "$(dirname "$0")/.." && pwd)/build/test/avx512
linux=$(ls "$work"/kernel/boot/vmlinuz-* 2>/dev/null | tail -1) || true
[[ -n $linux ]] || { echo "there is no kernel in $work: scripts/test-avx512.sh fetches one" >&2; exit 1; }
box=$(mktemp -d -p "$work")
bochs=
trap '[[ -z $bochs ]] || kill "$bochs" 2>/dev/null || true; rm -rf "$box"' EXIT

# What boots: the program and a shell that starts it.
mkdir -p "$box/root/proc" "$box/root/tmp" "$box/disc/isolinux"
cp "$(command -v busybox)" "$box/root/busybox"
cp "$1" "$box/root/program"
shift
{
  echo '#!/busybox sh'
  echo '/busybox mount -t proc proc /proc'
  echo 'export HOME=/tmp TMPDIR=/tmp'
  while IFS= read -r name; do printf 'export %s=%q\n' "$name" "${!name}"; done < <(compgen -e | grep '^SURETY_' || true)
  echo 'echo "+begin"'
  printf '/program'
  for arg in "$@"; do [[ $arg == -test.testlogfile=* ]] || printf ' %q' "$arg"; done
  printf ' 2>&1\ncode=$?\necho\necho "+exit $code"\n'
  echo '/busybox sleep 5' # until the serial line has sent all
  echo '/busybox poweroff -f'
} >"$box/root/init"
chmod +x "$box/root/init"
(cd "$box/root" && find . | busybox cpio -o -H newc 2>/dev/null) >"$box/disc/initrd"
cp "$linux" "$box/disc/linux"
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$box/disc/isolinux/"
# Bochs gives a wrong size for the compact form of saved registers, on which the kernel would give up all vectors.
cat >"$box/disc/isolinux/isolinux.cfg" <<EOF
default linux
prompt 0
label linux
  kernel /linux
  append initrd=/initrd console=ttyS0 rdinit=/init panic=-1 loglevel=1 tsc=reliable lpj=1000000 nokaslr mitigations=off cryptomgr.notests clearcpuid=xsaves,xsavec
EOF
xorriso -as mkisofs -quiet -o "$box/disc.iso" -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 \
  -boot-info-table "$box/disc" 2>"$box/xorriso.txt" || { cat "$box/xorriso.txt" >&2; exit 1; }

cat >"$box/bochsrc" <<EOF
config_interface: textconfig
display_library: rfb, options="timeout=0"
cpu: model=corei7_skylake_x, ips=50000000, reset_on_triple_fault=0
memory: guest=1024, host=1024
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path=$box/disc.iso, status=inserted
boot: cdrom
speaker: enabled=1, mode=none
com1: enabled=1, mode=file, dev=$box/serial
clock: sync=none
log: $box/log
panic: action=fatal
EOF
echo continue >"$box/commands" # Debian's is built with a debugger, which waits for one
alone=() # its screen, which nobody looks at, would be open to the network
unshare -rn true 2>/dev/null && alone=(unshare -rn)
limit=${BOCHS_LIMIT:-1200}
setsid timeout -k 10 "$limit" nice ${alone[@]+"${alone[@]}"} bochs -q -f "$box/bochsrc" -rc "$box/commands" </dev/null >"$box/screen" 2>&1 &
bochs=$!
wait "$bochs" || true # it ends as if it had failed
bochs=

touch "$box/serial"
tr -d '\r' <"$box/serial" | sed -n '/^+begin$/,/^+exit [0-9]*$/p' | sed '/^+begin$/d; /^+exit [0-9]*$/d'
code=$(tr -d '\r' <"$box/serial" | sed -n 's/^+exit \([0-9]*\)$/\1/p')
if [[ -z $code ]]; then
  echo "the emulated machine did not get to the end in $limit s; it said last:" >&2
  tail -n 20 "$box/serial" "$box/log" >&2
  exit 1
fi
exit "$code"
