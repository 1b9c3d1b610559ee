/** Draws something; what it gives back is drawn next. */
export type Draw = () => readonly Draw[] | undefined | void

/** What waits, each with its pieces. */
const waiting: Draw[][] = []
let isAsked = false

/** Draws each piece in a frame of its own, after those that wait already: several in one frame would be one long task. The answer cancels it. */
export function drawInTurn(draw: Draw): () => void {
  const pieces = [draw]
  waiting.push(pieces)
  ask()
  return () => {
    const at = waiting.indexOf(pieces)
    if (at >= 0) waiting.splice(at, 1)
  }
}

function ask(): void {
  if (isAsked || waiting.length === 0) return
  isAsked = true
  requestAnimationFrame(drawNext)
}

function drawNext(): void {
  isAsked = false
  const [pieces = []] = waiting
  try {
    pieces.unshift(...(pieces.shift()?.() ?? []))
  } finally {
    if (pieces.length === 0 && waiting[0] === pieces) waiting.shift()
    ask()
  }
}
