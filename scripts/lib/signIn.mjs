/** Talks to the backend as the demo's guest: `{ get(path), post(path, body) }`, both answer JSON. */
export async function signInAsGuest(backendUrl) {
  const ask = async (method, path, { token, body } = {}) => {
    const response = await fetch(`${backendUrl}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${response.status} ${path}: ${await response.text()}`);
    }
    return response.json();
  };
  const { backstageIdentity } = await ask('POST', '/api/auth/guest/refresh');
  const { token } = backstageIdentity;
  return {
    get: path => ask('GET', path, { token }),
    post: (path, body) => ask('POST', path, { token, body }),
  };
}
