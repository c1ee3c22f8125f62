# Runs go for a driver: go.sh BUILD ARGUMENTS
#
# The caches of go are in the build folder, so that nothing else is written, and so is the workspace of the two clients. No C
# compiler is used, and no other toolchain is downloaded. The first build takes about half the time without optimization: most
# of it compiles the standard library. The driver spends most of its time waiting.
export GOCACHE="$1/cache" XDG_CONFIG_HOME="$1/config" GOTOOLCHAIN=local CGO_ENABLED=0
export GOFLAGS="'-gcflags=all=-N -l' -ldflags=-s -buildvcs=false" GOWORK="$1/go.work"
shift
case $1 in
  work) rm -f "$GOWORK" ;;
  -C) export GOWORK=off ;;
esac
exec go "$@"
