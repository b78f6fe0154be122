/**
 * Sends and answers JSON, an empty text for an empty answer; throws with what the
 * server said.
 */
export async function askJson(
  url,
  { method = 'GET', token, headers, body } = {},
) {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${response.status} ${method} ${url}: ${text}`);
  }
  return text && JSON.parse(text);
}
