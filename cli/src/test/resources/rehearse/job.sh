#!/bin/bash
# Prints the id of every segment. Its argument is the fault that it has, or none.
set -u
fault=$1
body=$(mktemp)
trap 'rm -f "$body"' EXIT
[ "$fault" != prints-its-token ] || echo "token: $AMPERITY_ACCESS_TOKEN" >&2

# Fetches a page into the file, and returns 1 if that is not possible.
page() {
  local attempt status
  for attempt in 1 2 3 4 5 6; do
    sleep 0.11
    status=$(curl --silent --max-time 20 --output "$body" --write-out '%{http_code}' --get \
      ${1:+--data-urlencode "next_token=$1"} --data limit=200 \
      --header "amperity-tenant: $AMPERITY_TENANT" --header 'api-version: 2024-04-01' --header @- \
      "$AMPERITY_BASE_URL/segments" <<<"Authorization: Bearer $AMPERITY_ACCESS_TOKEN") || status=000
    case $status in
      200) if jq --exit-status .data "$body" >/dev/null 2>&1; then return 0; fi ;;
      429)
        if [ "$fault" = ignores-429 ]; then
          echo '{"data":[]}' >"$body"
          return 0
        fi
        sleep 2
        ;;
      000 | 500 | 502 | 503 | 504) ;;
      *) return 1 ;;
    esac
    [ "$fault" != repeats-a-page ] || printf '%s' "$before"
    sleep "$attempt"
  done
  return 1
}

before=
seen=' '
token=
while :; do
  page "$token" || exit 1
  rows=$(jq --raw-output '.data[].id' "$body")
  before=${rows:+$rows$'\n'}
  printf '%s' "$before"
  token=$(jq --raw-output '.next_token // ""' "$body")
  if [ -z "$token" ] || [ "$fault" = one-page ] || { [ "$fault" = stops-at-an-empty-page ] && [ -z "$rows" ]; }; then
    exit 0
  fi
  case $seen in
    *" $token "*) [ "$fault" = loops ] || exit 1 ;;
  esac
  seen="$seen$token "
done
