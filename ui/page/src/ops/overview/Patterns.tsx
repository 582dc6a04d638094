/** What tells parts of a bar apart for whoever sees no colours; once on the page. */
export function Patterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      <pattern id="rejected-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="#fde68a" />
        <rect width="2.500" height="6" fill="#92400e" />
      </pattern>
      <pattern id="failed-dots" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="#e2e8f0" />
        <circle cx="3" cy="3" r="1.600" fill="#334155" />
      </pattern>
    </svg>
  );
}
