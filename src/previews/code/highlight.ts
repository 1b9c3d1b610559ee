import type { LanguageFn } from 'highlight.js'
import hljs from 'highlight.js/lib/core'
import type { Language } from './languages.ts'

/** Text as HTML whose only tags are spans with a class per token type; everything else is escaped. */
export function highlight(text: string, language: Language, grammar: LanguageFn): string {
  if (!hljs.getLanguage(language)) hljs.registerLanguage(language, grammar)
  return hljs.highlight(text, { language, ignoreIllegals: true }).value
}
