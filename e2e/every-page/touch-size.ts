// What is too small or too near for a finger. Both functions run in the page.

/** Smaller targets whose circle of 24 px touches another target; links within a sentence are exempt. In the page. */
export function tooNear(): string[] {
  const LEAST = 23.5 // pixels are rounded
  const pressed =
    'a[href], button:not(:disabled), input, select, textarea, summary, [role=button], [role=switch], [role^=menuitem], [role=option]'
  const all = [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
    const { left, top, right, bottom } = (element.closest('label') ?? element).getBoundingClientRect()
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    if (element.closest('[aria-hidden=true]')) return []
    // What lies below a bar or outside of the window is scrolled there first.
    const hit = document.elementFromPoint(x, y)
    const popup = element.closest('.MuiPopper-root, .MuiPopover-root, .MuiDialog-root')
    const isHeld = staysInView(element)
    const isReached = hit !== null && (element.contains(hit) || hit.contains(element))
    return isReached
      ? [
          {
            element,
            popup,
            isHeld,
            left,
            top,
            right,
            bottom,
            x,
            y,
            isLarge: right - left >= LEAST && bottom - top >= LEAST,
          },
        ]
      : []
  })
  /** Whether it keeps its height in the window while the page, or the table around it, scrolls. */
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- only what is inside runs in the page
  function staysInView(element: Element | null): boolean {
    if (!element) return false
    const { position, top, bottom } = getComputedStyle(element)
    return (
      position === 'fixed' ||
      (position === 'sticky' && (top !== 'auto' || bottom !== 'auto')) ||
      staysInView(element.parentElement)
    )
  }
  return all
    .filter(({ isLarge }) => !isLarge)
    .filter(({ element: { parentElement } }) =>
      [...(parentElement?.childNodes ?? [])].every(
        (node) => node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim(),
      ),
    )
    .filter((one) =>
      all.some((other) => {
        if (other.element.contains(one.element) || one.element.contains(other.element)) return false
        // A list that opens over the page may end anywhere in it.
        if (one.popup !== other.popup) return false
        // What lies beside a bar or the head of a table can be scrolled away from it.
        if (one.isHeld !== other.isHeld) return false
        const across = Math.max(other.left - one.x, 0, one.x - other.right)
        const down = Math.max(other.top - one.y, 0, one.y - other.bottom)
        if (other.isLarge) return Math.hypot(across, down) < LEAST / 2
        return Math.hypot(other.x - one.x, other.y - one.y) < LEAST
      }),
    )
    .map(({ element }) => element.outerHTML.slice(0, 200))
}

/** Of what is pressed most, what is smaller than 44 px. In the page. */
export function tooSmall(): string[] {
  const most =
    'nav[aria-label] > a, [data-page-actions] :is(button, a), header button, [role=tab], [role=search] .MuiInputBase-root'
  return [...document.querySelectorAll<HTMLElement>(most)]
    .filter((element) => element.checkVisibility())
    .filter((element) => Math.min(element.offsetWidth, element.offsetHeight) < 44)
    .map((element) => `${element.offsetWidth}×${element.offsetHeight} ${element.outerHTML.slice(0, 200)}`)
}
