// What people do in Node today: archiver, stored and not deflated, fed by GetObject and piped into lib-storage's Upload. Parts
// have the length that ours have, four are sent at once (the default), and the next photo is asked for while the one before
// is packed, which was the faster of the two ways tried.
//
// Arguments: ENDPOINT BUCKET ACCESS-KEY SECRET LIST, a file with a line for each photo: key or path, and name. Reads one order
// a line from stdin and answers each with the bytes that it wrote:
//   archive COUNT KEY, with the SHA-256 of each photo in the manifest, as ours has it
//   unhashed COUNT KEY, without
//   copy COUNT KEY, the same bytes without a ZIP around them
//   folder COUNT FILE, an archive with hashes from files into a file
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { PassThrough, Readable, Transform } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { ZipArchive } from 'archiver'

const [endpoint, Bucket, accessKeyId, secretAccessKey, list] = process.argv.slice(2)
const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } })
const photos = (await readFile(list, 'utf8')).trimEnd().split('\n').map((line) => line.split('\t'))

async function fetched(Key) {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
  return Body
}

function sent(Key, Body) {
  return new Upload({ client, params: { Bucket, Key, Body, ContentType: 'application/zip' }, partSize: 8 << 20, queueSize: 4 }).done()
}

function hashing() {
  const hash = createHash('sha256')
  const stream = new Transform({
    transform(chunk, encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { hash, stream }
}

async function pack(count, opened, archive, hashed) {
  const listed = []
  let next = opened(photos[0][0])
  for (let i = 0; i < count; i++) {
    const body = await next
    next = i + 1 < count ? opened(photos[i + 1][0]) : undefined
    const packed = once(archive, 'entry')
    const { hash, stream } = hashed ? hashing() : {}
    archive.append(hashed ? body.pipe(stream) : body, { name: photos[i][1], store: true })
    const [entry] = await packed
    listed.push({ name: entry.name, bytes: entry.size, sha256: hash?.digest('hex') })
  }
  archive.append(JSON.stringify(listed), { name: 'manifest.json', store: true })
  await archive.finalize()
}

async function archive(count, key, hashed = true) {
  const zip = new ZipArchive({ store: true })
  const through = new PassThrough()
  const failed = pipeline(zip, through)
  await Promise.all([failed, sent(key, through), pack(count, fetched, zip, hashed)])
  return zip.pointer()
}

const unhashed = (count, key) => archive(count, key, false)

async function copy(count, key) {
  let bytes = 0
  async function* all() {
    for (let i = 0; i < count; i++) {
      for await (const chunk of await fetched(photos[i][0])) {
        bytes += chunk.length
        yield chunk
      }
    }
  }
  await sent(key, Readable.from(all(), { objectMode: false }))
  return bytes
}

/** On the disk for good, as ours is. */
async function folder(count, file) {
  const zip = new ZipArchive({ store: true })
  const written = createWriteStream(file)
  zip.pipe(written)
  await Promise.all([finished(written), pack(count, async (path) => createReadStream(path), zip, true)])
  const handle = await open(file)
  await handle.sync()
  await handle.close()
  return zip.pointer()
}

const orders = { archive, unhashed, copy, folder }
for await (const line of createInterface({ input: process.stdin })) {
  const [what, count, target] = line.split(' ')
  console.log(await orders[what](Number(count), target))
}
