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

/** The page's clock goes in steps: what is to come by less than one of them has just been. */
export function ago(seconds: number): string {
  if (seconds <= -5) return `in ${span(Math.ceil(-seconds))}`;
  return seconds < 5 ? "just now" : `${span(Math.round(seconds))} ago`;
}

const hours = (value: number) => (value > 24 ? counted(value / 24, "day", "days") : counted(value, "hour", "hours"));

const checks: Readonly<Record<string, string>> = {
  storage: "Storage",
  database: "Database",
  queue: "Queue",
  workers: "Workers here",
};

const whenSlow: Readonly<Record<string, string>> = {
  database:
    "Look for statements that run for long, and at processor and disk of its machine. To take load off, pause “Judge photos” under Queues: uploads are still taken.",
};

const whenBroken: Readonly<Record<string, string>> = {
  storage:
    "Run “safelight doctor” with the settings of the server: it tells a key that is no longer good from a right that is missing, and names a disk that is full. Photos go on by themselves when it works again.",
  database:
    "Look whether it runs, at its disk, and how many connections it has. What was taken is not lost, and goes on by itself when it is back.",
  queue:
    "A queue in the database comes back with it. Redis or SQS may come back empty: the work is in the database, and goes on by itself within seconds.",
};

const actionNames = {
  retry: "Retry",
  accept: "Accept",
  reject: "Reject",
  delete: "Delete",
  cancel: "Cancel",
} as const;
type ActionName = keyof typeof actionNames;

const deeds = {
  ...actionNames,
  replay: "Send again",
  pause: "Pause",
  resume: "Resume",
  redrive: "Try again",
  issue_key: "Issue a key",
  revoke_key: "Revoke a key",
} as const;

const willBe: Readonly<Record<ActionName, string>> = {
  retry: "will go back to work, from the first attempt",
  accept: "will be accepted against the verdict, and be shown to the owner as accepted",
  reject: "will be rejected against the verdict, and leave the owner’s gallery",
  delete: "will be deleted for good, with all files. This cannot be undone",
  cancel: "will be cancelled for good: work ends at once, and whoever waits is told and may ask again",
};

const wasDone: Readonly<Record<ActionName, string>> = {
  retry: "went back to work",
  accept: "accepted",
  reject: "rejected",
  delete: "deleted",
  cancel: "cancelled",
};

const images = (value: number) => counted(value, "image", "images");
const downloads = (value: number) => counted(value, "download", "downloads");
const things = (action: ActionName, value: number) => (action === "cancel" ? downloads(value) : images(value));

const stays = (action: ActionName, value: number) =>
  action === "cancel"
    ? counted(value, "other has ended and stays as it is", "others have ended and stay as they are")
    : counted(
        value,
        "other is in another state and stays as it is",
        "others are in another state and stay as they are",
      );

/** How a list is narrowed; empty where it is not. */
export function saidOf(filter: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(filter)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
    .join(", ");
}

const jobs = (value: number) => counted(value, "job", "jobs");

export const words = {
  title: (section: string) => `${section} · Safelight operator`,
  name: "Safelight",
  role: "Operator",
  skip: "Skip to content",
  loading: "Loading …",
  more: "Show more",
  any: "Any",
  hours,
  inTheLast: "In the last",
  traceOpens: "Opens the trace in another tab",
  close: "Close",
  sections: {
    overview: "Overview",
    images: "Images",
    downloads: "Downloads",
    queues: "Queues",
    errors: "Errors",
    webhooks: "Webhooks",
    audit: "Audit",
    policy: "Policy",
    find: "Search",
  },
  navigation: "Sections",
  search: {
    label: "Find an image or a download",
    hint: "Id, number, file name, owner or trace",
    button: "Find",
    found: (said: string) => `What fits “${said}”`,
    none: "Nothing fits. A file’s name is found by how it begins, an owner by the whole name.",
    byOwner: "Of the owner with that name",
    downloads: "Downloads with that id or trace",
    byName: "With that number, that trace, or a file name that begins so",
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
  wrong: {
    heading: "What is wrong right now",
    nothing: "Nothing is wrong right now",
    bad: "Wrong",
    warn: "Look",
    silent: (what: string) => `${what} does not work; the rest of the overview cannot be had without it`,
    broken: (what: string, why: string) => `${what} does not work: ${why}`,
    slow: (what: string, ms: number) => `${what} is slow: it took ${count(ms)} ms to answer`,
    whenSlow: (name: string) => whenSlow[name] ?? "",
    whenBroken: (name: string) => whenBroken[name] ?? "",
    goneAdvice:
      "Another worker takes it over by itself within a minute. If none does, none is running: look at the processes that work.",
    overdueAdvice:
      "Nobody comes for it: look whether a queue is paused or does not work, and whether workers are running.",
    errors: (ended: number) => `${images(ended)} ended in an error in the last hour`,
    webhooks: (failing: number, more: boolean) =>
      more ? `More than ${count(failing)} webhooks fail` : counted(failing, "webhook fails", "webhooks fail"),
    paused: (kind: string, waiting: number) => `“${kind}” is paused, and ${counted(waiting, "job waits", "jobs wait")}`,
    givenUp: (kind: string, dead: number) =>
      `${jobs(dead)} of “${kind}” ${plurals.select(dead) === "one" ? "was" : "were"} given up`,
    left: (held: number) => `A worker is gone and held ${counted(held, "image or download", "images and downloads")}`,
    overdue: (overdue: string) => `Work is overdue: ${overdue}`,
  },
  overview: {
    health: "Health",
    check: (name: string) => checks[name] ?? name,
    checkSays: ({ trouble, tookMs }: { readonly trouble: string | null; readonly tookMs: number }) =>
      trouble === null ? `Works, ${count(tookMs)} ms` : "Does not work",
    overdue: "Overdue images and downloads",
    oldest: "Longest in work:",
    counts: "Images",
    downloads: "Downloads",
    last: "How it went",
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
    owner: "Owner",
    begins: "File name begins with",
    code: "Reason or fault",
    narrow: "Show",
    file: "File",
    cause: "Cause",
    changed: "Changed",
    none: "There are no such images.",
    everything: "all images of all owners",
    several: images,
  },
  selection: {
    choose: "Choose",
    chooses: (name: string) => `Choose ${name}`,
    chosen: (chosen: number, several: (value: number) => string) =>
      chosen === 0 ? "None chosen" : `${several(chosen)} chosen`,
    allHere: (listed: number) => `All ${count(listed)} listed here`,
    allFitting: "All that match, listed or not",
    atMost: "At most",
    fittingChosen: (atMost: number) => `All that match are meant, the newest ${count(atMost)} at most`,
    chooseNone: "Choose none",
  },
  actions: {
    group: "Actions",
    names: actionNames,
    one: (action: ActionName, name: string) => (action === "cancel" ? `the download ${name}` : `“${name}”`),
    several: things,
    matching: "all that match",
    failed: "all that this error stopped",
    heading: (action: ActionName, what: string) => `${actionNames[action]} ${what}?`,
    will: (action: ActionName, fitting: number, others: number) =>
      `${things(action, fitting)} ${willBe[action]}.${others === 0 ? "" : ` ${stays(action, others)}.`}`,
    willMatching: (action: ActionName, said: string, states: readonly string[], atMost: number) =>
      `Those that match (${said})${states.length === 0 ? "" : ` and are in the state ${states.map((state) => `“${state}”`).join(" or ")}`} ${willBe[action]}. Looked at are the newest ${count(atMost)} at most.`,
    willFailed: (action: ActionName, stopped: number, span: number) =>
      `Every image that this error stopped in the last ${hours(span)} ${willBe[action]}: ${count(stopped)} as far as is listed here, and what else it has stopped by then.`,
    button: (action: ActionName, fitting: number) => `${actionNames[action]} ${things(action, fitting)}`,
    buttonAtMost: (action: ActionName, atMost: number) => `${actionNames[action]} up to ${things(action, atMost)}`,
    done: (action: ActionName, done: number, unchanged: number, more: boolean) =>
      `${things(action, done)} ${wasDone[action]}, ${count(unchanged)} unchanged.${more ? " There may be more that match: do it again for those." : ""}`,
  },
  downloads: {
    heading: "Downloads",
    download: "Download",
    state: "State",
    owner: "Owner",
    narrow: "Show",
    progress: "Progress",
    progressed: (percent: number, done: number, total: number) =>
      `${count(percent)} %, ${count(done)} of ${counted(total, "file", "files")}`,
    size: "Size",
    failure: "Error",
    created: "Asked for",
    changed: "Changed",
    expires: "Expires",
    none: "There are no such downloads.",
    everything: "all downloads of all owners",
    several: downloads,
    one: "Download",
    gone: "There is no such download.",
    failures: {
      NOTHING_TO_DELIVER: "None of its photos could be delivered",
      TOO_LARGE: "Too large for one archive",
      ERROR: "Error: our attempts are used up",
    },
    incident: (id: string) => `Incident ${id}`,
    toErrors: "What went wrong with archives in the last week",
    id: "Download id",
    left: (time: string) => `${time} left at the rate so far`,
    variant: "Pictures",
    variants: { normalized: "As judged: upright, without metadata", original: "As they were uploaded" },
    completed: "Completed",
    sha256: "SHA-256",
    photos: "Photos asked for",
    photo: "Photo",
    outcome: "Outcome",
    outcomes: {
      WAITING: "Waits",
      INCLUDED: "Included",
      NOT_FOUND: "Not found",
      NOT_ACCEPTED: "Not accepted",
      NO_PICTURE: "Has no picture",
      REPEATED: "Asked for twice",
      GONE: "Deleted since",
    },
    name: "Name in the archive",
    noPhotos: "No worker has taken it, and only then it is looked up what goes into it.",
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
        advice:
          "It was judged and is not stuck. An operator may accept it all the same, with a reason; Policy tells what another limit would do.",
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
        advice: "The overview says whether a queue is paused or does not work, and which workers there are.",
      },
      waitsForUpload: {
        title: "Waits for the user’s upload",
        advice: "Nothing has arrived yet. The user’s browser is still sending, or has given up.",
      },
      waits: { title: "Waits for its turn", advice: "It is due, and will be taken when a worker is free." },
      untold: {
        title: "Accepted, but a webhook was not told",
        advice:
          "It is tried again by itself for some days. Once the receiver works, send it again from the webhook’s page.",
      },
      well: { title: "Accepted", advice: "Everything went well." },
    },
    notTold: "Not told:",
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
      limit === undefined
        ? `${title}: ${measured.trim()}.`
        : `${title}. Measured ${measured.trim()}, limit ${limit.trim()}.`,
    because: (code: string, measured: string, limit: string | undefined) =>
      `${code}: ${measured.trim()}${limit === undefined ? "" : `, limit ${limit.trim()}`}`,
    answered: (status: number | null, error: string | null, answer: string) =>
      `${error ?? status ?? ""} ${answer}`.trim(),
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
    log: {
      heading: "Log",
      at: "At",
      message: "What was written",
      trace: "Trace",
      none: "This process has written nothing about it lately.",
      writtenBy: (process: string) => `Written lately by ${process}, which answers you; others may have written more.`,
      everything: "All lines about it",
    },
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
  errors: {
    heading: "Errors of ours",
    span: "In the last",
    kind: "Work",
    code: "Kind",
    codes: {
      OUTAGE: "Something we depend on failed",
      OBJECT_GONE: "The store lost what was uploaded",
      WORKER_LOST: "A worker died or was cut off",
      UNEXPECTED: "A fault in the program",
    },
    words: "Message contains",
    narrow: "Show",
    message: "What was said",
    count: "How many",
    first: "First",
    last: "Last",
    examples: "Newest examples",
    download: (id: string) => `Download ${id}`,
    trace: "Trace",
    stopped: "State",
    waiting: (stopped: number) => `${count(stopped)} wait for you`,
    ended: (stopped: number) => `${count(stopped)} failed`,
    retrying: (retrying: number) => `${count(retrying)} tried again`,
    notWhole: "There are more than are looked at: the counts are too low.",
    none: "There are no such errors in this time.",
  },
  webhooks: {
    thatFail: "Webhooks that fail",
    all: "All webhooks",
    allOf: (owner: string) => `All webhooks of ${owner}`,
    one: "Webhook",
    url: "Address",
    state: "State",
    failing: "Fails",
    disabled: "Switched off",
    well: "Works",
    failure: "Last failure",
    failed: (status: number | null, error: string | null, attempts: number) =>
      `${error ?? status ?? "given up untried"}, after ${counted(attempts, "attempt", "attempts")}`,
    givenUp: "Given up",
    pending: "To be sent",
    delivered: "Last delivered",
    lately: "Of the last events",
    ofLast: (delivered: string, deliveries: string) => `${delivered} of ${deliveries} delivered`,
    owner: "Owner",
    types: "Is told of",
    allTypes: "All but download.progress",
    download: "Of this download alone",
    created: "Since",
    none: "There are no such webhooks.",
    deliveries: "Deliveries",
    noDeliveries: "There are no such deliveries.",
    event: "Event",
    unknown: "An event that is no longer kept",
    asked: "Asked for",
    attempts: "Attempts",
    log: "What was answered",
    attempt: (at: string, status: number | null, error: string | null, answered: string, ms: number) =>
      `${at}: ${error ?? status ?? ""} ${answered} (${span(ms / 1000)})`,
    next: "Next attempt",
    since: "What failed in the last",
    replay: "Send again",
    replayAll: "Send all of it again",
    replayingOne: (type: string, url: string) => ({
      heading: "Send it again?",
      text: `One event (${type}) will be sent to ${url} again, whether it got it before or not, under the same webhook-id.`,
      button: "Send 1 event again",
    }),
    replayingAll: (hours: number, url: string, atMost: number) => ({
      heading: "Send again what failed?",
      text: `What ${url} could not be told in the last ${words.hours(hours)} is due at once, the latest ${count(atMost)} events at most. They are sent a few at a time.`,
      button: "Send them again",
    }),
    isReplayed: "It is on its way.",
    areReplayed: (done: number, unchanged: number, more: boolean) =>
      `${counted(done, "event", "events")} will be sent again, ${count(unchanged)} unchanged.${more ? " There may be more: do it again for those." : ""}`,
  },
  audit: {
    deeds,
    deed: (action: string) => (action in deeds ? deeds[action as keyof typeof deeds] : action),
    heading: "What operators did",
    note: "The newest first. Each deed is written down before it is done: one that is unfinished goes on, or its process died in the midst of it.",
    at: "When",
    operator: "Who",
    byKey: (key: string) => `key ${key}`,
    action: "What",
    selection: "To what",
    failed: (fingerprint: string, span: number) => `what error ${fingerprint} stopped in the last ${hours(span)}`,
    matching: (narrowing: string, atMost: number) => `${narrowing}; the newest ${count(atMost)} at most`,
    reason: "Why",
    done: "Changed",
    unchanged: "Unchanged",
    finished: "Finished",
    is: "Finished",
    isNot: "Unfinished",
    trace: "Trace",
    none: "Nobody has done anything yet.",
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
    longestDue: "Longest due",
    actions: "Actions",
    kinds: { verify: "Verify uploads", judge: "Judge photos", build: "Build archives" },
    states: { running: "Running", draining: "Draining", paused: "Paused" },
    pause: "Pause",
    resume: "Resume",
    redrive: "Try again",
    none: "There are no queues.",
    note: "“Draining” is a queue that is paused while some of its work still runs. “Given up” are jobs whose attempts are used up. A queue in the cloud may be some seconds behind.",
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
