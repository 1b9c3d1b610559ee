import { pickleExtensions } from '../domain/health/pickle-files.ts'

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
