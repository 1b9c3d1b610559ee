/** Recognises a file type by its first bytes; undefined if unknown. */
export function sniff(bytes: Uint8Array): string | undefined {
  const pickle = pickleProtocol(bytes)
  if (pickle !== undefined) return `Python pickle, protocol ${pickle}`
  return signatures.find(([begin, , at = 0]) => begin.every((byte, index) => bytes[at + index] === byte))?.[1]
}

/** A pickle of protocol 2 or later begins with the protocol number and ends with a full stop. */
function pickleProtocol(bytes: Uint8Array): number | undefined {
  const [first, second = 0, third] = bytes
  const opens = third === 0x95 || (second < 4 && third !== undefined)
  return first === 0x80 && second >= 2 && second <= 5 && opens ? second : undefined
}

const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

const signatures: readonly (readonly [begin: readonly number[], type: string, at?: number])[] = [
  [letters('\x89PNG'), 'PNG image'],
  [[0xff, 0xd8, 0xff], 'JPEG image'],
  [letters('GIF8'), 'GIF image'],
  [letters('BM'), 'BMP image'],
  [letters('II*\0'), 'TIFF image'],
  [letters('II+\0'), 'TIFF image'],
  [letters('MM\0*'), 'TIFF image'],
  [letters('ftypavif'), 'AVIF image', 4],
  [letters('ftyphei'), 'HEIC image', 4],
  [letters('ftypmif1'), 'HEIC image', 4],
  [letters('\0\0\0\x0cjP  '), 'JPEG 2000 image'],
  [letters('8BPS'), 'Photoshop image'],
  [letters('%PDF'), 'PDF document'],
  [letters('PAR1'), 'Parquet table'],
  [letters('ARROW1'), 'Arrow file'],
  [letters('ORC'), 'ORC table'],
  [letters('\x93NUMPY'), 'NumPy array'],
  [letters('\x89HDF'), 'HDF5 file (Keras, PyTables)'],
  [letters('SQLite format 3'), 'SQLite database'],
  [letters('PK\x03\x04'), 'Zip archive (also PyTorch, NumPy, skops and Office files)'],
  [[0x1f, 0x8b], 'gzip archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'Zstandard archive'],
  [letters('BZh'), 'bzip2 archive'],
  [letters('\xfd7zXZ'), 'xz archive'],
  [letters('ustar'), 'tar archive', 257],
  [letters('\x7fELF'), 'Linux program or library'],
  [letters('GGUF'), 'GGUF model weights'],
  [letters('TFL3'), 'TensorFlow Lite model', 4],
  [letters('OggS'), 'Ogg media'],
  [letters('ID3'), 'MP3 audio'],
  [letters('WAVE'), 'WAV audio', 8],
  [letters('WEBP'), 'WebP image', 8],
  [letters('ftyp'), 'MP4 media', 4],
]

/** Whether a text is an SVG picture: its first tag says so. */
export const isSvg = (text: string): boolean =>
  /^\uFEFF?(?:\s|<\?[^>]*>|<!--[^]*?-->|<!doctype[^>[]*>)*<svg[\s>]/i.test(text)

/** What a browser plays or shows, by its first bytes. */
export function mediaOf(bytes: Uint8Array): 'image' | 'audio' | 'video' | undefined {
  return media[sniff(bytes) ?? '']
}

const media: Partial<Record<string, 'image' | 'audio' | 'video'>> = {
  'PNG image': 'image',
  'JPEG image': 'image',
  'GIF image': 'image',
  'WebP image': 'image',
  'BMP image': 'image',
  'AVIF image': 'image',
  'MP3 audio': 'audio',
  'WAV audio': 'audio',
  'Ogg media': 'audio',
  'MP4 media': 'video',
}

/** Why a picture is not shown, where no browser, or hardly one, shows its format. */
export function whyNotShown(bytes: Uint8Array): string | undefined {
  const type = sniff(bytes)
  if (!type || media[type] || !type.endsWith(' image')) return undefined
  return `Most browsers cannot show a ${type}. Download it, or log the picture as PNG to see it here.`
}
