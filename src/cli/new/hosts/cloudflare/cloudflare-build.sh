#!/usr/bin/env bash
# The build command of Cloudflare Pages. It publishes what was committed and read: it writes no digest of its own, and any warning stops it.
set -euo pipefail
cd "$(dirname "$0")"

# `digest` has to be on the host. Commit a binary for Linux as bin/digest, or say here where cargo installs it from, with the tag or commit that you use:
#
#     DIGEST_FROM="--git REPOSITORY --tag VERSION"
#
DIGEST_FROM="${DIGEST_FROM:-}"
export PATH="$PWD/bin:$HOME/.cargo/bin:$PATH"
if ! command -v digest >/dev/null; then
  if [ -z "$DIGEST_FROM" ]; then
    echo "cloudflare-build.sh: there is no digest on this host. Commit bin/digest, or set DIGEST_FROM; see the comment above that line." >&2
    exit 2
  fi
  command -v cargo >/dev/null || curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal
  # shellcheck disable=SC2086 — it is several arguments.
  cargo install --locked $DIGEST_FROM
fi

# The branch that your readers see; every other one is a preview, with drafts, under its own address.
PRODUCTION_BRANCH="${PRODUCTION_BRANCH:-main}"
if [ "${CF_PAGES_BRANCH:-$PRODUCTION_BRANCH}" = "$PRODUCTION_BRANCH" ]; then
  digest build --no-compose --strict
else
  digest build --no-compose --strict --drafts --base-url "$CF_PAGES_URL"
fi
