import type { LanguageFn } from 'highlight.js'
import { extensionOf } from '#contract/files/file-kinds.ts'

type Grammar = { default: LanguageFn }

/** The highlight.js grammars on offer, each loaded with the first file that needs it. */
const grammars = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  julia: () => import('highlight.js/lib/languages/julia'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  latex: () => import('highlight.js/lib/languages/latex'),
  lua: () => import('highlight.js/lib/languages/lua'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  perl: () => import('highlight.js/lib/languages/perl'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  properties: () => import('highlight.js/lib/languages/properties'),
  protobuf: () => import('highlight.js/lib/languages/protobuf'),
  python: () => import('highlight.js/lib/languages/python'),
  r: () => import('highlight.js/lib/languages/r'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  scala: () => import('highlight.js/lib/languages/scala'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
} satisfies Record<string, () => Promise<Grammar>>

export type Language = keyof typeof grammars

export const loadGrammar = async (language: Language): Promise<LanguageFn> => (await grammars[language]()).default

const extensions: Partial<Record<Language, string>> = {
  bash: 'sh bash zsh env',
  c: 'c h',
  cpp: 'cc cpp hpp',
  csharp: 'cs',
  css: 'css scss',
  diff: 'patch diff',
  dockerfile: 'dockerfile',
  go: 'go',
  ini: 'toml ini cfg conf lock',
  java: 'java',
  javascript: 'js mjs cjs jsx',
  json: 'json geojson jsonl ndjson ipynb',
  julia: 'jl',
  kotlin: 'kt',
  latex: 'tex',
  lua: 'lua',
  markdown: 'md markdown',
  perl: 'pl',
  php: 'php',
  powershell: 'ps1',
  properties: 'properties',
  protobuf: 'proto',
  python: 'py',
  r: 'r',
  ruby: 'rb',
  rust: 'rs',
  scala: 'scala',
  sql: 'sql',
  swift: 'swift',
  typescript: 'ts tsx',
  xml: 'xml html htm xhtml svg svelte vue',
  yaml: 'yaml yml',
}
const byExtension = new Map(
  // The keys above are languages.
  Object.entries(extensions).flatMap(([language, names]) =>
    names.split(' ').map((name) => [name, language as Language] as const),
  ),
)
const byName = new Map<string, Language>([
  ['MLmodel', 'yaml'],
  ['Dockerfile', 'dockerfile'],
  ['MLproject', 'yaml'],
])

/** The language of a file, by its name; undefined if it can't be highlighted. */
export const languageOf = (name: string): Language | undefined => byName.get(name) ?? byExtension.get(extensionOf(name))
