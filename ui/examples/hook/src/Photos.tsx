import { useUploads } from "@safelight/react";

export function Photos() {
  const { photos, set, policy, notice, add, remove } = useUploads();
  return (
    <main>
      <input type="file" multiple accept={policy?.formats.join()} onChange={(e) => void add(e.target.files ?? [])} />
      {notice && <p role="alert">{notice.title}</p>}
      {set && <p>{`${set.accepted} accepted, at least ${set.minimum} are needed`}</p>}
      <ul aria-live="polite">
        {photos.map(({ key, name, stage, progress, image, notice }) => (
          <li key={key}>
            {name}: {stage} {stage === "uploading" && <progress value={progress} aria-label={name} />}
            {[...(image?.reasons ?? []), ...(notice ? [notice] : [])].map(({ code, title, advice }) => (
              <p key={code}>{`${title}. ${advice}`}</p>
            ))}
            <button onClick={() => void remove(key)} aria-label={`Remove ${name}`} children="×" />
          </li>
        ))}
      </ul>
    </main>
  );
}
