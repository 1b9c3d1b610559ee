import { useEffect, useLayoutEffect, useState } from 'react'
import { onDemand } from '../feedback/on-demand.tsx'

const TextDialog = onDemand(async () => (await import('./TextDialog.tsx')).TextDialog)

/** Opens the text of the pressed `data-whole`. One instance serves the whole app: tables render hundreds of such texts. */
export function WholeText() {
  const [opened, setOpened] = useState<HTMLElement>()
  const text = useTitle(opened)
  useEffect(() => {
    const open = ({ target }: MouseEvent) => {
      const pressed = target instanceof Element ? target.closest<HTMLElement>('button[data-whole]') : null
      if (pressed) setOpened(pressed)
    }
    document.addEventListener('click', open)
    return () => document.removeEventListener('click', open)
  }, [])
  if (!opened) return null
  return <TextDialog title={opened.dataset['whole'] ?? ''} text={text} onClose={() => setOpened(undefined)} />
}

/** The element's title, also when more of it becomes known, such as what a metric means. */
function useTitle(element: HTMLElement | undefined): string {
  const [text, setText] = useState('')
  useLayoutEffect(() => {
    if (!element) return undefined
    const read = () => setText(element.title)
    read()
    const observer = new MutationObserver(read)
    observer.observe(element, { attributeFilter: ['title'] })
    return () => observer.disconnect()
  }, [element])
  return text
}
