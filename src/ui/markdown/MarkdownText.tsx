import { useMemo } from 'react'
import { isRich } from '#contract/markdown/is-rich.ts'
import { splitFrontMatter } from '#contract/markdown/split-front-matter.ts'
import { onDemand, whenHere } from '../feedback/on-demand.tsx'
import { FrontMatterText } from './FrontMatterText.tsx'
import type { MarkdownProps } from './markdown-props.ts'

const Plain = onDemand(async () => (await import('./Markdown.tsx')).Markdown)
const Rich = onDemand(async () => (await import('./RichMarkdown.tsx')).RichMarkdown)

type Props = MarkdownProps & {
  /** Among texts with formulas or HTML, which need other code, each text is shown by that. */
  amongRich?: boolean
}

/** Markdown, whose parser loads with the first text: one for texts with formulas or HTML, and one for the others. */
export function MarkdownText({ amongRich = false, ...props }: Props) {
  const isOne = useMemo(() => amongRich || isRich(props.text), [amongRich, props.text])
  return isOne ? <Rich {...props} /> : <Plain {...props} />
}

/** Whether one of the texts that are shown together has formulas or HTML. */
export const anyRich = (texts: readonly (string | undefined)[]): boolean => texts.some((text = '') => isRich(text))

/** Loads what shows a text, with its front matter; nothing if that is here. */
export const loadMarkdown = (text: string): Promise<unknown> | undefined =>
  whenHere(loadMarkdownFor(isRich(text)), splitFrontMatter(text).fields ? FrontMatterText.preload() : undefined)

/** Loads what shows texts with formulas or HTML, or other texts; nothing if that is here. */
export const loadMarkdownFor = (rich: boolean): Promise<void> | undefined => (rich ? Rich : Plain).preload()
