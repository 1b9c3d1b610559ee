/** Extensions of Python's pickles and of formats that contain them. Loading such a file runs code from it. */
export const pickleExtensions = 'pkl pickle joblib pt pth dill cloudpickle'

export type Kind = (typeof kinds)[number] | 'model' | 'unknown'

/** How to show a file, by its name alone. */
export function kindOf(name: string): Kind {
  if (name === 'MLmodel') return 'model'
  const extension = extensionOf(name)
  return byExtension.get(extension) ?? 'unknown'
}

/** The extension after the last dot, in lower case; `''` without one. */
export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''

const kinds = [
  'text',
  'json',
  'markdown',
  'table',
  'parquet',
  'notebook',
  'html',
  'pdf',
  'image',
  'audio',
  'video',
  'pickle',
] as const

export const extensions: Record<(typeof kinds)[number], string> = {
  text: 'txt log py r jl sh bash ps1 bat js mjs cjs ts tsx jsx css scss xml yaml yml toml ini cfg conf env properties sql java kt scala go rs c cc cpp h hpp cs rb php lua pl swift tex rst proto dockerfile gitignore lock patch diff jsonl ndjson svelte vue',
  json: 'json geojson',
  markdown: 'md markdown',
  table: 'csv tsv',
  parquet: 'parquet',
  notebook: 'ipynb',
  html: 'html htm xhtml',
  pdf: 'pdf',
  image: 'png jpg jpeg gif webp svg bmp ico avif',
  audio: 'mp3 wav ogg oga flac m4a',
  video: 'mp4 webm mov ogv',
  pickle: pickleExtensions,
}
const byExtension = new Map(
  kinds.flatMap((kind) => extensions[kind].split(' ').map((extension) => [extension, kind] as const)),
)

/** Bytes of a file that are loaded before somebody asks for the rest. */
export const FIRST_PART = 512 * 1024
/** The most bytes that keep a page responsive; longer files are downloaded. */
export const MOST_SHOWN = 64_000_000
/** Kinds that make no sense in part: more is loaded at once. */
const larger: Partial<Record<Kind, number>> = {
  json: 2_000_000,
  notebook: 32_000_000,
  html: 16_000_000,
  pdf: MOST_SHOWN,
}

/** How many bytes of a file of this kind are loaded at first. */
export const firstPartOf = (kind: Kind): number => larger[kind] ?? FIRST_PART

/** Whether a preview of this kind reads the file, as opposed to what the browser loads by URL, and to models. */
export const loadsContent = (kind: Kind): boolean => !['image', 'audio', 'video', 'model'].includes(kind)
