export type Kind = 'text' | 'json' | 'markdown' | 'table' | 'image' | 'model' | 'pickle' | 'audio' | 'video' | 'unknown'

/** How a file is best shown, by its name alone. */
export function kindOf(name: string): Kind {
  if (name === 'MLmodel') return 'model'
  const extension = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''
  return byExtension.get(extension) ?? (extension === '' ? 'text' : 'unknown')
}

const extensions: Record<Exclude<Kind, 'model' | 'unknown'>, string> = {
  text: 'txt log py r jl sh bash ps1 bat js mjs cjs ts tsx jsx css html htm xml yaml yml toml ini cfg conf env properties sql java scala go rs c cc cpp h hpp cs rb php lua pl tex rst proto dockerfile gitignore lock patch diff jsonl ndjson svelte vue ipynb',
  json: 'json geojson',
  markdown: 'md markdown',
  table: 'csv tsv',
  image: 'png jpg jpeg gif webp svg bmp ico avif',
  audio: 'mp3 wav ogg flac m4a',
  video: 'mp4 webm mov',
  pickle: 'pkl pickle joblib pt pth skops npy npz h5',
}
const byExtension = new Map(
  Object.entries(extensions).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind as Kind] as const)), // the keys above are kinds
)
