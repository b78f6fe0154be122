const TOKEN_BYTES = 20;

/**
 * 40 hex digits, within AWS's 32 to 128. Not `crypto.randomUUID`, which browsers
 * only offer on https and localhost.
 */
export function newClientToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
