import { TooMuch } from '../weigh.ts'
import type { HeavyWriter } from '../context.ts'
import { MOST_HERE } from '../store/too-much.ts'

/**
 * Makes a write on the main thread, or in the writer's if it is heavy. Some only turn out to be, while they read what they answer: those are
 * rolled back here and made there. `here`: weighs what it reads, if it is told how many characters that may be. `aside`: undefined for what
 * the thread does not make; `true` says that it turned out.
 */
export async function writeHereOrAside<T>(
  writer: HeavyWriter | undefined,
  name: string,
  here: (most?: number) => Promise<T>,
  aside: (writer: HeavyWriter, turnedOut?: true) => Promise<T> | undefined,
): Promise<T> {
  const heavy = writer && aside(writer)
  if (heavy) return heavy
  if (!writer?.mayTurnOut(name)) return here()
  try {
    return await here(MOST_HERE.characters)
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return aside(writer, true) ?? here()
  }
}
