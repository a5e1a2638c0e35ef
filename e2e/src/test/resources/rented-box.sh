# What a self-hoster does on a new machine, as root: in namespaces of its own, where /opt, /etc/freehold,
# /var/lib/freehold, /usr/local/bin and /run are empty and nobody listens.
#   rented-box.sh TARBALL SITE NEWER_SITE
set -eu
mount --make-rprivate /
for folder in /opt /etc/freehold /var/lib/freehold /usr/local/bin /run; do
  mkdir -p "$folder"
  mount -t tmpfs none "$folder"
done
ip link set lo up
unset FREEHOLD_HOME FREEHOLD_BUILD
export HOME=/root
page() {
  curl --silent --show-error --max-time 20 --header "Host: $1.localhost" http://127.0.0.1/
}

mkdir /opt/unpacked
tar --extract --gzip --file "$1" --directory /opt/unpacked
bundle=$(echo /opt/unpacked/freehold-*)
"$bundle/setup" install
echo "installed: $(freehold --version)"
freehold deploy "$2"
name=$(basename "$2")
echo "deployed: $(page "$name")"

kill -9 "$(cat /run/freehold/control.pid)"
echo "without control: $(page "$name")"
"$bundle/setup" install
echo "again: $(page "$name")"
cp "$3"/* "$2"
freehold deploy "$2"
echo "changed: $(page "$name")"

/opt/freehold/current/setup uninstall
[ ! -e /usr/local/bin/freehold ] && echo "gone: yes"
[ ! -e /opt/freehold ] && [ -e /var/lib/freehold/freehold.db ] && [ -e /etc/freehold/freehold.env ] && echo "kept: yes"
"$bundle/setup" install
echo "back: $(page "$name")"
/opt/freehold/current/setup stop
