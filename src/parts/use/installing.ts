import { shell } from './quote.ts'
import { type Recipe, shellStart, type Subject } from './recipe-list.ts'

/** How to install a model's libraries, from its requirements.txt, else its conda.yaml. */
export function installing({ uri, trackingUri, model, libraries }: Subject): Recipe {
  const title = 'Libraries to install'
  const what = 'install command'
  const requirements = libraries?.requirements ?? []
  if (!libraries || requirements.length === 0)
    return {
      title,
      note: `${libraries === undefined ? 'The model’s libraries are unknown here.' : 'The model lists no libraries.'} MLflow can load it only if they are installed.`,
      code: 'pip install mlflow',
      what,
    }
  const python = model?.python_version ? ` on Python ${model.python_version}` : ''
  const note = `Saved with these versions${python}, listed in its ${libraries.file}.`
  if (libraries.file === 'requirements.txt' && requirements.some(needsFile))
    return {
      title,
      note: `${note} It refers to other files of the model, so download them first.`,
      code: `${shellStart(trackingUri)}mlflow artifacts download --artifact-uri ${shell(uri)} --dst-path model\n(cd model && pip install -r requirements.txt)`,
      what,
    }
  // Options such as --extra-index-url have a line of their own, with their value.
  const words = requirements.map((line) => (line.startsWith('-') ? line.split(/\s+/).map(shell).join(' ') : spec(line)))
  const code = words.length === 1 ? `pip install ${words[0]}` : `pip install \\\n  ${words.join(' \\\n  ')}`
  return { title, note, code, what }
}

/** Whether a line works only in a file, or refers to another file. */
const needsFile = (line: string) =>
  /^(-r|-c|-e|--requirement|--constraint|--editable|--find-links\s+[^:]*$)/.test(line) ||
  /\s--hash[=\s]/.test(line) ||
  (/^[^\s;@]*[/\\]/.test(line) && !line.includes('://'))

/** Quotes `<` and `>`, which a shell reads as redirections. */
const spec = (line: string) => (/^[\w.=-]+$/.test(line) ? line : shell(line))
