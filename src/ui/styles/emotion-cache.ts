import { StyleSheet } from '@emotion/sheet'
import type { EmotionCache } from '@emotion/react'
import { flatRules } from './flat-rules.ts'
import { nonce } from './nonce.ts'

/** Stands for `@emotion/cache` in the bundle (vite.config.ts): where emotion keeps and inserts styles, without its compiler. */
// oxlint-disable-next-line import/no-default-export -- as `@emotion/cache` has it
export default function createCache({ key }: { key: string }): EmotionCache {
  const inserted: EmotionCache['inserted'] = {}
  return {
    key,
    ...nonce,
    inserted,
    registered: {},
    sheet: new StyleSheet({ key, container: document.head, ...nonce }),
    insert(selector, { name, styles }, sheet, shouldCache) {
      for (const rule of flatRules(selector, styles)) sheet.insert(rule)
      if (shouldCache) inserted[name] = true
    },
  }
}
