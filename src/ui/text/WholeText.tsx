import { Suspense, useEffect, useState } from 'react'
import { onDemand } from '../feedback/on-demand.tsx'

const TextDialog = onDemand(async () => (await import('./TextDialog.tsx')).TextDialog)

/** Opens the text of the pressed `data-whole`. One instance serves the whole app: tables render hundreds of such texts. */
export function WholeText() {
  const [whole, setWhole] = useState<{ title: string; text: string }>()
  useEffect(() => {
    const open = ({ target }: MouseEvent) => {
      const pressed = target instanceof Element ? target.closest<HTMLElement>('button[data-whole]') : null
      if (pressed) setWhole({ title: pressed.dataset['whole'] ?? '', text: pressed.title })
    }
    document.addEventListener('click', open)
    return () => document.removeEventListener('click', open)
  }, [])
  if (!whole) return null
  return (
    <Suspense fallback={null}>
      <TextDialog {...whole} onClose={() => setWhole(undefined)} />
    </Suspense>
  )
}
