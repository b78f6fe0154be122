/** Three stages in a row. Drawn here, because an icon package is heavier than it. */
export const MlopsIcon = () => (
  <svg
    width="1em"
    height="1em"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    aria-hidden
  >
    <circle cx="4" cy="12" r="3" />
    <circle cx="12" cy="12" r="3" />
    <circle cx="20" cy="12" r="3" fill="currentColor" />
    <path d="M7 12h2M15 12h2" />
  </svg>
);
