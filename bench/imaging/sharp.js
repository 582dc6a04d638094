// What people do with sharp to get what Safelight makes of a photo: a normalized JPEG, a thumbnail, and gray pixels for
// sharpness and fingerprint. Reads one job a line, {"file": …, "side": 4096}, and answers with the CPU milliseconds of the
// whole process that it took. HEIC, which sharp's package cannot read, goes through heic-decode first.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import heicDecode from 'heic-decode'
import sharp from 'sharp'

sharp.concurrency(1)
sharp.cache(false)

async function open(file, bytes) {
  if (!file.endsWith('.heic')) return () => sharp(bytes).rotate()
  const { width, height, data } = await heicDecode({ buffer: bytes })
  return () => sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()
}

async function develop(file, bytes, side) {
  const photo = await open(file, bytes)
  const within = { fit: 'inside', withoutEnlargement: true }
  const normalized = await photo().resize(side, side, within).jpeg({ quality: 90 }).toBuffer()
  // One decoding for all that is small: sharp lets libjpeg decode at a fraction of the size, as we do.
  const { data, info } = await photo().resize(1024, 1024, within).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const working = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const thumbnail = await working().resize(512, 512, within).jpeg({ quality: 80 }).toBuffer()
  const luma = await working().greyscale().raw().toBuffer()
  const hash = await working().resize(64, 64, { fit: 'fill' }).greyscale().raw().toBuffer()
  return { normalized: normalized.length, thumbnail: thumbnail.length, luma: luma.length, hash: hash.length }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { file, side } = JSON.parse(line)
  const bytes = await readFile(file)
  const before = process.cpuUsage()
  const made = await develop(file, bytes, side)
  const { user, system } = process.cpuUsage(before)
  console.log(`${(user + system) / 1000} ${made.normalized} ${made.thumbnail}`)
}
