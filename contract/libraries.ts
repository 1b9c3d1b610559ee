import { parse } from 'yaml'

/** The packages that a model needs, from the file beside its MLmodel. */
export type Libraries = {
  file: 'requirements.txt' | 'conda.yaml'
  /** The whole file. */
  text: string
  /** The packages as lines of a requirements file. */
  requirements: string[]
}

export const fromRequirements = (text: string): Libraries => ({
  file: 'requirements.txt',
  text,
  requirements: text
    .replaceAll(/\s*\\\r?\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter(Boolean),
})

/** Reads an environment file of conda: its own packages, under pip's names, and those for pip. */
export function fromConda(text: string): Libraries {
  return { file: 'conda.yaml', text, requirements: dependenciesIn(text).flatMap(requirementsOf) }
}

function dependenciesIn(text: string): unknown[] {
  try {
    const file: unknown = parse(text, { logLevel: 'error' })
    if (typeof file !== 'object' || file === null || !('dependencies' in file)) return []
    return Array.isArray(file.dependencies) ? file.dependencies : []
  } catch {
    return [] // broken YAML; its text is still shown
  }
}

function requirementsOf(dependency: unknown): string[] {
  if (typeof dependency === 'string') return pipName(dependency)
  if (typeof dependency !== 'object' || dependency === null || !('pip' in dependency)) return []
  return Array.isArray(dependency.pip) ? dependency.pip.map(String) : []
}

/** Turns `channel::name=1.2=build` into `name==1.2`; leaves out Python and pip themselves. */
function pipName(spec: string): string[] {
  const [, name = '', version = ''] = /^(?:[^:\s]+::)?([\w.-]+)\s*(.*)$/.exec(spec.trim()) ?? []
  if (name === '' || ['python', 'pip', 'setuptools', 'wheel'].includes(name)) return []
  const exact = /^=([^=\s]+)(?:=\S*)?$/.exec(version)?.[1]
  return [(otherNames[name] ?? name) + (exact === undefined ? version.replaceAll(/\s/g, '') : `==${exact}`)]
}

/** Packages with different names in conda and pip. */
const otherNames: Record<string, string> = {
  pytorch: 'torch',
  'py-xgboost': 'xgboost',
  'py-lightgbm': 'lightgbm',
  opencv: 'opencv-python',
  pytables: 'tables',
  'python-graphviz': 'graphviz',
  'msgpack-python': 'msgpack',
}
