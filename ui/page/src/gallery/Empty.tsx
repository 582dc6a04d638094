import { words } from "../strings";

export function Empty() {
  return (
    <div className="empty">
      <svg width="120" height="84" viewBox="0 0 120 84" fill="none" aria-hidden="true" focusable="false">
        <rect
          x="10"
          y="18"
          width="44"
          height="56"
          rx="8"
          fill="#f1f5f9"
          stroke="#cbd5e1"
          strokeWidth="2"
          transform="rotate(-9 32 46)"
        />
        <rect
          x="66"
          y="18"
          width="44"
          height="56"
          rx="8"
          fill="#f1f5f9"
          stroke="#cbd5e1"
          strokeWidth="2"
          transform="rotate(9 88 46)"
        />
        <rect x="37" y="8" width="46" height="60" rx="8" fill="#fff" stroke="#94a3b8" strokeWidth="2" />
        <circle cx="60" cy="31" r="9" fill="#ffd9b0" />
        <path d="M43 67c0-12 7-20 17-20s17 8 17 20z" fill="#ffb253" />
        <circle cx="83" cy="66" r="12" fill="#01ac5e" stroke="#fff" strokeWidth="3" />
        <path d="m78 66 3.5 3.5L88 63" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <p className="empty-title">{words.gallery.empty}</p>
      <p>{words.gallery.emptyHint}</p>
    </div>
  );
}

/** The shape of what is to come. */
export function Loading() {
  return (
    <div className="panel panel-plain panel-loading" role="status">
      <p className="unseen">{words.gallery.loading}</p>
      <div className="tiles" aria-hidden="true">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className="tile">
            <div className="tile-frame picture-loading tile-picture" />
            <div className="tile-name tile-name-loading" />
          </div>
        ))}
      </div>
    </div>
  );
}
