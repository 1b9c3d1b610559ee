import { admitting } from '../../embedded/store/admission.ts'

/** Rooms of models with at most so many versions wait for nobody. */
const SMALL = 1000
/** Those with at most so many don't wait for larger ones. */
const MEDIUM = 10_000
/** So many versions of either kind are in memory together, half a kilobyte each, and those of a larger model alone. */
const TOGETHER = 20_000

/** What a room takes while it lasts. */
export type Place = {
  /** Waits until there is room for a model with so many versions; whoever has room for one already does not. Gives whether it may have waited. */
  take(versions: number): Promise<boolean>
  leave(): void
}

/** Lets rooms of models with many versions in by turns. */
export function largeModels(together = TOGETHER): (signal: AbortSignal) => Place {
  const kinds = [MEDIUM, SMALL].map((least) => ({ least, admit: admitting(together) }))
  return (signal) => {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>()
    let isIn = false
    return {
      async take(size) {
        const kind = kinds.find(({ least }) => size > least)
        if (!kind || isIn) return false
        await new Promise<void>((resolve, reject) => {
          kind.admit({ size, signal }, () => (resolve(), left)).catch(reject)
        })
        return (isIn = true)
      },
      leave,
    }
  }
}
