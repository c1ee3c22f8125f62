# Checks what is ours with staticcheck: staticcheck.sh BUILD RUNTIME, in the folder of the client
#
# This builds staticcheck first, which takes a minute of the processor, so only CI does it. The newest one needs a new Go.
set -eu
[ "${CI:-}" = true ] || exit 0
home=$(dirname "$0")
case $(go env GOVERSION) in go1.2[0-5]*) exit 0 ;; esac
GOBIN="$1/bin" sh "$home/go.sh" "$1" install honnef.co/go/tools/cmd/staticcheck@v0.8.2
export GOCACHE="$1/cache" XDG_CACHE_HOME="$1/cache" GOTOOLCHAIN=local GOFLAGS=-buildvcs=false GOWORK="$1/go.work"
# The other files of the package are the generator's.
found=$("$1/bin/staticcheck" . | grep -E '^(listings|configuration|model_access_token_response)\.go' || true)
echo "$found"
test -z "$found"
cd "$2"
GOWORK=off exec "$1/bin/staticcheck" ./...
