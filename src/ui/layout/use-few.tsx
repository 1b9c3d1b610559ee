import Button from '@mui/material/Button'
import { type ReactNode, useState } from 'react'
import { usePrinting } from '../print/printing.ts'
import { formatCount } from '../text/format-count.ts'

/** The first `few` of a list, and a button that shows all of it if there are more; on paper all are shown. */
export function useFew<Item>(items: readonly Item[], few: number): { shown: readonly Item[]; button: ReactNode } {
  const [isWhole, setWhole] = useState(false)
  const isPrinting = usePrinting()
  if (items.length <= few || isPrinting) return { shown: items, button: undefined }
  return {
    shown: isWhole ? items : items.slice(0, few),
    button: (
      <Button variant="text" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)} sx={{ mt: 2 }}>
        {isWhole ? 'Show fewer' : `Show all ${formatCount(items.length)}`}
      </Button>
    ),
  }
}
