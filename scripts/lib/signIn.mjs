import { askJson } from './http.mjs';

/** Talks to the backend as the demo's guest: `{ get(path), post(path, body) }`, both answer JSON. */
export async function signInAsGuest(backendUrl) {
  const { backstageIdentity } = await askJson(
    `${backendUrl}/api/auth/guest/refresh`,
    { method: 'POST' },
  );
  const { token } = backstageIdentity;
  return {
    get: path => askJson(`${backendUrl}${path}`, { token }),
    post: (path, body) =>
      askJson(`${backendUrl}${path}`, { method: 'POST', token, body }),
  };
}
