import { useEffect, useLayoutEffect, useState } from 'react'
import { onDemand } from '../feedback/on-demand.tsx'

const TextDialog = onDemand(async () => (await import('./TextDialog.tsx')).TextDialog)

/** Opens the text of the pressed `data-whole`. One instance serves the whole app: tables render hundreds of such texts. */
export function WholeText() {
  const [opened, setOpened] = useState<HTMLElement>()
  const text = useTitle(opened)
  useEffect(() => {
    let down: MouseEvent | undefined
    const note = (event: MouseEvent) => void (down = event)
    const open = (event: MouseEvent) => {
      const pressed = pressedIn(event, '[data-whole]')
      if (pressed && !isSelecting(down, event, pressed)) setOpened(pressed)
    }
    const press = (event: KeyboardEvent) => {
      const pressed = event.key === 'Enter' || event.key === ' ' ? pressedIn(event, '[role=button][data-whole]') : null
      if (!pressed) return
      event.preventDefault() // Space would scroll
      pressed.click()
    }
    document.addEventListener('mousedown', note)
    document.addEventListener('click', open)
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('mousedown', note)
      document.removeEventListener('click', open)
      document.removeEventListener('keydown', press)
    }
  }, [])
  if (!opened) return null
  return <TextDialog title={opened.dataset['whole'] ?? ''} text={text} onClose={() => setOpened(undefined)} />
}

const pressedIn = ({ target }: Event, selector: string) =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null

/** Whether the pointer was drawn over the text and has selected a part of it, to copy it: what was selected before stays so during a click. */
function isSelecting(down: MouseEvent | undefined, up: MouseEvent, text: HTMLElement): boolean {
  const selection = window.getSelection()
  const isDrawn = down !== undefined && Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) > 3
  return up.detail > 0 && isDrawn && selection?.isCollapsed === false && selection.containsNode(text, true)
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
