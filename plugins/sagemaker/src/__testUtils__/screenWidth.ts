/*
 * jsdom has no media queries. Import this before anything that asks for them:
 * `@backstage/ui` looks once, when it is loaded, whether they exist.
 */
let width = 1440;
type Listener = (event: { media: string; matches: boolean }) => void;
const listeners = new Map<Listener, string>();

/** `(min-width: 1024px)`; any other query does not match. */
const matches = (query: string) => {
  const [, pixels] = /min-width: ([\d.]+)px/.exec(query) ?? [];
  return pixels !== undefined && width >= Number(pixels);
};

Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    media: query,
    get matches() {
      return matches(query);
    },
    addEventListener: (_event: string, listener: Listener) =>
      listeners.set(listener, query),
    removeEventListener: (_event: string, listener: Listener) =>
      listeners.delete(listener),
    addListener: (listener: Listener) => listeners.set(listener, query),
    removeListener: (listener: Listener) => listeners.delete(listener),
  }),
});

/** As if the person had made the window that wide. */
export function setScreenWidth(pixels: number) {
  width = pixels;
  listeners.forEach((media, listener) =>
    listener({ media, matches: matches(media) }),
  );
}
