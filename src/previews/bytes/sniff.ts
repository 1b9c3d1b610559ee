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
