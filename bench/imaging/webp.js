// Makes the WebP of the benchmark from its PNG: nothing in Java writes one.
import sharp from 'sharp'

const [from, to] = process.argv.slice(2)
await sharp(from).webp({ quality: 80 }).toFile(to)
