import type { Libraries } from '#contract/libraries.ts'
import type { MlModel } from '#contract/mlmodel.ts'
import { looseRequirements } from '#contract/policy/requirements.ts'
import { pickleFiles } from './pickle-files.ts'

/** What a folder to register, or the files of a version, hold. */
export type ModelFiles = {
  /** The MLmodel file, or null without one. */
  model: MlModel | null
  libraries: Libraries | null
  /** Paths in the folder. */
  files: readonly string[]
}

export type FileFaultKind = 'not-a-model' | 'no-signature' | 'no-input-example' | 'unpinned' | 'pickle'

export type FileFault = {
  kind: FileFaultKind
  /** What was found, in this model. */
  text: string
}

/** What to do about each kind, in any model. */
export const fileAdvice: Record<FileFaultKind, string> = {
  'not-a-model': 'MLflow cannot load it. Log it with mlflow.<flavour>.log_model to get an MLmodel file.',
  'no-signature': 'MLflow cannot check inputs. Pass input_example or signature to log_model.',
  'no-input-example': 'Callers cannot see what to send. Pass input_example to log_model.',
  unpinned: 'A later install may get other versions. Pin them: package==1.2.3.',
  pickle: 'Loading a pickle runs code from it. Prefer a format without code, such as skops, safetensors or ONNX.',
}

/** What is worth knowing before these files are registered or deployed, the gravest first. */
export function fileFaults({ model, libraries, files }: ModelFiles): FileFault[] {
  const pickles = pickleFiles(files)
  const risky: FileFault[] = pickles.length > 0 ? [{ kind: 'pickle', text: `Pickles: ${some(pickles)}` }] : []
  if (!model) return [{ kind: 'not-a-model', text: 'Not an MLflow model' }, ...risky]
  const faults: FileFault[] = []
  const [why = ''] = model.problems
  if (model.flavors.length === 0) faults.push({ kind: 'not-a-model', text: `MLmodel: ${why}` })
  if (!model.signature) faults.push({ kind: 'no-signature', text: 'No signature' })
  if (model.input_example === undefined || !files.includes(model.input_example))
    faults.push({ kind: 'no-input-example', text: 'No input example' })
  return [...faults, ...unpinned(libraries), ...risky]
}

function unpinned(libraries: Libraries | null): FileFault[] {
  if (!libraries) return [{ kind: 'unpinned', text: 'No requirements.txt or conda.yaml' }]
  const loose = looseRequirements(libraries.requirements.join('\n'))
  return loose.length === 0 ? [] : [{ kind: 'unpinned', text: `Without exact versions: ${some(loose)}` }]
}

/** The first three, and how many more there are. */
const some = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
