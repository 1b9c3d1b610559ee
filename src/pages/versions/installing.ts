import { shell } from './quote.ts'
import { type Recipe, shellStart, type Subject } from './recipes.ts'

/** How to install what a model needs: what its requirements.txt says, else its conda.yaml. */
export function installing({ uri, trackingUri, model, libraries }: Subject): Recipe {
  const title = 'Libraries to install'
  const what = 'install command'
  const requirements = libraries?.requirements ?? []
  if (!libraries || requirements.length === 0)
    return {
      title,
      note: `${libraries === undefined ? 'Which libraries the model needs is not known here.' : 'The model names no libraries.'} MLflow alone loads only what it finds installed.`,
      code: 'pip install mlflow',
      what,
    }
  const python = model?.python_version ? `, under Python ${model.python_version}` : ''
  const note = `What the model was saved with${python}: from its ${libraries.file}.`
  if (libraries.file === 'requirements.txt' && requirements.some(needsFile))
    return {
      title,
      note: `${note} It refers to other files of the model, so they are downloaded first.`,
      code: `${shellStart(trackingUri)}mlflow artifacts download --artifact-uri ${shell(uri)} --dst-path model\n(cd model && pip install -r requirements.txt)`,
      what,
    }
  // Options such as --extra-index-url have a line of their own, with their value.
  const words = requirements.map((line) => (line.startsWith('-') ? line.split(/\s+/).map(shell).join(' ') : spec(line)))
  const code = words.length === 1 ? `pip install ${words[0]}` : `pip install \\\n  ${words.join(' \\\n  ')}`
  return { title, note, code, what }
}

/** A line that pip only takes from a file, or that names a file beside it. */
const needsFile = (line: string) =>
  /^(-r|-c|-e|--requirement|--constraint|--editable|--find-links\s+[^:]*$)/.test(line) ||
  /\s--hash[=\s]/.test(line) ||
  (/^[^\s;@]*[/\\]/.test(line) && !line.includes('://'))

/** A shell reads `<` and `>` of a version as files. */
const spec = (line: string) => (/^[\w.=-]+$/.test(line) ? line : shell(line))
