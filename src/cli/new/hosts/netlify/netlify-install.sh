# Puts `digest` on Netlify's path, before the build commands of netlify.toml.
#
# It has to come from somewhere. Commit a binary for Linux as bin/digest, or say here where cargo installs it from, with the tag or commit that you use:
#
#     DIGEST_FROM="--git REPOSITORY --tag VERSION"
#
DIGEST_FROM="${DIGEST_FROM:-}"

# Compiled once: Netlify keeps this folder from build to build.
DIGEST_KEPT="${NETLIFY_CACHE_DIR:-$HOME/.cache}/digest"
export PATH="$PWD/bin:$DIGEST_KEPT/bin:$PATH"
if ! command -v digest >/dev/null || { [ -n "$DIGEST_FROM" ] && [ "$(cat "$DIGEST_KEPT/from" 2>/dev/null)" != "$DIGEST_FROM" ]; }; then
  if [ -z "$DIGEST_FROM" ]; then
    echo "netlify-install.sh: there is no digest on this host. Commit bin/digest, or set DIGEST_FROM; see the comment above that line." >&2
    exit 2
  fi
  # The host has rustup, and no toolchain until one is asked for.
  cargo --version >/dev/null 2>&1 || rustup default stable
  # shellcheck disable=SC2086 — it is several arguments.
  cargo install --locked --force --root "$DIGEST_KEPT" $DIGEST_FROM || exit 1
  printf '%s' "$DIGEST_FROM" > "$DIGEST_KEPT/from"
fi
