const PIECE = 12;

/** Any text may hold a shorter secret or token by chance (our choice). */
export const SHORTEST = 8;

/** Whether a text has 12 characters of a secret in a row, in any case. */
export function repeats(text: string, secret: string): boolean {
  const haystack = `${text}\n${decoded(text)}`.toLowerCase();
  const needle = secret.toLowerCase();
  const piece = Math.min(PIECE, needle.length);
  for (let start = 0; piece > 0 && start + piece <= needle.length; start++) {
    if (haystack.includes(needle.slice(start, start + piece))) {
      return true;
    }
  }
  return false;
}

/**
 * Whether a page token has a whole secret in it, as it is or percent-encoded. Two tokens
 * may have the same first part, so a part is allowed.
 */
export function contains(token: string, secret: string): boolean {
  if (secret.length < SHORTEST) {
    return secret !== "" && token === secret;
  }
  return token.includes(secret) || decoded(token).includes(secret);
}

/** Decodes percent-encoding, and keeps what is not encoded. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
