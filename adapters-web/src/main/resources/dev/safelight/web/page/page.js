// The page on one screen: sign, put, complete, show the verdict. Plain requests, as any client would make them.
const byId = (id) => document.getElementById(id);
const FINAL = ["ACCEPTED", "REJECTED", "UPLOAD_FAILED", "ERROR"];
const STATES = {
  AWAITING_UPLOAD: "Waiting for the upload", VERIFYING: "Looking whether it arrived", PROCESSING: "Looking at the photo",
  ACCEPTED: "Accepted", REJECTED: "Not accepted", UPLOAD_FAILED: "The upload failed", ERROR: "A fault of ours",
};

const TRIES = 5;
const pause = (seconds) => new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });

// Who is told to come again later does so; `waiting` hears how many seconds that is, and 0 when they are over.
async function call(method, path, body, headers = {}, waiting = () => {}) {
  const options = { method, headers: { ...headers } };
  if (body) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response = await fetch(path, options);
  for (let tries = 1; tries < TRIES && [429, 503].includes(response.status) && response.headers.has("Retry-After"); tries += 1) {
    const seconds = Number(response.headers.get("Retry-After"));
    waiting(seconds);
    await pause(seconds);
    waiting(0);
    response = await fetch(path, options);
  }
  const json = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(`${json.title}: ${json.detail}`);
  return json;
}

// XMLHttpRequest, because fetch does not tell how far an upload has come.
function put(signed, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", signed.uploadUrl);
    for (const [name, value] of Object.entries(signed.headers)) {
      if (name.toLowerCase() !== "content-length") request.setRequestHeader(name, value); // the browser's own to set
    }
    request.upload.onprogress = (event) => { progress.value = event.loaded / event.total; };
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`The store refused the upload (${request.status}).`)));
    request.onerror = () => reject(new Error("The connection broke off during the upload."));
    request.send(file);
  });
}

function card(name) {
  const item = byId("photo").content.cloneNode(true).querySelector("li");
  item.querySelector(".name").textContent = name;
  item.querySelector("button").setAttribute("aria-label", `Delete ${name}`);
  item.querySelector("button").onclick = () => remove(item);
  byId("none").hidden = true;
  byId("photos").prepend(item);
  return item;
}

async function remove(item) {
  if (item.dataset.id) await call("DELETE", `/v1/images/${item.dataset.id}`);
  item.remove();
  byId("none").hidden = byId("photos").children.length > 0;
  await showCount();
}

const figure = (value, unit) => (typeof value === "number" ? `${value.toLocaleString()} ${unit}`.trim() : value);

function reasonItem({ title, advice, measured, limit, unit }) {
  const item = document.createElement("li");
  item.textContent = `${title}. ${advice}`;
  if (measured !== undefined) {
    const numbers = document.createElement("small");
    const found = figure(measured, unit);
    numbers.textContent = limit === null ? found : `measured ${found}, limit ${figure(limit, unit)}`;
    item.append(numbers);
  }
  return item;
}

function show(item, image) {
  item.className = image.status;
  item.dataset.id = image.imageId;
  item.querySelector(".state").textContent = STATES[image.status];
  item.querySelector("progress").hidden = true;
  const reasons = [...(image.reasons ?? []), ...(image.warnings ?? []), ...(image.fault ? [image.fault] : [])];
  if (image.incidentId) reasons.push({ title: `Incident ${image.incidentId}`, advice: "It is not your photo; please try again later." });
  item.querySelector(".reasons").replaceChildren(...reasons.map(reasonItem));
  if (image.links?.thumbnail) item.querySelector(".picture").src = image.links.thumbnail;
  if (FINAL.includes(image.status)) {
    byId("said").textContent = `${image.filename}: ${STATES[image.status]}. ${reasons.map((reason) => reason.title).join(". ")}`;
  }
}

function refuse(item, failure) {
  item.className = "REFUSED";
  item.querySelector("progress").hidden = true;
  item.querySelector(".state").textContent = failure.message;
  byId("said").textContent = failure.message;
}

// Shows in place of a state that we were told to wait.
const patiently = (item, state) => (seconds) => {
  item.querySelector(".state").textContent = seconds ? `Many photos are waiting; going on in ${seconds} s` : state;
};

async function follow(item, image) {
  while (!FINAL.includes(image.status) && item.isConnected) {
    image = await call("POST", "/v1/uploads/complete", { imageId: image.imageId }, { Prefer: "wait=20" },
      patiently(item, STATES.VERIFYING));
    if (item.isConnected) show(item, image);
  }
  await showCount();
}

/** Most browsers do not know HEIC by its name, and say nothing of it. */
function typeOf(file) {
  return file.type || (/\.hei[cf]$/i.test(file.name) ? "image/heic" : "");
}

async function upload(file) {
  const item = card(file.name);
  item.querySelector(".state").textContent = "Uploading";
  const picture = item.querySelector(".picture");
  picture.addEventListener("error", () => picture.removeAttribute("src")); // what is no image stays an empty frame
  picture.src = URL.createObjectURL(file);
  try {
    const promise = { filename: file.name, contentType: typeOf(file), size: file.size };
    const signed = await call("POST", "/v1/uploads/sign", promise, {}, patiently(item, "Uploading"));
    item.dataset.id = signed.imageId;
    await put(signed, file, item.querySelector("progress"));
    item.querySelector(".state").textContent = STATES.VERIFYING;
    await follow(item, { imageId: signed.imageId, status: "VERIFYING" });
  } catch (failure) {
    refuse(item, failure);
  }
}

async function showCount() {
  const set = await call("GET", "/v1/sets/default");
  byId("count").textContent = `${set.accepted} of at least ${set.minimum} accepted, ${set.pending} pending, room for ${set.maximum}.`
    + (set.ready ? " The set is ready." : "");
}

async function showPolicy() {
  const policy = await call("GET", "/v1/policy");
  const heic = policy.formats.includes("image/heic") ? [".heic", ".heif"] : [];
  byId("files").accept = [...policy.formats, ...heic].join(",");
  const kinds = policy.formats.map((format) => format.replace("image/", "").toUpperCase()).join(", ");
  byId("welcome").textContent = `${kinds}, at most ${Math.floor(policy.upload.maxBytes / 1048576)} MiB each`;
  byId("rules").replaceChildren(...policy.rules.filter((rule) => rule.severity !== "off").map((rule) => {
    const item = document.createElement("li");
    item.textContent = rule.title + (rule.limit === null ? "" : ` (${rule.comparison} ${figure(rule.limit, rule.unit)})`);
    return item;
  }));
}

async function showEarlier() {
  const page = await call("GET", "/v1/images?limit=20");
  for (const image of page.items.reverse()) {
    const item = card(image.filename);
    show(item, image);
    if (image.status === "VERIFYING" || image.status === "PROCESSING") follow(item, image).catch((failure) => refuse(item, failure));
  }
}

const drop = byId("drop");
byId("files").onchange = (event) => { [...event.target.files].forEach(upload); event.target.value = ""; };
drop.ondragover = (event) => { event.preventDefault(); drop.classList.add("over"); };
drop.ondragleave = () => drop.classList.remove("over");
drop.ondrop = (event) => { event.preventDefault(); drop.classList.remove("over"); [...event.dataTransfer.files].forEach(upload); };
Promise.all([showPolicy(), showCount(), showEarlier()]).catch((failure) => { byId("count").textContent = failure.message; });
