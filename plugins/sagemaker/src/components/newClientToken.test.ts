import { newClientToken } from './newClientToken';

describe('newClientToken', () => {
  it('fits the limits of AWS and never comes twice', () => {
    const tokens = Array.from({ length: 100 }, newClientToken);
    tokens.forEach(token => expect(token).toMatch(/^[0-9a-f]{40}$/));
    expect(new Set(tokens).size).toBe(100);
  });
});
