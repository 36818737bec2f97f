/** The mark: a track that branches at a set of points. Drawn, so that it takes the colour of its place. */
export function SignalMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path
        d="M5 21.5h22M8 21.5c6 0 7-10 13-10h2"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="25.5" cy="11.5" r="2.6" fill="#fff" />
    </svg>
  );
}
