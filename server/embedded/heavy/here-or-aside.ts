import type { HeavyWriter } from '../context.ts'
import { type Most, MOST_HERE } from '../store/too-much.ts'
import { TooMuch, weighed } from '../weigh.ts'

/** Answers a read on the main thread, or in the reading one if it is heavy, as it may only turn out while it reads. */
export async function readHereOrAside(
  here: (most?: Most) => Promise<Response>,
  aside?: (turnedOut?: true) => Promise<Response> | undefined,
): Promise<Response> {
  if (!aside) return here()
  try {
    return await (aside() ?? weighed(MOST_HERE.characters, () => here(MOST_HERE)))
  } catch (error) {
    const heavy = error instanceof TooMuch ? aside(true) : undefined
    if (!heavy) throw error
    return heavy
  }
}

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
