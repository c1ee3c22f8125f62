# go, as it should run for a driver: go.sh BUILD ARGUMENTS
#
# What it keeps is the build's own, so that nothing else of the machine is written. There is
# no C compiler to ask for and no other toolchain to fetch. Not to optimize nearly halves the
# first build, most of which is the standard library; the driver waits most of its time.
export GOCACHE="$1/cache" XDG_CONFIG_HOME="$1/config" GOTOOLCHAIN=local CGO_ENABLED=0
export GOFLAGS="'-gcflags=all=-N -l' -ldflags=-s -buildvcs=false"
shift
exec go "$@"
