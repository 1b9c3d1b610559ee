import { mlflowCalls } from '#contract/calls.ts'
import { kindOf } from '#contract/files/file-kinds.ts'
import { isRichFile } from '#contract/files/rich-files.ts'
import type { PageName } from '#contract/pages.ts'
import type { Texts } from './code.ts'
import type { Answers } from './first-answers.ts'

/** Looks for formulas in so many characters: it takes 40 ms for the worst of these, and 25 times that for five times as many. */
const MOST = 20_000

/** Which texts a page shows first, on an open tab, if it is known: somebody's description of a model or a version, or a file. */
export function textsOf(page: PageName, tab: string, answers: Answers): Texts | undefined {
  const [open = '', ...selected] = tab.split('/')
  const description = open === '' && (page === 'model' || page === 'version') ? descriptionIn(answers) : undefined
  const name = open === 'artifacts' ? decoded(selected.at(-1) ?? '') : ''
  const text = description ?? fileIn(answers, name)
  const isRich = text ? isRichFile(description ? 'markdown' : kindOf(name), text, MOST) : undefined
  return isRich === undefined ? undefined : isRich ? 'rich' : 'plain'
}

const described = [mlflowCalls.getModel, mlflowCalls.getVersion].map(({ path }) => `${path}?`)

/** How somebody described the model or the version that a page shows first. */
function descriptionIn(answers: Answers): string | undefined {
  const answer = Object.entries(answers).find(([asked]) => described.some((path) => asked.includes(path)))
  if (!answer) return undefined
  const shown = JSON.parse(answer[1]) as Partial<Record<string, { description?: string }>> // as the backend writes it
  return Object.values(shown)[0]?.description
}

/** Hono leaves reserved characters of a path encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name // a stray %
  }
}

/** A file of this name that a page reads. */
const fileIn = (answers: Answers, name: string): string | undefined =>
  Object.entries(answers).find(([asked]) =>
    new URLSearchParams(asked.split('?')[1]).values().some((path) => path.split('/').at(-1) === name),
  )?.[1]
