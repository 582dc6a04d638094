// A visitor who uploads one photo and waits for its verdict, with a cookie of his own.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** The .jpg files of a folder. */
exports.photosOf = (folder) => {
  const photos = fs
    .readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name))
    .map((name) => fs.readFileSync(path.join(folder, name)));
  if (photos.length === 0) throw new Error('no .jpg in ' + folder);
  return photos;
};

/** Processor time of a process in ms; the kernel counts in hundredths of a second. */
exports.cpu = (pid) => {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

async function json(reply, ...expected) {
  if (!expected.includes(reply.status)) throw new Error(reply.url + ': ' + reply.status + ' ' + (await reply.text()));
  return reply.json();
}

/** Signs, puts, completes; returns the status in the end. */
exports.upload = async (base, photo) => {
  const headers = { 'Content-Type': 'application/json' };
  const reply = await fetch(base + '/v1/uploads/sign', {
    method: 'POST',
    headers,
    body: JSON.stringify({ filename: 'me.jpg', contentType: 'image/jpeg', size: photo.length }),
  });
  headers.Cookie = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  const signed = await json(reply, 201);
  const put = await fetch(signed.uploadUrl, { method: 'PUT', headers: signed.headers, body: photo });
  if (!put.ok) throw new Error('PUT ' + put.status);
  await put.arrayBuffer();
  const completed = await fetch(base + '/v1/uploads/complete', {
    method: 'POST',
    headers: { ...headers, Prefer: 'wait=25' },
    body: JSON.stringify({ imageId: signed.imageId }),
  });
  return (await json(completed, 200, 202)).status;
};
