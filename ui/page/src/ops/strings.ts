/**
 * Every word of the operator's page, in one place, as `../strings.ts` is for the upload page. What the server says of a
 * problem or a rule is shown as it says it.
 */
const language = "en";

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const count = (value: number) => numbers.format(value);
export const share = (value: number) => percents.format(value);
export const exactTime = (time: string) => exact.format(new Date(time));
export const clockTime = (time: string) => clock.format(new Date(time));

function counted(value: number, one: string, other: string): string {
  return `${numbers.format(value)} ${plurals.select(value) === "one" ? one : other}`;
}

export function bytes(value: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${numbers.format(value / 1024 ** power)} ${units[power] ?? ""}`;
}

/** How long something took: as exact as an operator compares it. */
export function span(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 90) return `${numbers.format(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${numbers.format(seconds / 3600)} h`;
  return `${numbers.format(seconds / 86_400)} d`;
}

export function ago(seconds: number): string {
  if (seconds < 0) return `in ${span(Math.ceil(-seconds))}`;
  return seconds < 5 ? "just now" : `${span(Math.round(seconds))} ago`;
}

const checks: Readonly<Record<string, string>> = {
  storage: "Storage",
  database: "Database",
  queue: "Queue",
  workers: "Workers here",
};

const images = (value: number) => counted(value, "image", "images");
const jobs = (value: number) => counted(value, "job", "jobs");

export const words = {
  title: (section: string) => `${section} · Safelight operator`,
  name: "Safelight",
  role: "Operator",
  skip: "Skip to content",
  loading: "Loading …",
  more: "Show more",
  close: "Close",
  sections: {
    overview: "Overview",
    images: "Images",
    queues: "Queues",
    errors: "Errors",
    webhooks: "Webhooks",
    audit: "Audit",
    policy: "Policy",
    find: "Search",
  },
  navigation: "Sections",
  search: {
    label: "Find an image",
    hint: "Image id, number, file name or owner",
    button: "Find",
    found: (said: string) => `What fits “${said}”`,
    none: "Nothing fits. A file’s name is found by how it begins, an owner by the whole name.",
    byOwner: "Of the owner with that name",
    byName: "With that number, or a file name that begins so",
  },
  key: {
    heading: "Who is there?",
    text: "This page is for those who keep Safelight running. It asks for an operator key once, and keeps it in this tab until it is closed.",
    label: "Operator key",
    button: "Open",
    checking: "Checking …",
    wrong: "This key is not known here. Look at SAFELIGHT_OPERATOR_KEY: a key is often cut off when it is copied.",
    ended: "The key is no longer accepted. It may have been changed; enter the new one.",
    disabled: "This server has no operators. Set SAFELIGHT_OPERATOR_KEY and start it again.",
    unreachable: "The server cannot be reached. This page tries again when you press the button.",
    leave: "Leave",
  },
  trouble: {
    unknown: "Something went wrong on this page",
    request: "Request:",
  },
  confirm: {
    why: "Why?",
    whyNote: "Is written into the audit, beside your name.",
    doing: "Working …",
    leave: "Leave it as it is",
    done: "Close",
  },
  statuses: {
    AWAITING_UPLOAD: "Awaiting upload",
    VERIFYING: "Verifying",
    PROCESSING: "Processing",
    ACCEPTED: "Accepted",
    REJECTED: "Rejected",
    UPLOAD_FAILED: "Upload failed",
    ERROR: "Error",
  },
  downloadStatuses: {
    queued: "Queued",
    processing: "Processing",
    completed: "Completed",
    failed: "Failed",
    cancelled: "Cancelled",
    expired: "Expired",
  },
  overview: {
    health: "Health",
    check: (name: string) => checks[name] ?? name,
    checkSays: (state: string) => (state === "ok" ? "Works" : "Does not answer"),
    overdue: "Overdue images and downloads",
    oldest: "Longest in work:",
    counts: "Images",
    downloads: "Downloads",
    lastHours: (hours: number) => `The last ${counted(hours, "hour", "hours")}`,
    now: "now",
    from: "From",
    table: (heading: string) => `${heading} as a table`,
    throughput: "What became of photos",
    throughputSummary: (accepted: number, rejected: number, failed: number, errors: number) =>
      `${counted(accepted, "photo", "photos")} accepted, ${count(rejected)} rejected, ${counted(failed, "upload", "uploads")} failed, ${counted(errors, "error", "errors")} of ours.`,
    ends: { accepted: "Accepted", rejected: "Rejected", uploadFailed: "Upload failed", error: "Error" },
    latency: "How long a verdict took",
    latencySummary: (median: string, p95: string) =>
      `Most recently half of the verdicts took up to ${median}, and 95 of 100 up to ${p95}.`,
    nothingEnded: "Nothing came to an end in this time.",
    median: "Median",
    p95: "95th percentile",
    notWhole: "More ended than is read for a chart: the earlier bars are too low.",
    workers: "Workers and what they hold",
    worker: "Worker",
    holds: "Holds",
    download: "Download",
    since: "Since",
    lease: "Lease ends",
    leaseOver: "Over: worker gone",
    attempt: "Attempt",
    idle: "No worker holds anything.",
  },
  images: {
    heading: "Images",
    state: "State",
    any: "Any",
    owner: "Owner",
    begins: "File name begins with",
    code: "Reason or fault",
    narrow: "Show",
    file: "File",
    cause: "Cause",
    changed: "Changed",
    none: "There are no such images.",
  },
  photo: {
    picture: "Picture and measurements",
    facts: "What is known",
    story: "What happened",
    cause: "Cause",
    causes: {
      incident: {
        title: "Error: our attempts are used up",
        advice: "Put right what is said here, then retry the photo. Its user is not to blame.",
      },
      fault: {
        title: "The upload failed",
        advice: "What arrived is not what was promised. The user has to send the photo again.",
      },
      rejected: {
        title: "Rejected by the rules",
        advice: "It was judged and is not stuck. An operator may accept it all the same, with a reason.",
      },
      givenUp: {
        title: "Its job was given up",
        advice: "Try again what the queue gave up, once the cause is gone; the reconciler rings again by itself, too.",
      },
      leaseOver: {
        title: "The worker that held it is gone",
        advice:
          "Its lease is over. Another worker takes the photo by itself within a minute; if none does, look for workers.",
      },
      working: {
        title: "A worker is at it",
        advice: "It is held by this worker. If it stays so for long, the photo or the store is slow.",
      },
      putOff: {
        title: "Put off after an attempt that failed",
        advice: "It is tried again by itself, at the time that is said below.",
      },
      overdue: {
        title: "Overdue: nobody has come for it",
        advice: "Look whether the queue is paused or away, and whether there are workers.",
      },
      waitsForUpload: {
        title: "Waits for the user’s upload",
        advice: "Nothing has arrived yet. The user’s browser is still sending, or has given up.",
      },
      waits: { title: "Waits for its turn", advice: "It is due, and will be taken when a worker is free." },
      well: { title: "Accepted", advice: "Everything went well." },
    },
    note: "Note",
    after: (time: string) => `after ${time}`,
    attempt: (attempt: number, chapter: number | null) =>
      chapter === null ? `Attempt ${attempt}` : `Chapter ${chapter}, attempt ${attempt}`,
    trace: "Trace",
    noPicture: "There is no picture to show.",
    alt: (file: string, faces: number) => `${file}, with ${counted(faces, "face", "faces")} marked`,
    drawn: "Boxes are faces as they were found; points are eyes, nose, mouth and ears.",
    sharpnessShort: (value: string) => `Sharpness ${value}`,
    faceShort: (number: number, confidence: string, sharpness: string | undefined) =>
      `Face ${number}: ${confidence}${sharpness === undefined ? "" : `, sharpness ${sharpness}`}`,
    state: "State",
    file: "File",
    id: "Image id",
    number: "Number",
    owner: "Owner",
    set: "Set",
    format: "Format",
    due: "Due",
    attempts: "Attempts",
    tries: (attempts: string, looks: string, chapter: string) =>
      `${attempts} in this state, looked for ${looks} times; chapter ${chapter}`,
    lease: "Held by",
    until: "lease ends",
    incident: "Incident",
    overruled: "Overruled by",
    twin: "Repeats",
    objectKey: "Object",
    policy: "Policy",
    reason: (title: string, measured: string, limit: string | undefined) =>
      `${title}. Measured ${measured.trim()}${limit === undefined ? "" : `, limit ${limit.trim()}`}.`,
    notMeasured: "Nothing is measured yet.",
    sharpness: "Sharpness",
    of100: (value: string) => `${value} of 100`,
    exposure: "Exposure",
    exposed: (shadows: string, mean: string, highlights: string) =>
      `mean ${mean} %, shadows ${shadows} %, highlights ${highlights} %`,
    shorterSide: "Size",
    pixels: (shorter: string, megapixels: string) => `shorter side ${shorter} px, ${megapixels} megapixels`,
    faces: "Faces",
    notLooked: "Nobody looked for them.",
    noFaces: "None",
    face: (number: number, confidence: string, sharpness: string, yaw: string, eyes: string) =>
      `Face ${number}: confidence ${confidence}, sharpness ${sharpness}, turned ${yaw}°, eyes visible ${eyes}`,
    defect: "Defect",
    records: {
      jobs: "Jobs",
      noJobs: "No job waits for this image.",
      kind: "Work",
      state: "State",
      givenUp: "Given up",
      waits: "Waits",
      visible: "Given out",
      givenOut: "Times given out",
      deliveries: "Deliveries to webhooks",
      noDeliveries: "None of its events went to a webhook.",
      event: "Event",
      to: "To",
      last: "Last attempt",
      next: "Next attempt",
      downloads: "Downloads with it",
      noDownloads: "No download was asked for with it.",
      download: "Download",
      created: "At",
      events: "Events",
      noEvents: "It has no events.",
      sequence: "Sequence",
    },
  },
  deliveries: { PENDING: "Pending", DELIVERED: "Delivered", FAILED: "Failed" },
  queues: {
    heading: "Queues",
    kind: "Work",
    state: "State",
    ready: "Ready",
    delayed: "Later",
    claimed: "In work",
    dead: "Given up",
    actions: "Actions",
    kinds: { verify: "Verify uploads", judge: "Judge photos", build: "Build archives" },
    running: "Running",
    paused: "Paused",
    pause: "Pause",
    resume: "Resume",
    redrive: "Try again",
    none: "There are no queues.",
    note: "“Given up” are jobs whose attempts are used up. A queue in the cloud may be some seconds behind.",
    pausing: (kind: string, waiting: number) => ({
      heading: `Pause “${kind}”?`,
      text: `No more work of this kind is given out, on no worker; what runs goes on. ${jobs(waiting)} will wait until you resume.`,
      button: "Pause",
    }),
    resuming: (kind: string, waiting: number) => ({
      heading: `Resume “${kind}”?`,
      text: `Work of this kind is given out again: ${jobs(waiting)} wait for it.`,
      button: "Resume",
    }),
    redriving: (kind: string, dead: number) => ({
      heading: `Try “${kind}” again?`,
      text: `${jobs(dead)} of this kind were given up, and will be tried again from the first attempt.`,
      button: `Try ${jobs(dead)} again`,
    }),
    isPaused: (kind: string) => `“${kind}” is paused.`,
    isResumed: (kind: string) => `“${kind}” goes on.`,
    isRedriven: (redriven: number) => `${jobs(redriven)} will be tried again.`,
  },
  policy: {
    heading: "The policy",
    version: "Version",
    rule: "Rule",
    severity: "Severity",
    limit: "Limit",
    rules: "Rules in the order asked",
    try: "What if?",
    tryText: "Judges stored measurements by other limits. Nothing is decoded, and no verdict changes.",
    which: "Limit to change",
    value: "New value",
    now: (limit: string) => `Now: ${limit}`,
    span: "Judged in the last",
    spans: { "1": "day", "7": "7 days", "30": "30 days" },
    run: "Try it",
    running: "Judging …",
    result: "What it would have been",
    resultText: (judged: number, version: string) => `${images(judged)} judged anew, by policy ${version}.`,
    none: "No images were judged in that time.",
    acceptedNow: "Accepted as it is",
    acceptedThen: "Accepted by these limits",
    newlyRejected: "Newly rejected",
    newlyAccepted: "Newly accepted",
    reasons: "Reasons for which photos would be rejected",
    reason: "Reason",
    count: "Images",
    examples: "Images whose verdict would change",
  },
} as const;
